/** The four carriers of frames, each over the built engine, as a window or a command meets it. */
import { request, type IncomingMessage } from 'node:http';
import { createClient, type EngineClient } from '@shared/contract/client';
import { engineFrameSchema, type ClientFrame, type ClientTransport, type EngineFrame } from '@shared/contract/frames';
import { createEngineHost } from '@main/electron/engineHost';
import { connectMemory } from '@main/headless/memoryTransport';
import { serveProject } from '@main/headless/serveProject';
import { connectSocket } from '@main/headless/socketTransport';
import { engineProgram, root } from './builtProgram';
import { join } from 'node:path';

export interface Carrier {
  readonly client: EngineClient;
  /** Frames as they are, for what a well-behaved client never sends. */
  readonly transport: ClientTransport;
  /** True where the other end is this computer's shell or command line. */
  readonly trusted: boolean;
  close(): Promise<void>;
}

const settings = (projectDir: string) => ({ projectDir, resourcesDir: join(root, 'resources'), programDir: join(root, 'out/main') });

export const carriers: Readonly<Record<string, (projectDir: string) => Promise<Carrier>>> = {
  async memory(projectDir) {
    const served = await serveProject(settings(projectDir), null);
    const transport = connectMemory(served.engine.router, 'window');
    return { transport, client: createClient(transport), trusted: false, close: () => served.close() };
  },
  async 'command line socket'(projectDir) {
    const served = await serveProject(settings(projectDir), null);
    const transport = await connectSocket(served.socketPath);
    if (!transport) throw new Error('nobody answers at the socket');
    return {
      transport,
      client: createClient(transport),
      trusted: true,
      async close() {
        transport.close();
        await served.close();
      },
    };
  },
  async 'browser mode over HTTP'(projectDir) {
    const served = await serveProject(settings(projectDir), { port: 0, token: 'a-token-of-this-test' });
    const transport = await connectHttp(served.address ?? '');
    return { transport, client: createClient(transport), trusted: false, close: () => served.close() };
  },
  async 'shell and window over the engine process'(projectDir) {
    const host = createEngineHost(engineProgram);
    const listeners = new Set<(frame: EngineFrame) => void>();
    host.onWindowFrame((frame) => listeners.forEach((listener) => listener(frame)));
    await host.open(projectDir);
    const transport: ClientTransport = { send: (frame) => host.sendFromWindow(frame), onFrame: (listener) => listen(listeners, listener), onClose: () => () => undefined };
    return { transport, client: createClient(transport), trusted: false, close: () => host.stop() };
  },
};

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a page in browser mode does, with plain requests: open the address, keep the cookie, read events, post frames. */
async function connectHttp(address: string): Promise<ClientTransport> {
  const { origin } = new URL(address);
  const welcome = await send('GET', address, {});
  welcome.resume();
  const cookie = welcome.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const events = await send('GET', `${origin}/events`, { cookie });
  const listeners = new Set<(frame: EngineFrame) => void>();
  const closeListeners = new Set<() => void>();
  events.on('close', () => closeListeners.forEach((listener) => listener()));
  const session = await new Promise<string>((done) => {
    let rest = '';
    events.setEncoding('utf8').on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) continue;
        const value: unknown = JSON.parse(data);
        if (block.startsWith('event: session')) done((value as { session: string }).session);
        else for (const listener of listeners) listener(engineFrameSchema.parse(value));
      }
    });
  });
  const post = async (frame: ClientFrame): Promise<void> => {
    const answer = await send('POST', `${origin}/frames`, { cookie, origin, 'content-type': 'application/json', 'x-almanac-session': session }, JSON.stringify(frame));
    answer.resume();
  };
  return {
    // A frame on its way when the server closes has nobody left to answer it.
    send: (frame) => void post(frame).catch(() => undefined),
    onFrame: (listener) => listen(listeners, listener),
    onClose: (listener) => listen(closeListeners, listener),
  };
}

function send(method: string, address: string, headers: Record<string, string>, body?: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    request(address, { method, headers, agent: false }, done).on('error', fail).end(body);
  });
}
