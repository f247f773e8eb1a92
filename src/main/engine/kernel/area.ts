/** The shape every area's index.ts has: a complete record of handlers for the area's endpoints. */
import type { Contract, ParsedInputOf, ResultOf } from '@shared/contract/endpoint';
import type { ChangedArea } from '@shared/contract/events';
import type { Progress } from '@shared/contract/frames';

export interface CallContext {
  /** Aborted when the caller cancels; inner loops check it. */
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

export interface JobContext extends CallContext {
  readonly jobId: string;
  /** True where the job was interrupted before: finished parts may be taken up. */
  readonly resumed: boolean;
}

type ContextOf<K> = K extends 'job' ? JobContext : CallContext;

/** A missing or mistyped handler does not compile. */
export type Handlers<C extends Contract> = {
  readonly [N in keyof C]: (input: ParsedInputOf<C[N]>, context: ContextOf<C[N]['kind']>) => Promise<ResultOf<C[N]>> | ResultOf<C[N]>;
};

/** Tells windows which stored facts changed. */
export type Announce = (area: ChangedArea, ids: readonly string[]) => void;
