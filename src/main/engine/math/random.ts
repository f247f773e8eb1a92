/** Seeded random numbers: xoshiro128** (Blackman & Vigna 2018), seeded by splitmix32. The same seed gives the same stream on every machine. */

export interface Random {
  /** Uniform whole number in [0, 2^32). */
  uint32(): number;
  /** The same for each place, one after the other. */
  fill(numbers: Uint32Array): void;
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, bound). */
  integer(bound: number): number;
  /** Standard normal by the polar method of Marsaglia. */
  normal(): number;
}

export function createRandom(seed: number): Random {
  let state = foldSeed(seed);
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix() | 1;
  let spare: number | null = null;

  function uint32(): number {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }

  /** As `uint32` does it, its state at hand. */
  function fill(numbers: Uint32Array): void {
    let [p, q, r, s] = [a, b, c, d];
    for (let i = 0; i < numbers.length; i++) {
      const scaled = Math.imul(q, 5);
      numbers[i] = Math.imul((scaled << 7) | (scaled >>> 25), 9);
      const shifted = q << 9;
      r ^= p;
      s ^= q;
      q ^= r;
      p ^= s;
      r ^= shifted;
      s = (s << 11) | (s >>> 21);
    }
    [a, b, c, d] = [p, q, r, s];
  }

  function next(): number {
    return uint32() / 4294967296;
  }

  function integer(bound: number): number {
    return Math.floor(next() * bound);
  }

  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  }

  return { uint32, fill, next, integer, normal };
}

/** A seed of its own for each fold, model or column: FNV-1a over the labels, from a start mixed out of the seed. Streams of different labels do not depend on each other. */
export function deriveSeed(seed: number, ...labels: readonly (string | number)[]): number {
  let hash = finish(Math.imul(foldSeed(seed) ^ 0x811c9dc5, 0x85ebca6b));
  for (const label of labels) {
    const text = `${String(label)}\u0000`;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return finish(hash) >>> 0;
}

/** Spreads every bit over all others (the end of MurmurHash3). */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Fisher and Yates, in place. */
export function shuffle<T extends Int32Array | Float64Array | unknown[]>(items: T, random: Random): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = items[i];
    items[i] = items[j] as never;
    items[j] = kept as never;
  }
  return items;
}

/** The whole numbers 0 to count - 1 in random order. */
export function randomOrder(count: number, random: Random): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return shuffle(order, random);
}

function foldSeed(seed: number): number {
  return (seed ^ Math.imul(Math.floor(seed / 4294967296), 0x85ebca6b)) | 0;
}
