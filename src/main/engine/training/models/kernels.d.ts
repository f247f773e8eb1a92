/** Made by scripts/kernels.mjs when the engine is bundled. Addresses are bytes into the kernel's memory. */
declare module 'virtual:kernel/networkLayers' {
  /** What `src/main/kernels/networkLayers.ts` exports. */
  interface LayerKernel {
    readonly memory: { readonly buffer: ArrayBuffer };
    readonly allocate: (bytes: number) => number;
    readonly rectify: (values: number, biases: number, rows: number, columns: number) => void;
    readonly rectifyAndDrop: (values: number, biases: number, drawn: number, rows: number, columns: number, below: number, kept: number) => void;
    readonly spread: (into: number, units: number, slopes: number, weights: number, rows: number, columns: number, kept: number) => void;
    readonly passBack: (slopes: number, units: number, count: number, kept: number) => void;
    readonly turn: (matrix: number, into: number, rows: number, columns: number) => void;
    readonly addColumns: (sums: number, matrix: number, rows: number, columns: number) => void;
  }

  /** A kernel with memory of its own. */
  export function openKernel(): LayerKernel;
}
