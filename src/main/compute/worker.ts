/** Entry of a compute worker: runs one task at a time at lower priority; knows no database and no files of the project. */
import { dirname, join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { EngineError } from '@shared/contract/errors';
import type { CrewMember } from '../engine/training';
import { lowerPriority } from './lowerPriority';
import type { TaskReply, TaskRequest, WorkerStart } from './messages';
import { tasks } from './tasks';

const port = parentPort;
if (!port) throw new Error('The compute worker must be started by the pool.');

// Both ends are our own code in one process.
const start = workerData as WorkerStart;
lowerPriority();
port.on('message', (request: TaskRequest) => {
  void answer(request).then((reply) => port.postMessage(reply));
});

/** It ends with this worker, whatever it is doing. Nearly all it works on is shared memory, so its own heap stays small. */
function startThread(member: CrewMember): void {
  new Worker(join(dirname(start.workerPath), 'crewWorker.cjs'), { workerData: member, resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 } }).unref();
}

async function answer({ id, task, input, threads }: TaskRequest): Promise<TaskReply> {
  try {
    const run = Object.hasOwn(tasks, task) ? (tasks[task as keyof typeof tasks] as (input: unknown, context: unknown) => Promise<unknown>) : undefined;
    if (!run) throw new EngineError('internal', `There is no compute task named ${task}.`);
    const value = await run(input, { helpers: { threads, startThread }, report: (progress: unknown) => port?.postMessage({ id, kind: 'progress', value: progress }) });
    return { id, kind: 'done', value };
  } catch (error) {
    const data = error instanceof EngineError ? error.toData() : new EngineError('internal', `The computation ${task} failed: ${error instanceof Error ? error.message : String(error)}.`, { stack: error instanceof Error ? (error.stack ?? '') : '' }).toData();
    return { id, kind: 'failed', error: data };
  }
}
