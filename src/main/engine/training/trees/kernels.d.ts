/** Made by scripts/kernels.mjs when the engine is bundled. Addresses are bytes into the memory given. */
declare module 'virtual:kernel/growTrees' {
  /** What `src/main/kernels/growTrees.ts` exports. */
  interface TreeKernel {
    readonly addHistograms: (bins: number, stride: number, blocks: number, layout: number, order: number, values: number, from: number, to: number, histogram: number) => number;
    readonly subtract: (large: number, small: number, bytes: number) => void;
    readonly merge: (into: number, other: number, bytes: number) => void;
    readonly clear: (at: number, bytes: number) => void;
    readonly divide: (column: number, side: number, order: number, values: number, seconds: number, spareOrder: number, spareValues: number, spareSeconds: number, from: number, to: number) => number;
    readonly sortFloats: (floats: number, count: number, spare: number, counts: number) => void;
    readonly binValues: (values: number, count: number, edges: number, edgeCount: number, bins: number) => void;
    readonly layRow: (column: number, rows: number, count: number, bins: number, stride: number) => void;
    readonly packGradients: (gradients: number, order: number, count: number, scale: number, countBits: number, values: number) => void;
    readonly packSeconds: (seconds: number, order: number, count: number, scale: number, values: number) => void;
    readonly unpackBins: (histogram: number, seconds: number, bins: number, countBits: number, into: number) => void;
    readonly setRules: (l1: number, l2: number, minSecond: number, minRows: number, unitOfGradient: number, unitOfSecond: number, lowestAnswer: number, highestAnswer: number) => void;
    readonly answerOf: (gradient: number, second: number) => number;
    readonly gainOf: (gradient: number, second: number) => number;
    readonly findThresholds: (table: number, from: number, to: number, histogram: number, seconds: number, countBits: number, leaf: number, best: number) => void;
  }

  /** WebAssembly.Memory that threads share. */
  interface SharedMemory {
    readonly buffer: SharedArrayBuffer;
    /** By so many pages of 64 kB; throws where they cannot be had. */
    grow(pages: number): number;
  }

  export function openKernel(memory: SharedMemory): TreeKernel;
  export function makeMemory(pages: number, mostPages: number): SharedMemory;
}

declare module 'virtual:kernel/growForest' {
  import type { SharedMemory } from 'virtual:kernel/growTrees';

  /** What `src/main/kernels/growForest.ts` exports. */
  interface ForestKernel {
    readonly setForest: (places: number, features: number, featuresPerSplit: number, minLeafRows: number, randomThresholds: number, countBits: number, leastGain: number) => void;
    readonly takeSample: (weights: number, rows: number, centre: number, scale: number) => number;
    readonly growTree: (count: number, a: number, b: number, c: number, d: number) => number;
  }

  export function openKernel(memory: SharedMemory): ForestKernel;
}
