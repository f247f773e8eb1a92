/** The window's one connection to the engine: client, cached answers, live jobs, and the engine's state. */
import { createClient, type EndpointName, type EngineClient } from '@shared/contract/client';
import type { EngineState } from '@shared/contract/bridge';
import type { Host } from './host';
import { createJobBoard, type JobBoard } from './jobBoard';
import { createQueryCache, type QueryCache } from './queryCache';

export interface Connection {
  readonly client: EngineClient;
  readonly cache: QueryCache;
  readonly jobs: JobBoard;
  engineState(): EngineState;
  onEngineState(listener: () => void): () => void;
}

export function connect(host: Pick<Host, 'transport' | 'onEngineState'>): Connection {
  const client = createClient(host.transport);
  const cache = createQueryCache((name, input) => callUnchecked(client, name, input));
  const jobs = createJobBoard();
  const listeners = new Set<() => void>();
  let state: EngineState = { state: 'starting', error: null };
  let wasLost = false;

  client.on('changed', ({ area }) => cache.drop(area));
  client.on('jobProgress', ({ jobId, progress, etaMs }) => jobs.report(jobId, { progress, etaMs }));
  host.onEngineState((next) => {
    state = next;
    if (next.state === 'restarting' || next.state === 'stopped') wasLost = true;
    if (next.state === 'running' && wasLost) {
      wasLost = false;
      jobs.forget();
      cache.drop();
    }
    for (const listener of listeners) listener();
  });

  return {
    client,
    cache,
    jobs,
    engineState: () => state,
    onEngineState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The cache keeps inputs as given by typed callers; the engine validates them again. */
function callUnchecked(client: EngineClient, name: EndpointName, input: unknown): Promise<unknown> {
  return client.call(name, input as never);
}
