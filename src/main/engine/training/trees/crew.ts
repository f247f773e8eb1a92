/**
 * Threads that help one fit, on the shared memory of the kernel: a piece of work is cut into parts, and each thread takes the
 * next part until none is left. So nobody waits for a helper that sleeps or that the computer has no time for. Sums are of
 * whole numbers and parts are put together in their order, so it makes no difference who did which.
 */
import { openKernel, type SharedMemory, type TreeKernel } from 'virtual:kernel/growTrees';
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
  /** Where the first part writes what it finds; each other one so many bytes behind. */
  readonly best: number;
  readonly bestBytes: number;
  readonly from: number;
  readonly to: number;
}

/** Beyond these, more threads do not make a fit shorter, nor more parts a piece of work. */
const mostThreads = 16;
export const mostParts = 32;

export interface Crew {
  /** Returns in how many parts the features were searched; each wrote its best split behind that of the part before. */
  findThresholds(job: ThresholdJob): number;
  addHistograms(job: HistogramJob): void;
  /** Returns how many rows went to the front. */
  divide(job: DivideJob): number;
  /** Ends its threads. */
  close(): void;
}

const work = { histograms: 1, divide: 2, thresholds: 3, stop: 4 } as const;
type Work = (typeof work)[keyof typeof work];

/** Places in `control`: the number of the piece of work, its parts and how many are taken, and how many are done. */
const piece = 0;
const parts = 1;
const done = 2;
/** What is to be done, and with what. */
const operation = 3;
const operands = 4;
const mostOperands = 12;
/** For each helper its histogram, and the last piece of work it added to that. */
const histogramOfHelper = operands + mostOperands;
const addedBy = histogramOfHelper + mostThreads;
const results = addedBy + mostThreads;
const controlLength = results + mostParts;

const partBits = 16;
const takenMask = (1 << partBits) - 1;

const rowsOfHistogramPart = 1024;
const rowsOfDividePart = 8192;
const featuresOfPart = 4;

const looksBeforeSleep = 1000;
const lostAfterMs = 60_000;

/** The helpers of a fit; null where none may be had. `wanted` threads count the calling one. */
export function openCrew(memory: TreeMemory, wanted: number, startThread: StartThread): Crew | null {
  const helpers = Math.min(wanted, mostThreads) - 1;
  if (helpers < 1) return null;
  const control = new Int32Array(new SharedArrayBuffer(4 * controlLength));
  for (let index = 0; index < helpers; index++) startThread({ memory: memory.memory, control, index });
  let bytesOfHelpers = 0;

  /** A histogram for each helper; memory of an earlier fit is laid out anew. */
  function layHistograms(bytes: number): void {
    if (bytesOfHelpers >= bytes) return;
    bytesOfHelpers = bytes;
    for (let index = 0; index < helpers; index++) control[histogramOfHelper + index] = memory.allocate(bytes);
  }

  function publish(what: Work, count: number, numbers: readonly number[]): void {
    control[operation] = what;
    control.set(numbers, operands);
    Atomics.store(control, done, 0);
    Atomics.store(control, parts, count << partBits);
    Atomics.add(control, piece, 1);
    Atomics.notify(control, piece);
  }

  function doTogether(what: Work, count: number, numbers: readonly number[], histogram: number): void {
    publish(what, count, numbers);
    takeParts(memory.kernel, control, histogram);
    const start = performance.now();
    for (let finished = Atomics.load(control, done); finished < count; finished = Atomics.load(control, done)) {
      waitForChange(control, done, finished, 1000);
      if (performance.now() - start > lostAfterMs) throw new EngineError('internal', 'A thread that helped to grow trees ended. Train again.');
    }
  }

  return {
    findThresholds({ table, histogram, seconds, countBits, leaf, best, bestBytes, from, to }) {
      const count = partCount(to - from, featuresOfPart);
      doTogether(work.thresholds, count, [from, to, table, histogram, seconds, countBits, leaf, best, bestBytes], 0);
      return count;
    },
    addHistograms({ bins, stride, blocks, table, order, values, from, to, histogram, bytes }) {
      layHistograms(bytes);
      const number = Atomics.load(control, piece) + 1;
      doTogether(work.histograms, partCount(to - from, rowsOfHistogramPart), [from, to, bins, stride, blocks, table, order, values, bytes, number], histogram);
      for (let index = 0; index < helpers; index++) if (control[addedBy + index] === number) memory.kernel.merge(histogram, addressAt(control, histogramOfHelper + index), bytes);
    },
    divide({ column, side, order, values, seconds, spareOrder, spareValues, spareSeconds, from, to }) {
      const count = partCount(to - from, rowsOfDividePart);
      doTogether(work.divide, count, [from, to, column, side, order, values, seconds, spareOrder, spareValues, spareSeconds], 0);
      const fronts = Array.from(control.subarray(results, results + count));
      const bounds = Array.from({ length: count + 1 }, (_, part) => boundOf(from, to, part, count));
      const arrays = [[order, spareOrder, 4], [values, spareValues, 8], ...(seconds === 0 ? [] : [[seconds, spareSeconds, 8]])] as [number, number, number][];
      for (const [whole, spare, size] of arrays) joinParts(memory, whole, spare, size, bounds, fronts);
      return fronts.reduce((total, front) => total + front, 0);
    },
    close: () => publish(work.stop, 0, []),
  };
}

