/**
 * A small pool of compute workers: starts them at need, ends one to cancel its task, replaces it, and hands out waiting tasks in order.
 * One more seat than its size is kept for interactive tasks, so that a question is answered while long fits fill the others.
 */
import { Worker } from 'node:worker_threads';
import { EngineError } from '@shared/contract/errors';
import type { Compute, ComputeOptions, TaskInput, TaskName, TaskOutput } from '../engine/kernel/ports';
import type { TaskReply, TaskRequest, WorkerStart } from './messages';

interface Assignment {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  readonly options: ComputeOptions;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Seat {
  readonly index: number;
  worker: Worker | null;
  current: Assignment | null;
}

/** Of each worker, beside the tables that all share. A task that needs more fails, and the engine goes on. */
const standardHeapLimitMb = 4096;

/** The first seat is the only one that takes tasks of the `tensorflow` lane. */
const tensorflowSeat = 0;

export function createComputePool(settings: { readonly workerPath: string; readonly size: number; readonly heapLimitMb?: number }): Compute {
  const seats: Seat[] = Array.from({ length: settings.size + 1 }, (_, index) => ({ index, worker: null, current: null }));
  const interactiveSeat = settings.size;
  const waiting: Assignment[] = [];
  let nextId = 1;
  let closed = false;

  function accepts(seat: Seat, { options }: Assignment): boolean {
    if (options.lane === 'tensorflow') return seat.index === tensorflowSeat;
    return seat.index !== interactiveSeat || options.priority === 'interactive';
  }

  function enqueue(assignment: Assignment): void {
    const firstOther = assignment.options.priority === 'interactive' ? waiting.findIndex(({ options }) => options.priority !== 'interactive') : -1;
    waiting.splice(firstOther === -1 ? waiting.length : firstOther, 0, assignment);
  }

  function handOut(): void {
    // The interactive seat chooses first, the one for TensorFlow last, so that it stays free for what only it can take.
    for (const seat of [...seats].reverse()) {
      if (seat.current) continue;
      const position = waiting.findIndex((assignment) => accepts(seat, assignment));
      if (position < 0) continue;
      const [assignment] = waiting.splice(position, 1);
      if (assignment) begin(seat, assignment);
    }
  }

  function begin(seat: Seat, assignment: Assignment): void {
    seat.current = assignment;
    seat.worker ??= startWorker(seat);
    const others = seats.filter(({ index, current }) => index !== seat.index && index !== interactiveSeat && current !== null).length;
    const request: TaskRequest = { id: assignment.id, task: assignment.task, input: assignment.input, threads: Math.max(1, settings.size - others) };
    seat.worker.postMessage(request);
  }

  function startWorker(seat: Seat): Worker {
    const worker = new Worker(settings.workerPath, { workerData: { workerPath: settings.workerPath } satisfies WorkerStart, resourceLimits: { maxOldGenerationSizeMb: settings.heapLimitMb ?? standardHeapLimitMb } });
    worker.unref();
    worker.on('message', (reply: TaskReply) => receive(seat, reply));
    worker.on('error', (error) => replace(seat, worker, new EngineError('internal', `A computation failed and was stopped: ${error.message}.`, {}, { cause: error })));
    worker.on('exit', () => replace(seat, worker, new EngineError('internal', 'A computation ended before it was done.')));
    return worker;
  }

  function receive(seat: Seat, reply: TaskReply): void {
    const assignment = seat.current;
    if (!assignment || assignment.id !== reply.id) return;
    if (reply.kind === 'progress') {
      assignment.options.onProgress?.(reply.value);
      return;
    }
    seat.current = null;
    if (reply.kind === 'done') assignment.resolve(reply.value);
    else assignment.reject(EngineError.fromData(reply.error));
    handOut();
  }

  function replace(seat: Seat, worker: Worker, error: EngineError): void {
    if (seat.worker !== worker) return;
    seat.worker = null;
    const assignment = seat.current;
    seat.current = null;
    assignment?.reject(error);
    if (!closed) handOut();
  }

  /** A tight loop cannot listen, so cancelling ends the worker; the next task gets a fresh one. */
  function cancel(assignment: Assignment): void {
    const position = waiting.indexOf(assignment);
    if (position >= 0) waiting.splice(position, 1);
    const seat = seats.find(({ current }) => current === assignment);
    if (seat) {
      const worker = seat.worker;
      seat.worker = null;
      seat.current = null;
      void worker?.terminate();
    }
    assignment.reject(new EngineError('cancelled', 'Cancelled.'));
    handOut();
  }

  return {
    size: settings.size,
    run<N extends TaskName>(task: N, input: TaskInput<N>, options: ComputeOptions = {}): Promise<TaskOutput<N>> {
      return new Promise<TaskOutput<N>>((resolve, reject) => {
        if (closed || options.signal?.aborted) {
          reject(new EngineError('cancelled', 'Cancelled before it started.'));
          return;
        }
        const onAbort = (): void => cancel(assignment);
        const settle = <V>(finish: (value: V) => void) => (value: V): void => {
          options.signal?.removeEventListener('abort', onAbort);
          finish(value);
        };
        const assignment: Assignment = { id: nextId++, task, input, options, resolve: settle(resolve as (value: unknown) => void), reject: settle(reject) };
        options.signal?.addEventListener('abort', onAbort, { once: true });
        enqueue(assignment);
        handOut();
      });
    },
    async close() {
      closed = true;
      const running = seats.flatMap(({ current }) => current ?? []);
      const workers = seats.map(({ worker }) => worker);
      for (const seat of seats) {
        seat.worker = null;
        seat.current = null;
      }
      for (const assignment of [...running, ...waiting.splice(0)]) assignment.reject(new EngineError('cancelled', 'The engine is closing.'));
      await Promise.all(workers.map((worker) => worker?.terminate()));
    },
  };
}
