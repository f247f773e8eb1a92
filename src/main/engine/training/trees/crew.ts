/**
 * Threads that help one fit: each adds up the histograms of a part of the rows, or divides a part, on the shared memory of
 * the kernel. Sums are of whole numbers, so the parts make no difference to the result.
 */
import { openKernel, type SharedMemory } from 'virtual:kernel/growTrees';
import { EngineError } from '@shared/contract/errors';
import type { TreeMemory } from './treeMemory';

/** What a helping thread is given. */
export interface CrewMember {
  readonly memory: SharedMemory;
  readonly control: Int32Array;
  /** From 0. */
  readonly index: number;
}

/** Starts a thread that calls `serveCrew`, and dies with the one that started it. */
export type StartThread = (member: CrewMember) => void;

export interface HistogramJob {
  readonly bins: number;
  readonly stride: number;
  readonly blocks: number;
  readonly table: number;
  readonly order: number;
  readonly values: number;
  readonly from: number;
  readonly to: number;
  readonly histogram: number;
  /** Of a histogram. */
  readonly bytes: number;
}

export interface DivideJob {
  readonly column: number;
  readonly side: number;
  readonly order: number;
  readonly values: number;
  readonly seconds: number;
  readonly spareOrder: number;
  readonly spareValues: number;
  readonly spareSeconds: number;
  readonly from: number;
  readonly to: number;
}

export interface ThresholdJob {
  readonly table: number;
  readonly histogram: number;
  readonly seconds: number;
  readonly countBits: number;
  readonly leaf: number;
  /** Where the calling thread writes what it finds; each other one so many bytes behind. */
  readonly best: number;
  readonly bestBytes: number;
  readonly from: number;
  readonly to: number;
}

/** More threads than this do not help a fit. */
export const mostThreads = 16;

export interface Crew {
  readonly threads: number;
  /** Each thread looks at a part of the features. */
  findThresholds(job: ThresholdJob): void;
  addHistograms(job: HistogramJob): void;
  /** Returns how many rows went to the front. */
  divide(job: DivideJob): number;
  /** Ends its threads. */
  close(): void;
}

const work = { histograms: 1, divide: 2, thresholds: 3, stop: 4 } as const;
/** Places in `control`: how often work was given, how many are done with it, then a block for each member. */
const given = 0;
const done = 1;
const firstBlock = 16;
const blockLength = 16;
const resultPlace = 15;

const looksBeforeSleep = 20_000;
const lostAfterMs = 60_000;

