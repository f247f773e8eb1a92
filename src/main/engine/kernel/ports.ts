/** What the engine needs from outside: time, ids, log, heavy computing. Tests replace only these. */
import type { ComputeTasks, StartThread } from '../../compute/tasks';
import type { ScoringRequest } from '@shared/areas/scoring';
import type { Progress } from '@shared/contract/frames';
import type { PrintDocument } from '@shared/contract/shellRequests';

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export interface Ids {
  /** A new unique id, sortable by time of making. */
  next(): string;
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export type TaskName = keyof ComputeTasks & string;
export type TaskInput<N extends TaskName> = Parameters<ComputeTasks[N]>[0];
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<ComputeTasks[N]>>;

export interface ComputeOptions {
  /** Aborting ends the worker at once; the promise rejects with code `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** TensorFlow's native library works in one thread only: its tasks share one worker. */
  readonly lane?: 'any' | 'tensorflow';
  /** Somebody waits for the answer: it goes before all other tasks, and does not wait for the running ones. */
  readonly priority?: 'interactive';
}

/** Runs pure tasks away from the engine's thread. Typed arrays over SharedArrayBuffer are shared, not copied. */
export interface Compute {
  readonly size: number;
  run<N extends TaskName>(task: N, input: TaskInput<N>, options?: ComputeOptions): Promise<TaskOutput<N>>;
  close(): Promise<void>;
}

/** Prints a document to the bytes of a PDF, page numbers at its foot. Rejects with `pdf-needs-window` where no window can be had. */
export type PrintPdf = (document: PrintDocument, signal: AbortSignal) => Promise<Uint8Array>;

export interface ScoringServerSettings {
  /** 0 takes any free port. */
  readonly port: number;
  /** Without it nothing is answered but whether the server is alive. */
  readonly token: string;
  /** Of the product, for GET /version. */
  readonly version: string;
  /** The answer as JSON; an EngineError becomes an error a caller can read. */
  answer(body: { readonly type: 'json' | 'csv'; readonly text: string }): Promise<{ readonly document: unknown; readonly rows: number; readonly rowsOutside: number }>;
  /** Called once for each request, whatever became of it. */
  noted(request: Omit<ScoringRequest, 'at'>): void;
}

/** Opens the scoring endpoint on this computer's loopback address. Rejects with `conflict` where the port is taken. */
export type OpenScoringServer = (settings: ScoringServerSettings) => Promise<{ readonly port: number; close(): Promise<void> }>;

export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly compute: Compute;
  readonly printPdf: PrintPdf;
  readonly openScoringServer: OpenScoringServer;
  readonly appVersion: string;
  /** Folder of shipped resources (samples, icons). */
  readonly resourcesDir: string;
}

/** What a task sees of the pool inside its worker. */
export interface TaskContext {
  /** Threads that the task may count on, its own among them, and how it starts one. */
  readonly helpers?: { readonly threads: number; readonly startThread: StartThread };
  report(progress: Progress): void;
}