function partCount(size: number, least: number): number {
  return Math.max(1, Math.min(mostParts, Math.floor(size / least)));
}

function boundOf(from: number, to: number, part: number, count: number): number {
  return from + Math.floor(((to - from) * part) / count);
}

/** Addresses go beyond the positive numbers of 32 bits. */
function addressAt(control: Int32Array, place: number): number {
  return control[place]! >>> 0;
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

/** The loop of a helping thread, until its crew is closed. */
export function serveCrew({ memory, control, index }: CrewMember): void {
  const kernel = openKernel(memory);
  for (let known = 0; ; ) {
    while (Atomics.load(control, piece) === known) waitForChange(control, piece, known, 10_000);
    known = Atomics.load(control, piece);
    if (control[operation] === work.stop) return;
    takeParts(kernel, control, null, index);
  }
}

/** Does parts of the piece of work at hand until all are taken. The caller adds to its own `histogram`, a helper (`index`) to its spare one. */
function takeParts(kernel: TreeKernel, control: Int32Array, histogram: number | null, index = 0): void {
  for (let part = takePart(control); part >= 0; part = takePart(control)) {
    // From here to the mark that it is done nobody changes what is to be done.
    const count = Atomics.load(control, parts) >>> partBits;
    const [start, end, a, b, c, d, e, f, g, h] = Array.from({ length: 10 }, (_, i) => addressAt(control, operands + i)) as [number, number, number, number, number, number, number, number, number, number];
    const from = boundOf(start, end, part, count);
    const to = boundOf(start, end, part + 1, count);
    switch (control[operation]) {
      case work.histograms:
        kernel.addHistograms(a, b, c, d, e, f, from, to, histogram ?? openHistogram(kernel, control, index, g, h));
        break;
      case work.thresholds:
        kernel.findThresholds(a, from, to, b, c, d, e, f + part * g);
        break;
      default:
        control[results + part] = kernel.divide(a, b, c, d, e, f, g, h, from, to);
    }
    Atomics.add(control, done, 1);
    Atomics.notify(control, done);
  }
}

/** The next part that nobody has taken, or -1. */
function takePart(control: Int32Array): number {
  for (;;) {
    const seen = Atomics.load(control, parts);
    const part = seen & takenMask;
    if (part >= seen >>> partBits) return -1;
    if (Atomics.compareExchange(control, parts, seen, seen + 1) === seen) return part;
  }
}

/** A helper's own, empty at its first part of a piece of work. */
function openHistogram(kernel: TreeKernel, control: Int32Array, index: number, bytes: number, number: number): number {
  const at = addressAt(control, histogramOfHelper + index);
  if (control[addedBy + index] !== number) {
    kernel.clear(at, bytes);
    control[addedBy + index] = number;
  }
  return at;
}

/** Looks a while before it sleeps: most work is shorter than falling asleep and waking up. */
function waitForChange(control: Int32Array, place: number, known: number, timeoutMs: number): void {
  for (let look = 0; look < looksBeforeSleep; look++) {
    if (Atomics.load(control, place) !== known) return;
    Atomics.pause();
  }
  Atomics.wait(control, place, known, timeoutMs);
}
