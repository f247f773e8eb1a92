/** Runs tasks in the calling thread: for unit tests, where no worker is built. Cancel is seen between tasks only. */
import { EngineError } from '@shared/contract/errors';
import type { Compute, ComputeOptions, TaskInput, TaskName, TaskOutput } from '../engine/kernel/ports';
import { tasks } from './tasks';

export function createInlineCompute(): Compute {
  return {
    size: 1,
    async run<N extends TaskName>(task: N, input: TaskInput<N>, options: ComputeOptions = {}): Promise<TaskOutput<N>> {
      if (options.signal?.aborted) throw new EngineError('cancelled', 'Cancelled before it started.');
      const run = tasks[task] as unknown as (input: TaskInput<N>, context: { report: NonNullable<ComputeOptions['onProgress']> }) => Promise<TaskOutput<N>>;
      return run(input, { report: (progress) => options.onProgress?.(progress) });
    },
    close: () => Promise.resolve(),
  };
}
