/** Trains once in the built compute worker, in a process that does nothing else: `node bench/trainAlone.ts JOB`. For the peak of its memory. */
import { closeSync, openSync, readSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

interface Job {
  readonly workerPath: string;
  /** Row-major doubles, rows x columns; and one double a row. */
  readonly inputs: string;
  readonly target: string;
  readonly rows: number;
  readonly columns: number;
  readonly threads: number;
  /** What the fit's task says beside its table and rows. */
  readonly task: object;
}

const rowsAtOnce = 8192;

// The bench that starts this wrote the job.
const job = JSON.parse(process.argv[2] ?? '') as Job;
const columns = [...readColumns(job.target, job.rows, 1), ...readColumns(job.inputs, job.rows, job.columns)];
const table = {
  rows: job.rows,
  rowNumbers: new Int32Array(new SharedArrayBuffer(4 * job.rows)),
  columns: columns.map((values, i) => ({ kind: 'number', name: i === 0 ? 'y' : `x${i - 1}`, type: 'decimal', values })),
};
const train = new Int32Array(new SharedArrayBuffer(4 * job.rows)).map((_, row) => row);
const worker = new Worker(job.workerPath, { workerData: { workerPath: job.workerPath } });
worker.on('message', ({ kind }: { kind: string }) => {
  if (kind !== 'progress') process.exit(kind === 'done' ? 0 : 1);
});
worker.postMessage({ id: 1, task: 'training.fit', input: { ...job.task, table, train }, threads: job.threads });

/** Columns that both threads see, as the engine's tables are. */
function readColumns(path: string, rows: number, width: number): Float64Array[] {
  const read = Array.from({ length: width }, () => new Float64Array(new SharedArrayBuffer(8 * rows)));
  const block = new Float64Array(rowsAtOnce * width);
  const file = openSync(path, 'r');
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    readSync(file, block, 0, 8 * count * width, null);
    for (let i = 0, at = 0; i < count; i++) for (const values of read) values[from + i] = block[at++]!;
  }
  closeSync(file);
  return read;
}
