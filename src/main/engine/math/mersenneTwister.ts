/** The Mersenne Twister as numpy's RandomState seeds and uses it, so that seeded permutations agree with peers in Python. */

export interface MersenneTwister {
  /** Uniform in [0, 1) with 53 bits: numpy's random_sample. */
  next(): number;
  /** The numbers 0 to count - 1 in random order: numpy's permutation. */
  permutation(count: number): Int32Array;
  /** Uniform whole numbers in [0, bound): numpy's randint, for bounds below 2^32. */
  integer(bound: number): number;
}

const [length, shift] = [624, 397];

/** MT19937 (Matsumoto and Nishimura 1998) with init_genrand. */
export function createMersenneTwister(seed: number): MersenneTwister {
  const state = new Uint32Array(length);
  state[0] = seed >>> 0;
  for (let i = 1; i < length; i++) {
    const before = state[i - 1]! ^ (state[i - 1]! >>> 30);
    state[i] = (Math.imul(1812433253, before) + i) >>> 0;
  }
  let position = length;

  function refill(): void {
    for (let i = 0; i < length; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % length]! & 0x7fffffff);
      state[i] = state[(i + shift) % length]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    position = 0;
  }

  function uint32(): number {
    if (position === length) refill();
    let y = state[position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform in [0, most] by masks and rejection. */
  function upTo(most: number): number {
    if (most === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    for (;;) {
      const value = (uint32() & mask) >>> 0;
      if (value <= most) return value;
    }
  }

  return {
    next: () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992,
    integer: (bound) => upTo(bound - 1),
    permutation(count) {
      const order = Int32Array.from({ length: count }, (_, i) => i);
      for (let i = count - 1; i > 0; i--) {
        const j = upTo(i);
        const kept = order[i]!;
        order[i] = order[j]!;
        order[j] = kept;
      }
      return order;
    },
  };
}
