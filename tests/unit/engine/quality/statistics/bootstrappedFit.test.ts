/** Small samples against a partition: what fits nearly always passes, what lies elsewhere never does, and the draws repeat. */
import { expect, it } from 'vitest';
import { bootstrappedFit } from '@engine/quality/statistics/bootstrappedFit';

const settings = { samples: 400, sampleSize: 8, least: 0.05, seed: 1 };
const partition = { bins: [0, 1, 2, 4], weights: [0.25, 0.25, 0.5] };
const even = Array.from({ length: 400 }, (_, i) => ({ value: (i + 0.5) / 100, count: 1 }));

it('passes about as often as the level says where the column follows the partition', () => {
  const share = bootstrappedFit(even, partition, settings);
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(1);
});

it('hardly ever passes where it does not', () => {
  expect(bootstrappedFit([{ value: 3.9, count: 1000 }], partition, settings)).toBe(1 / 401);
  expect(bootstrappedFit([{ value: -5, count: 3 }, { value: 9, count: 3 }], partition, settings)).toBeLessThan(0.2);
});

it('draws the same for the same seed, others for another', () => {
  const few = even.filter((_, i) => i % 7 === 0);
  expect(bootstrappedFit(few, partition, settings)).toBe(bootstrappedFit(few, partition, settings));
  expect(new Set([1, 2, 3, 4].map((seed) => bootstrappedFit(few, partition, { ...settings, seed }))).size).toBeGreaterThan(1);
});

it('has nothing to say of no values', () => expect(bootstrappedFit([], partition, settings)).toBeNaN());
