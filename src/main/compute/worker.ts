/** Entry of a compute worker: runs one task at a time at lower priority; knows no database and no files of the project. */
import { constants, setPriority } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { EngineError } from '@shared/contract/errors';
import { serveCrew, type CrewMember } from '../engine/training';
import type { TaskReply, TaskRequest, WorkerStart } from './messages';
import { tasks } from './tasks';

const port = parentPort;
if (!port) throw new Error('The compute worker must be started by the pool.');

// Both ends are our own code in one process.
const start = workerData as WorkerStart;
lowerPriority();
if (start.member) {
  serveCrew(start.member);
  process.exit(0);
}
port.on('message', (request: TaskRequest) => {
  void answer(request).then((reply) => port.postMessage(reply));
});

/** On Linux the priority belongs to the thread, so the engine and the window stay ahead; elsewhere it would slow the whole engine. */
function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Without the right to change it, the worker runs as any other thread.
  }
}

/** It ends with this worker, whatever it is doing. */
function startThread(member: CrewMember): void {
  new Worker(start.workerPath, { workerData: { workerPath: start.workerPath, member } satisfies WorkerStart }).unref();
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
