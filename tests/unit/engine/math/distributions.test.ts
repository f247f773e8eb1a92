/** Distributions and special functions against scipy 1.17.1. */
import { expect, test } from 'vitest';
import { chiSquareSurvival, createMersenneTwister, logGamma, normalSurvival, studentTTwoSided } from '@engine/math';
import { kolmogorovSurvival } from '@engine/math/kolmogorov';

function expectRelative(found: number, expected: number, tolerance = 1e-10): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

test.each([
  [3.2, 4, 0.5249309467861041],
  [900, 800, 0.007774644192745909],
  [80, 3, 3.0692774861724164e-17],
])('chi-square above %d with %d degrees', (x, degrees, expected) => expectRelative(chiSquareSurvival(x, degrees), expected));

test.each([
  [1.3, 0.09680048458561036],
  [-2, 0.9772498680518208],
  [9, 1.1285884059538324e-19],
])('normal above %d', (z, expected) => expectRelative(normalSurvival(z), expected));

test.each([
  [0.3, 1.0957979948180756],
  [7.5, 7.534364236758734],
  [30, 71.257038967168],
  [1e6, 12815504.569147611],
])('ln gamma of %d', (x, expected) => expectRelative(logGamma(x), expected, 1e-13));

test.each([
  [1.2, 5, 0.2838910567061025],
  [8, 900, 3.81579379663264e-15],
])('t beyond %d with %d degrees', (t, degrees, expected) => expectRelative(studentTTwoSided(t, degrees), expected, 1e-9));

test.each([
  [1000, 0.03, 0.3226902143914636],
  [60, 0.2, 0.014023403960275127],
  [5000, 0.01, 0.6954557253913853],
  [2500, 0.05, 7.1667929173507955e-6],
  [20, 0.6, 2.0483011649719853e-7],
  [200_000, 0.012, 1.9117036353065546e-25],
  [1200, 0.0005, 1],
])('Kolmogorov with %d rows beyond %d', (n, x, expected) => expectRelative(kolmogorovSurvival(n, x), expected, 1e-8));

test('the Mersenne Twister counts as numpy 2.4.6', () => {
  const random = createMersenneTwister(42);
  expect([...random.permutation(10)]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
  expect([random.next(), random.next()].map((value) => Number(value.toFixed(8)))).toEqual([0.15599452, 0.05808361]);
  const other = createMersenneTwister(42);
  expect([1, 2, 3, 4].map(() => other.integer(10_000))).toEqual([7270, 860, 5390, 5191]);
  expect([...createMersenneTwister(0).permutation(20).subarray(0, 8)]).toEqual([18, 1, 19, 8, 10, 17, 6, 13]);
});
