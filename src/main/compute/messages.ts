/** What the pool and its workers say to each other. Both ends are our own code in one process. */
import type { EngineErrorData } from '@shared/contract/errors';
import type { Progress } from '@shared/contract/frames';

export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  /** Threads that the task may count on, its own among them. */
  readonly threads: number;
}

/** What a worker is told when it starts: where its own program is. That of threads that help it lies beside. */
export interface WorkerStart {
  readonly workerPath: string;
}

export type TaskReply =
  | { readonly id: number; readonly kind: 'progress'; readonly value: Progress }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly error: EngineErrorData };
