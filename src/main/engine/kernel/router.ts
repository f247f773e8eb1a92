/** The one gate to the engine: finds the endpoint, checks trust, validates, queues writes, translates errors. */
import { contract, type AlmanacContract } from '@shared/contract/contract';
import type { Endpoint } from '@shared/contract/endpoint';
import { EngineError, type EngineErrorData } from '@shared/contract/errors';
import type { ClientFrame, EngineFrame } from '@shared/contract/frames';
import { factsOfError } from '../../log/fileLog';
import type { Handlers } from './area';
import type { Log } from './ports';
import { systemFault } from './systemFaults';

/** shell: this computer's own window shell or command line. window: a page, which may never name a path. */
export type Trust = 'shell' | 'window';

export interface Channel {
  receive(frame: ClientFrame): void;
  close(): void;
}

export interface Router {
  /** Opens a client's channel. Frames to it go through `send`; closing cancels its open calls but never its jobs. */
  openChannel(trust: Trust, send: (frame: EngineFrame) => void): Channel;
  broadcast(frame: EngineFrame): void;
  /** Refuses new calls and waits for the open ones. */
  drain(): Promise<void>;
}

export interface RouterParts {
  readonly handlers: Handlers<AlmanacContract>;
  /** Starts a job and answers with its id at once. */
  readonly startJob: (name: string, input: unknown) => { jobId: string };
  readonly log: Log;
  /** Outputs are validated in tests and development. */
  readonly checkOutputs: boolean;
}

type AnyHandler = (input: unknown, context: { signal: AbortSignal; report(progress: unknown): void }) => unknown;

export function createRouter({ handlers, startJob, log, checkOutputs }: RouterParts): Router {
  const table = new Map<string, Endpoint>(Object.entries(contract));
  const handlerOf = new Map<string, AnyHandler>(Object.entries(handlers) as [string, AnyHandler][]);
  const channels = new Set<(frame: EngineFrame) => void>();
  const openCalls = new Set<Promise<void>>();
  let lastWrite: Promise<unknown> = Promise.resolve();
  let draining = false;

  function inWriteQueue<T>(work: () => Promise<T>): Promise<T> {
    const result = lastWrite.then(work);
    lastWrite = result.catch(() => undefined);
    return result;
  }

  async function answer(trust: Trust, frame: Extract<ClientFrame, { t: 'call' }>, signal: AbortSignal, send: (frame: EngineFrame) => void): Promise<unknown> {
    const endpoint = table.get(frame.name);
    const handler = handlerOf.get(frame.name);
    if (!endpoint || !handler) throw new EngineError('not-found', `There is no endpoint named ${frame.name}.`, { name: frame.name });
    if (endpoint.local && trust !== 'shell') throw new EngineError('invalid-input', `${frame.name} is not available to a window.`, { name: frame.name });
    const parsed = endpoint.input.safeParse(frame.input);
    if (!parsed.success) {
      const first = parsed.error.issues[0];
      const where = first && first.path.length > 0 ? ` (${first.path.join('.')})` : '';
      throw new EngineError('invalid-input', `The request ${frame.name} is not valid${where}: ${first?.message ?? 'unknown reason'}.`, { issues: parsed.error.issues });
    }
    if (endpoint.kind === 'job') return startJob(frame.name, parsed.data);
    const context = { signal, report: (progress: unknown): void => send({ t: 'progress', id: frame.id, value: progress } as EngineFrame) };
    const run = async (): Promise<unknown> => {
      if (signal.aborted) throw new EngineError('cancelled', 'Cancelled before it started.');
      return handler(parsed.data, context);
    };
    const value = endpoint.kind === 'command' ? await inWriteQueue(run) : await run();
    if (checkOutputs) endpoint.output.parse(value);
    return value;
  }

  return {
    openChannel(trust, send) {
      const aborts = new Map<number, AbortController>();
      channels.add(send);
      return {
        receive(frame) {
          if (frame.t === 'cancel') {
            aborts.get(frame.id)?.abort();
            return;
          }
          if (draining) {
            send({ t: 'fail', id: frame.id, error: new EngineError('conflict', 'The engine is closing.', {}, { retryable: true }).toData() });
            return;
          }
          const abort = new AbortController();
          aborts.set(frame.id, abort);
          const done = answer(trust, frame, abort.signal, send)
            .then((value) => send({ t: 'ok', id: frame.id, value }))
            .catch((error: unknown) => send({ t: 'fail', id: frame.id, error: toErrorData(error, frame.name, log) }))
            .finally(() => {
              aborts.delete(frame.id);
              openCalls.delete(done);
            });
          openCalls.add(done);
        },
        close() {
          channels.delete(send);
          for (const abort of aborts.values()) abort.abort();
        },
      };
    },
    broadcast(frame) {
      for (const send of channels) send(frame);
    },
    async drain() {
      draining = true;
      await Promise.allSettled([...openCalls]);
    },
  };
}

/** Full drives and missing rights are told as such, other unknown errors become `internal`; their stack goes to the log only. */
export function toErrorData(error: unknown, where: string, log: Log): EngineErrorData {
  if (error instanceof EngineError) return error.toData();
  const fault = systemFault(error);
  if (fault) {
    log.warn('The drive refused', { where, code: fault.code, ...factsOfError(error) });
    return fault.toData();
  }
  log.error('Unexpected error', { where, ...factsOfError(error) });
  return new EngineError('internal', 'Something went wrong inside Almanac. Nothing was changed. Try again; if it happens again, send the log file of the project.', { where, cause: error instanceof Error ? error.message : String(error) }).toData();
}
