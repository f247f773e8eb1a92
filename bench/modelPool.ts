/** Fits in the built compute workers, as the app does them. */
import { join } from 'node:path';
import type { FitOutcome, FitTask } from '@engine/training';
import { createComputePool } from '@main/compute/pool';
import { root } from './electronWindow';

export const threads = 2;
export const workerPath = join(root, 'out/main/computeWorker.cjs');

export interface FitPool {
  fit(task: FitTask): Promise<FitOutcome>;
  close(): Promise<void>;
}

/** One fit at a time has all the threads; the worker stays warm between fits. */
export function openFitPool(): FitPool {
  const compute = createComputePool({ workerPath, size: threads });
  // The pool's workers keep no process alive.
  const awake = setInterval(() => undefined, 60_000);
  return {
    fit: (task) => compute.run('training.fit', task),
    async close() {
      clearInterval(awake);
      await compute.close();
    },
  };
}
