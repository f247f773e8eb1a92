/** Reaches the project's engine: over its socket where one runs, else in this process. */
import { createClient, type EngineClient } from '@shared/contract/client';
import type { AlmanacContract } from '@shared/contract/contract';
import { contract } from '@shared/contract/contract';
import type { ResultOf } from '@shared/contract/endpoint';
import { EngineError } from '@shared/contract/errors';
import type { ClientTransport } from '@shared/contract/frames';
import type { Connection, JobName } from './commands/command';
import { connectMemory } from './memoryTransport';
import { openEngine, type OpenEngineSettings } from './openEngine';
import { connectSocket, socketPathOf } from './socketTransport';

const attempts = 10;
const attemptDelayMs = 200;

export interface OpenConnection extends Connection {
  close(): Promise<void>;
}

/** Throws `project-in-use` where an engine holds the project but does not answer. */
export async function openConnection(settings: OpenEngineSettings, say: (line: string) => void, interrupted: AbortSignal): Promise<OpenConnection> {
  for (let attempt = 1; ; attempt++) {
    const socket = await connectSocket(socketPathOf(settings.projectDir));
    if (socket) return wrap(socket, () => Promise.resolve(socket.close()), say, interrupted);
    try {
      const engine = openEngine(settings);
      const transport = connectMemory(engine.router, 'shell');
      return wrap(transport, () => engine.close(), say, interrupted);
    } catch (error) {
      // An engine that is just starting holds the lock before its socket answers.
      if (!(error instanceof EngineError) || error.code !== 'project-in-use' || attempt === attempts) throw error;
      await new Promise((done) => setTimeout(done, attemptDelayMs));
    }
  }
}

function wrap(transport: ClientTransport, close: () => Promise<void>, say: (line: string) => void, interrupted: AbortSignal): OpenConnection {
  const client = createClient(transport);
  return {
    client,
    runJob: (name, input) => runJob(client, transport, name, input, say, interrupted),
    async close() {
      client.close();
      await close();
    },
  };
}

async function runJob<N extends JobName>(client: EngineClient, transport: ClientTransport, name: N, input: Parameters<EngineClient['call']>[1], say: (line: string) => void, interrupted: AbortSignal): Promise<ResultOf<AlmanacContract[N]>> {
  const { jobId } = (await client.call(name, input as never)) as { jobId: string };
  const cancel = (): void => void client.call('jobs.cancel', { jobId }).catch(() => undefined);
  interrupted.addEventListener('abort', cancel, { once: true });
  if (interrupted.aborted) cancel();
  let lastTitle = '';
  const stopProgress = client.on('jobProgress', (event) => {
    if (event.jobId !== jobId || event.progress.title === lastTitle) return;
    lastTitle = event.progress.title;
    say(`${Math.round(event.progress.fraction * 100)} % ${lastTitle}`);
  });
  let stopChanged = (): void => undefined;
  let stopClose = (): void => undefined;
  try {
    await new Promise<void>((done, fail) => {
      const look = (): void => {
        client.call('jobs.get', { jobId }).then((job) => (job.state === 'running' || job.state === 'queued' ? undefined : done()), fail);
      };
      stopChanged = client.on('changed', ({ area, ids }) => {
        if (area === 'jobs' && ids.includes(jobId)) look();
      });
      stopClose = transport.onClose(() => fail(new EngineError('project-in-use', 'The engine that did the work stopped before it was done. The job shows interrupted and can be resumed.', { jobId }, { retryable: true })));
      look();
    });
  } finally {
    stopProgress();
    stopChanged();
    stopClose();
    interrupted.removeEventListener('abort', cancel);
  }
  const job = await client.call('jobs.get', { jobId });
  if (job.error) throw EngineError.fromData(job.error);
  return contract[name].output.parse(job.result) as ResultOf<AlmanacContract[N]>;
}
