/** The memory that the kernel of trees works in: shared, so that threads may help, and kept from fit to fit. */
import { makeMemory, openKernel, type SharedMemory, type TreeKernel } from 'virtual:kernel/growTrees';
import { EngineError } from '@shared/contract/errors';

const pageBytes = 65_536;
const mostPages = 65_536;
/** More than this is not kept for the next fit. */
const keptBytes = 256 * 2 ** 20;

export class TreeMemory {
  readonly kernel: TreeKernel;
  private end = pageBytes;

  constructor(readonly memory: SharedMemory) {
    this.kernel = openKernel(memory);
  }

  /** Address of so many bytes, on a border of 64; their content is whatever was there. Throws `unavailable-here` beyond 4 GB. */
  allocate(bytes: number): number {
    const at = this.end;
    this.end = at + Math.ceil(bytes / 64) * 64 + 64;
    const missing = Math.ceil((this.end - this.memory.buffer.byteLength) / pageBytes);
    if (missing <= 0) return at;
    if (this.end > mostPages * pageBytes) {
      throw new EngineError('unavailable-here', 'The table is too large for trees: they have 4 GB to work in. Leave columns out, or train on fewer rows.', { bytes: this.end });
    }
    try {
      this.memory.grow(missing);
    } catch (error) {
      throw new EngineError('unavailable-here', 'There is not enough memory to grow trees on a table of this size. Close other programs, leave columns out, or train on fewer rows.', { bytes: this.end }, { cause: error });
    }
    return at;
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }

  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }

  /** Runs with what is laid out so far; what is laid out meanwhile is free again afterwards. */
  within<T>(run: () => T): T {
    const { end } = this;
    try {
      return run();
    } finally {
      this.end = end;
    }
  }

  restart(): void {
    this.end = pageBytes;
  }
}

let kept: TreeMemory | null = null;

/** For one fit at a time in each thread: what the fit before laid there is gone. */
export function openTreeMemory(): TreeMemory {
  if (kept === null || kept.memory.buffer.byteLength > keptBytes) kept = new TreeMemory(makeMemory(16, mostPages));
  kept.restart();
  return kept;
}