/** The helpers of a fit; null where none may be had. `threads` counts the calling one. */
export function openCrew(memory: TreeMemory, wanted: number, startThread: StartThread): Crew | null {
  const threads = Math.min(wanted, mostThreads);
  if (threads < 2) return null;
  const helpers = threads - 1;
  const control = new Int32Array(new SharedArrayBuffer(4 * (firstBlock + helpers * blockLength)));
  for (let index = 0; index < helpers; index++) startThread({ memory: memory.memory, control, index });
  const histograms: { at: number; bytes: number }[] = [];

  /** A histogram for each helper; memory of an earlier fit is laid out anew. */
  function histogramOf(index: number, bytes: number): number {
    const known = histograms[index];
    if (known && known.bytes >= bytes) return known.at;
    const made = { at: memory.allocate(bytes), bytes };
    histograms[index] = made;
    return made.at;
  }

  function give(op: number, parts: readonly (readonly number[])[]): void {
    parts.forEach((part, index) => control.set([op, ...part], firstBlock + index * blockLength));
    Atomics.store(control, done, 0);
    Atomics.add(control, given, 1);
    Atomics.notify(control, given);
  }

  function waitForAll(): void {
    const start = performance.now();
    for (let finished = Atomics.load(control, done); finished < helpers; finished = Atomics.load(control, done)) {
      waitForChange(control, done, finished, 1000);
      if (performance.now() - start > lostAfterMs) throw new EngineError('internal', 'A thread that helped to grow trees ended. Train again.');
    }
  }

  return {
    threads,
    findThresholds({ table, histogram, seconds, countBits, leaf, best, bestBytes, from, to }) {
      const bounds = partBounds(from, to, threads);
      give(work.thresholds, Array.from({ length: helpers }, (_, index) => [table, bounds[index + 1]!, bounds[index + 2]!, histogram, seconds, countBits, leaf, best + (index + 1) * bestBytes]));
      memory.kernel.findThresholds(table, bounds[0]!, bounds[1]!, histogram, seconds, countBits, leaf, best);
      waitForAll();
    },
    addHistograms(job) {
      const bounds = partBounds(job.from, job.to, threads);
      const own = Array.from({ length: helpers }, (_, index) => histogramOf(index, job.bytes));
      give(work.histograms, own.map((at, index) => [job.bins, job.stride, job.blocks, job.table, job.order, job.values, bounds[index + 1]!, bounds[index + 2]!, at, job.bytes]));
      memory.kernel.addHistograms(job.bins, job.stride, job.blocks, job.table, job.order, job.values, bounds[0]!, bounds[1]!, job.histogram);
      waitForAll();
      for (const at of own) memory.kernel.merge(job.histogram, at, job.bytes);
    },
    divide(job) {
      const bounds = partBounds(job.from, job.to, threads);
      const { column, side, order, values, seconds, spareOrder, spareValues, spareSeconds } = job;
      give(work.divide, Array.from({ length: helpers }, (_, index) => [column, side, order, values, seconds, spareOrder, spareValues, spareSeconds, bounds[index + 1]!, bounds[index + 2]!]));
      const fronts = [memory.kernel.divide(column, side, order, values, seconds, spareOrder, spareValues, spareSeconds, bounds[0]!, bounds[1]!)];
      waitForAll();
      for (let index = 0; index < helpers; index++) fronts.push(control[firstBlock + index * blockLength + resultPlace]!);
      const arrays = [[order, spareOrder, 4], [values, spareValues, 8], ...(seconds === 0 ? [] : [[seconds, spareSeconds, 8]])] as [number, number, number][];
      for (const [whole, spare, size] of arrays) joinParts(memory, whole, spare, size, bounds, fronts);
      return fronts.reduce((total, front) => total + front, 0);
    },
    close: () => give(work.stop, Array.from({ length: helpers }, () => [])),
  };
}

/** Fronts of all parts side by side, then what each part put aside. */
function joinParts(memory: TreeMemory, whole: number, spare: number, size: number, bounds: readonly number[], fronts: readonly number[]): void {
  const all = memory.bytes(whole, size * bounds[bounds.length - 1]!);
  let at = bounds[0]!;
  fronts.forEach((front, part) => {
    all.copyWithin(size * at, size * bounds[part]!, size * (bounds[part]! + front));
    at += front;
  });
  fronts.forEach((front, part) => {
    const aside = bounds[part + 1]! - bounds[part]! - front;
    all.set(memory.bytes(spare + size * bounds[part]!, size * aside), size * at);
    at += aside;
  });
}

function partBounds(from: number, to: number, parts: number): number[] {
  return Array.from({ length: parts + 1 }, (_, part) => from + Math.floor(((to - from) * part) / parts));
}

/** The loop of a helping thread, until its crew is closed. */
export function serveCrew({ memory, control, index }: CrewMember): void {
  const kernel = openKernel(memory);
  const block = firstBlock + index * blockLength;
  for (let known = 0; ; known++) {
    while (Atomics.load(control, given) === known) waitForChange(control, given, known, 10_000);
    const [op, a, b, c, d, e, f, g, h, i, j] = Array.from(control.subarray(block, block + 11), (value) => value >>> 0) as [number, number, number, number, number, number, number, number, number, number, number];
    if (op === work.stop) return;
    if (op === work.histograms) {
      kernel.clear(i, j);
      kernel.addHistograms(a, b, c, d, e, f, g, h, i);
    } else if (op === work.thresholds) {
      kernel.findThresholds(a, b, c, d, e, f, g, h);
    } else {
      control[block + resultPlace] = kernel.divide(a, b, c, d, e, f, g, h, i, j);
    }
    Atomics.add(control, done, 1);
    Atomics.notify(control, done);
  }
}

/** Looks a while before it sleeps: most work is shorter than falling asleep and waking up. */
function waitForChange(control: Int32Array, place: number, known: number, timeoutMs: number): void {
  for (let look = 0; look < looksBeforeSleep; look++) if (Atomics.load(control, place) !== known) return;
  Atomics.wait(control, place, known, timeoutMs);
}
