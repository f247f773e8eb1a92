/** A typed client over any transport: numbers the calls, routes answers, validates what comes back. */
import { contract, type AlmanacContract } from './contract';
import type { InputOf, ReplyOf } from './endpoint';
import { EngineError } from './errors';
import { eventSchemas, type EventName, type EventPayload } from './events';
import type { ClientTransport, EngineFrame, Progress } from './frames';
import { z } from 'zod';

export type EndpointName = keyof AlmanacContract & string;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Progress of a long query or command. Jobs report through the `jobProgress` event instead. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface EngineClient {
  call<N extends EndpointName>(name: N, input: InputOf<AlmanacContract[N]>, options?: CallOptions): Promise<ReplyOf<AlmanacContract[N]>>;
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Fails every open call and stops listening. */
  close(): void;
}

interface OpenCall {
  readonly name: EndpointName;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

const jobStartedSchema = z.object({ jobId: z.string() });

export function createClient(transport: ClientTransport): EngineClient {
  let nextId = 1;
  const open = new Map<number, OpenCall>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();

  const failAll = (): void => {
    for (const { reject } of open.values()) {
      reject(new EngineError('conflict', 'The engine stopped while it was answering. Try again in a moment.', {}, { retryable: true }));
    }
    open.clear();
  };
  const stopFrames = transport.onFrame(receive);
  const stopClose = transport.onClose(failAll);

  function receive(frame: EngineFrame): void {
    if (frame.t === 'event') {
      announce(frame.name, frame.payload);
      return;
    }
    const pending = open.get(frame.id);
    if (!pending) return;
    if (frame.t === 'progress') {
      pending.onProgress?.(frame.value);
      return;
    }
    open.delete(frame.id);
    if (frame.t === 'fail') {
      pending.reject(EngineError.fromData(frame.error));
      return;
    }
    const endpoint = contract[pending.name];
    const parsed = (endpoint.kind === 'job' ? jobStartedSchema : endpoint.output).safeParse(frame.value);
    if (parsed.success) pending.resolve(parsed.data);
    else pending.reject(new EngineError('internal', `The engine's answer to ${pending.name} has an unexpected shape.`, { issues: parsed.error.issues }));
  }

  function announce(name: string, payload: unknown): void {
    if (!Object.hasOwn(eventSchemas, name)) return;
    const eventName = name as EventName;
    const parsed = eventSchemas[eventName].safeParse(payload);
    if (!parsed.success) return;
    for (const listener of listeners.get(eventName) ?? []) listener(parsed.data as never);
  }

  return {
    call(name, input, options = {}) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        if (options.signal?.aborted) {
          reject(new EngineError('cancelled', 'Cancelled before it started.'));
          return;
        }
        open.set(id, { name, resolve: resolve as (value: unknown) => void, reject, onProgress: options.onProgress });
        options.signal?.addEventListener('abort', () => transport.send({ t: 'cancel', id }), { once: true });
        transport.send({ t: 'call', id, name, input });
      });
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      set.add(listener as (payload: never) => void);
      listeners.set(name, set);
      return () => set.delete(listener as (payload: never) => void);
    },
    close() {
      stopFrames();
      stopClose();
      failAll();
    },
  };
}
