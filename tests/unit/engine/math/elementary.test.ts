import { expect, test } from 'vitest';
import { createRandom, exp, expm1, log, log1p, type Random } from '@engine/math';

const rounds = 250_000;

/** Over the whole range that has an answer, and closely where models work. */
const functions = [
  { name: 'exp', own: exp, platform: Math.exp, draw: (random: Random): number => (random.next() - 0.5) * (random.next() < 0.5 ? 1500 : 20) },
  { name: 'expm1', own: expm1, platform: Math.expm1, draw: (random: Random): number => (random.next() - 0.5) * (random.next() < 0.5 ? 1500 : 2) },
  { name: 'log', own: log, platform: Math.log, draw: (random: Random): number => (random.next() < 0.5 ? 10 ** ((random.next() - 0.5) * 640) : random.next() * 2) },
  { name: 'log1p', own: log1p, platform: Math.log1p, draw: (random: Random): number => (random.next() < 0.5 ? random.next() * 2 - 1 : 10 ** ((random.next() - 0.3) * 20)) },
];
const edges = [0, -0, 1, -1, Infinity, -Infinity, NaN, 5e-324, -5e-324, 1e-300, 2 ** -54, 2 ** -29, -(2 ** -20), 709.782712893384, 709.7827128933841, 709, -37, 56 * Math.LN2, -708.5, -745.1, -745.2, Number.MAX_VALUE];

test.each(functions)(`$name has the bits of the platform's, and of fdlibm, on ${rounds} random numbers and at the edges`, ({ own, platform, draw }) => {
  const random = createRandom(17);
  const differing: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const x = draw(random);
    if (!Object.is(own(x), platform(x))) differing.push(x);
  }
  expect(differing).toEqual([]);
  expect(edges.filter((x) => !Object.is(own(x), platform(x)))).toEqual([]);
});

test('the closeness is not of the platform only: values known to more digits', () => {
  expect(exp(1)).toBe(Math.E);
  expect(log(10)).toBe(Math.LN10);
  expect(log1p(1)).toBe(Math.LN2);
  expect(expm1(1e-10)).toBe(1.00000000005e-10);
});
