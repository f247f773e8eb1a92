import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, deriveSeed, randomOrder } from '@engine/math';

describe('seeded random', () => {
  it('gives the same stream for the same seed, and another for another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, createRandom(seed).uint32);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(0)).not.toEqual(draw(2 ** 40));
  });

  it('keeps its stream from version to version', () => {
    const random = createRandom(42);
    expect([random.uint32(), random.uint32(), random.uint32()]).toMatchInlineSnapshot(`
      [
        660444221,
        3652823732,
        77678286,
      ]
    `);
  });

  it('is uniform on [0, 1) and normal with mean 0 and variance 1', () => {
    const random = createRandom(3);
    let uniform = 0;
    let normal = 0;
    let square = 0;
    const count = 100_000;
    for (let i = 0; i < count; i++) {
      uniform += random.next();
      const z = random.normal();
      normal += z;
      square += z * z;
    }
    expect(uniform / count).toBeCloseTo(0.5, 2);
    expect(normal / count).toBeCloseTo(0, 1);
    expect(square / count).toBeCloseTo(1, 1);
  });

  it('derives seeds that depend on every label and on their order', () => {
    const seeds = [deriveSeed(1, 'a', 1), deriveSeed(1, 'a', 2), deriveSeed(1, 'b', 1), deriveSeed(2, 'a', 1), deriveSeed(1, 1, 'a'), deriveSeed(1, 'a1')];
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it('orders are permutations', () => {
    fc.assert(fc.property(fc.nat(200), fc.nat(), (count, seed) => {
      expect([...randomOrder(count, createRandom(seed))].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    }));
  });
});
