/**
 * What bytes have in common with earlier bytes: a list of copies from the base and of new bytes between them. The base is
 * indexed by a rolling hash of its blocks (Rabin and Karp 1987, as rsync and xdelta use it), so that a block is found
 * wherever it moved to; before that, the two places are tried where a changed cell or an added column lets the text go on.
 */

/** Bytes that must agree before the index is believed. */
const blockBytes = 16;
const closelyIndexedBytes = 32 << 20;
/** Bytes that must agree at the place where the text would go on. */
const resumeBytes = 8;
const multiplier = 0x01000193;
/** blockBytes-th power of the multiplier: what the byte that leaves the window weighs. */
const leavingWeight = Array.from({ length: blockBytes }).reduce<number>((power) => Math.imul(power, multiplier), 1);
/** After so many bytes of which most are new, the rest is not looked at. */
const trialBytes = 4 << 20;
const pieceBytes = 1 << 20;

export interface BaseIndex {
  readonly base: Uint8Array;
  /** Place of a block plus one by the low bits of its hash; 0 where there is none. */
  readonly places: Int32Array;
  readonly mask: number;
}

export interface Delta {
  /** Triples of variable-length numbers: new bytes, copied bytes, and where from, counted from the end of the copy before. */
  readonly steps: Uint8Array;
  readonly literals: Uint8Array;
}

export function indexBase(base: Uint8Array): BaseIndex {
  // Long bases are indexed at every block: quicker, and lines shorter than two blocks are seldom moved about in long files.
  const stride = base.length <= closelyIndexedBytes ? blockBytes / 2 : blockBytes;
  let size = 1 << 10;
  while (size < base.length / stride) size <<= 1;
  const places = new Int32Array(size);
  const mask = size - 1;
  for (let start = 0; start + blockBytes <= base.length; start += stride) {
    let hash = 0;
    for (let i = start; i < start + blockBytes; i++) hash = (Math.imul(hash, multiplier) + base[i]!) | 0;
    places[slot(hash, mask)] = start + 1;
  }
  return { base, places, mask };
}

function slot(hash: number, mask: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) & mask;
}

/** Null where the bytes have too little in common for copies to be worth it: less than half. Lets other work in between its pieces. */
export async function findDelta(index: BaseIndex, target: Uint8Array, pause: () => Promise<void>): Promise<Delta | null> {
  const { base, places, mask } = index;
  const steps = new NumberWriter();
  const literals = new Uint8Array(target.length);
  let literalCount = 0;
  let taken = 0;
  let expected = 0;
  let hash = 0;
  let hashed = 0;
  let nextPause = pieceBytes;

  const copy = (at: number, from: number, length: number): void => {
    literals.set(target.subarray(taken, at), literalCount);
    literalCount += at - taken;
    steps.put(at - taken);
    steps.put(length);
    steps.putSigned(from - expected);
    taken = at + length;
    expected = from + length;
    hashed = 0;
  };

  let at = 0;
  while (at < target.length) {
    if (at >= nextPause) {
      if (at >= trialBytes && literalCount + (at - taken) > at / 2) return null;
      await pause();
      nextPause = at + pieceBytes;
    }
    const resumed = resumeAt(base, target, at, expected, expected + at - taken);
    if (resumed >= 0) {
      copy(at, resumed, agreeing(base, resumed, target, at));
      at = taken;
      continue;
    }
    // The hash covers the last `hashed` bytes before `at`, at most a block.
    hash = (Math.imul(hash, multiplier) + target[at]!) | 0;
    if (hashed === 0) hash = target[at]!;
    else if (hashed === blockBytes) hash = (hash - Math.imul(target[at - blockBytes]!, leavingWeight)) | 0;
    if (hashed < blockBytes) hashed++;
    at++;
    if (hashed < blockBytes) continue;
    const found = places[slot(hash, mask)]! - 1;
    const start = at - blockBytes;
    if (found < 0 || !sameBlock(base, found, target, start)) continue;
    let back = 0;
    while (start - back > taken && found - back > 0 && base[found - back - 1] === target[start - back - 1]) back++;
    copy(start - back, found - back, back + agreeing(base, found, target, start));
    at = taken;
  }
  literals.set(target.subarray(taken), literalCount);
  literalCount += target.length - taken;
  return literalCount > target.length / 2 ? null : { steps: steps.bytes(), literals: literals.subarray(0, literalCount) };
}

/** Where the base goes on as the target does: right behind the last copy (something was put in), or as far on as the target is (something was changed). */
function resumeAt(base: Uint8Array, target: Uint8Array, at: number, behind: number, beside: number): number {
  if (base[behind] === target[at] && agree(base, behind, target, at)) return behind;
  if (beside !== behind && base[beside] === target[at] && agree(base, beside, target, at)) return beside;
  return -1;
}

function agree(base: Uint8Array, from: number, target: Uint8Array, at: number): boolean {
  if (from + resumeBytes > base.length || at + resumeBytes > target.length) return false;
  for (let i = 1; i < resumeBytes; i++) if (base[from + i] !== target[at + i]) return false;
  return true;
}

function sameBlock(base: Uint8Array, from: number, target: Uint8Array, at: number): boolean {
  for (let i = 0; i < blockBytes; i++) if (base[from + i] !== target[at + i]) return false;
  return true;
}

function agreeing(base: Uint8Array, from: number, target: Uint8Array, at: number): number {
  const most = Math.min(base.length - from, target.length - at);
  let length = 0;
  while (length < most && base[from + length] === target[at + length]) length++;
  return length;
}

/** The target again. Throws a RangeError where the steps do not fit the bytes they are about. */
export function applyDelta(base: Uint8Array, { steps, literals }: Delta, size: number): Uint8Array {
  const target = new Uint8Array(size);
  const reader = new NumberReader(steps);
  let [at, literal, expected] = [0, 0, 0];
  while (!reader.done()) {
    const fresh = reader.take();
    target.set(literals.subarray(literal, literal + fresh), at);
    literal += fresh;
    at += fresh;
    const length = reader.take();
    const from = expected + reader.takeSigned();
    if (from < 0 || from + length > base.length) throw new RangeError('A copy reaches beyond its base.');
    target.set(base.subarray(from, from + length), at);
    at += length;
    expected = from + length;
  }
  target.set(literals.subarray(literal), at);
  if (at + literals.length - literal !== size) throw new RangeError('The steps give another size.');
  return target;
}

/** Numbers below 2^31 in groups of seven bits, low ones first. */
class NumberWriter {
  private buffer = new Uint8Array(1 << 12);
  private length = 0;

  put(value: number): void {
    if (this.length + 5 > this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  putSigned(value: number): void {
    this.put(value < 0 ? -2 * value - 1 : 2 * value);
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

class NumberReader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  done(): boolean {
    return this.at >= this.bytes.length;
  }

  take(): number {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined || shift > 28) throw new RangeError('The steps end too early.');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
      shift += 7;
    }
  }

  takeSigned(): number {
    const value = this.take();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
