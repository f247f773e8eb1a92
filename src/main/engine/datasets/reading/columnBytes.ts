/** The cells of one column as bytes, each followed by NUL, while they pass: what its digest is taken over. */
import { createHash } from 'node:crypto';

export interface ColumnBytes {
  bytes: Buffer;
  /** Where the last whole cell begins. */
  lastCell: number;
  /** After the NUL of the last whole cell; an unfinished cell begins here. */
  closed: number;
  /** After the last byte of an unfinished cell. */
  end: number;
  readonly hash: ReturnType<typeof createHash>;
}

export function createColumnBytes(sizeBytes: number): ColumnBytes {
  return { bytes: Buffer.allocUnsafeSlow(sizeBytes), lastCell: 0, closed: 0, end: 0, hash: createHash('sha256') };
}

/** A cell that needs more is no cell, but a quote that never closes. */
const mostBytes = 32 << 20;

/** Null where one cell has become too long. */
export function growColumn(column: ColumnBytes): Buffer | null {
  if (column.bytes.length >= mostBytes) return null;
  const larger = Buffer.allocUnsafeSlow(column.bytes.length * 2);
  larger.set(column.bytes);
  column.bytes = larger;
  return larger;
}

const byteOrderMark = Buffer.from('\uFEFF');

/** Hands all before the last whole cell to the digest and makes room. False where a cell holds a byte order mark. */
export function passOn(column: ColumnBytes): boolean {
  const { bytes, lastCell, end } = column;
  if (lastCell === 0) return true;
  const passed = bytes.subarray(0, lastCell);
  if (passed.includes(byteOrderMark)) return false;
  column.hash.update(passed);
  bytes.copyWithin(0, lastCell, end);
  column.lastCell = 0;
  column.closed -= lastCell;
  column.end -= lastCell;
  return true;
}

export function lastCellText({ bytes, lastCell, closed }: ColumnBytes): string {
  return bytes.toString('utf8', lastCell, Math.max(lastCell, closed - 1));
}

/** Null where a cell holds a byte order mark. */
export function finalDigest(column: ColumnBytes): string | null {
  column.lastCell = column.closed;
  return passOn(column) ? column.hash.digest('hex') : null;
}
