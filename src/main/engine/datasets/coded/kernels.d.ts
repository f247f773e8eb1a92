/** Made by scripts/kernels.mjs when the engine is bundled. Addresses and counts are unsigned, and come as signed numbers. */
declare module 'virtual:kernel/columnCells' {
  interface Shared {
    readonly value: number;
  }

  /** What `src/main/kernels/columnCells.ts` exports. */
  interface Kernel {
    readonly memory: { readonly buffer: ArrayBuffer };
    readonly start: (columns: number, rowsOfGroup: number, delimiter: number, quote: number, lineEnd: number, newlineBytes: number, hasHeader: number) => void;
    readonly inputFor: (length: number) => number;
    readonly columnAt: (column: number) => number;
    readonly read: (length: number, isLast: number) => number;
    readonly nextGroup: () => void;
    readonly forget: (column: number) => void;
    readonly consumed: Shared;
    readonly rows: Shared;
    readonly rowsInGroup: Shared;
    readonly lastLine: Shared;
    readonly longestRecord: Shared;
    readonly lineBreaks: Shared;
    readonly lineBreakCount: Shared;
  }

  /** A kernel with memory of its own. */
  export function openKernel(): Kernel;
}
