/** Entry of the engine's process on its own Node: serves the shell over IPC and ends with it. */
import './compileCache';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { clientFrameSchema } from '@shared/contract/frames';
import type { Engine } from '../engine/engine';
import type { Trust } from '../engine/kernel/router';
import { printByShell } from './printPdf';
import { serveProject } from './serveProject';

const shellMessageSchema = z.object({ channel: z.enum(['shell', 'window']), frame: clientFrameSchema });

const { values } = parseArgs({
  options: { project: { type: 'string' }, resources: { type: 'string' }, http: { type: 'string' }, token: { type: 'string' }, prints: { type: 'boolean' } },
});

void start().catch((error: unknown) => {
  const failure = error instanceof EngineError ? error : new EngineError('internal', `The engine could not start: ${error instanceof Error ? error.message : String(error)}`, {}, { cause: error });
  if (process.send) process.send({ failed: failure.toData() }, () => process.exit(1));
  else {
    process.stderr.write(`${failure.message}\n`);
    process.exit(1);
  }
});

async function start(): Promise<void> {
  if (!values.project || !values.resources) throw new EngineError('invalid-input', 'The engine needs --project and --resources.');
  const browser = values.http === undefined ? null : { port: Number(values.http), token: values.token ?? '' };
  const served = await serveProject({ projectDir: values.project, resourcesDir: values.resources, programDir: __dirname, ...(values.prints === true ? { printPdf: printByShell(process) } : {}) }, browser);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void served.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  if (!process.send) return;
  serveShell(served.engine);
  process.send({ ready: { projectId: served.engine.manifest.id, name: served.engine.manifest.name, socket: served.socketPath, address: served.address } });
}

function serveShell(engine: Engine): void {
  const open = (channel: Trust) => engine.router.openChannel(channel, (frame) => process.send?.({ channel, frame }));
  const channels = { shell: open('shell'), window: open('window') };
  process.on('message', (raw) => {
    const message = shellMessageSchema.safeParse(raw);
    if (message.success) channels[message.data.channel].receive(message.data.frame);
  });
}
