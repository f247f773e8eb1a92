/** The engine's own process as the shell runs it, with a client: what proofs kill and find again. */
import { createClient, type EngineClient } from '@shared/contract/client';
import type { EngineFrame } from '@shared/contract/frames';
import { createEngineHost, type EngineHost } from '@main/electron/engineHost';
import { engineProgram } from './engineProgram';

export interface Session {
  readonly host: EngineHost;
  readonly client: EngineClient;
  /** Waits until the host has started the engine again after a kill. */
  restarted(): Promise<void>;
  close(): Promise<void>;
}

export async function open(projectDir: string): Promise<Session> {
  const host = createEngineHost(engineProgram);
  const frames = new Set<(frame: EngineFrame) => void>();
  const closes = new Set<() => void>();
  const runnings = new Set<() => void>();
  host.onWindowFrame((frame) => frames.forEach((listener) => listener(frame)));
  host.onState(({ state }) => {
    if (state === 'restarting' || state === 'stopped') closes.forEach((listener) => listener());
    if (state === 'running') runnings.forEach((listener) => listener());
  });
  await host.open(projectDir);
  const client = createClient({
    send: (frame) => host.sendFromWindow(frame),
    onFrame: (listener) => listen(frames, listener),
    onClose: (listener) => listen(closes, listener),
  });
  return {
    host,
    client,
    restarted: () =>
      new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error('the engine did not come back within 20 s')), 20_000);
        runnings.add(() => {
          clearTimeout(timer);
          done();
        });
      }),
    async close() {
      client.close();
      await host.stop();
    },
  };
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function kill(session: Session): Promise<void> {
  const { processId } = session.host;
  if (processId === undefined) throw new Error('the engine was not running');
  const back = session.restarted();
  process.kill(processId, 'SIGKILL');
  await back;
}

export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function pause(durationMs: number): Promise<void> {
  return new Promise((done) => setTimeout(done, durationMs));
}

