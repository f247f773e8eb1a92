/** Fits one model on one fold. Runs in a compute worker. */
import type { TaskContext } from '../kernel/ports';
import type { FitOutcome, FitTask } from './types';
import { EngineError } from '@shared/contract/errors';

export async function fitTask(task: FitTask, context: TaskContext): Promise<FitOutcome> {
  context.report({ fraction: 0, title: task.model });
  throw new EngineError('internal', 'Not written yet.');
}
