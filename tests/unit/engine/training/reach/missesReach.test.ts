/** The chance of each step from misses: hand-made ranks, and calibration on data whose truth is known. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { crossReach, measureReach, openReach, orderForReach, stepsToReach } from '@engine/training';
import { tableOf } from '../tables';

describe('the chance of reaching a step', () => {
  it('is the share of misses that would lead past half way to it, the new row counted half', () => {
    const reach = openReach({ source: 'misses', steps: [0, 10, 20], misses: orderForReach(Float64Array.of(-6, -2, 0, 2, 7)) }, 'none');
    // Half way is at 5 and 15. From 8: misses of at least -3 (four of five) reach 10, at least 7 (one) reach 20.
    expect(reach(tableOf([], 1), Float64Array.of(8))).toEqual([[{ step: 10, probability: 4.5 / 6 }, { step: 20, probability: 1.5 / 6 }]]);
    const far = reach(tableOf([], 2), Float64Array.of(-1000, 1000)).map((row) => row.map(({ probability }) => probability));
    expect(far).toEqual([[0.5 / 6, 0.5 / 6], [5.5 / 6, 5.5 / 6]]);
  });

  it('holds on held-out rows: what is said to happen in p of cases does, and it tells more than the share alone', () => {
    const random = createRandom(9);
    const steps = [10, 50, 100, 500, 1000];
    const stepBelow = (units: number): number => [...steps].reverse().find((step) => units >= step) ?? 10;
    // A model of the steps themselves lies below the truth by what rounding down takes away.
    const folds = Array.from({ length: 5 }, () => {
      const truth = Float64Array.from({ length: 400 }, () => 2.5 + 4.5 * random.next());
      return { repeat: 1, predicted: truth.map((value) => Math.expm1(value - 0.55)), actual: truth.map((value) => stepBelow(Math.expm1(value + 0.8 * random.normal()))) };
    });
    const chances = crossReach(folds, steps, 'log1p');
    const measured = measureReach(Float64Array.from(folds.flatMap(({ actual }) => [...actual])), stepsToReach(steps), chances);
    expect(measured.map(({ step, rows }) => [step, rows])).toEqual([[50, 2000], [100, 2000], [500, 2000], [1000, 2000]]);
    for (const { expected, reached, brier, brierOfShare, bins } of measured) {
      expect(Math.abs(expected - reached)).toBeLessThan(0.08);
      expect(brier).toBeLessThan(0.8 * brierOfShare);
      expect(bins.reduce((total, { rows }) => total + rows, 0)).toBe(2000);
      for (const bin of bins) if (bin.rows > 100) expect(Math.abs(bin.expected - bin.reached)).toBeLessThan(0.15);
    }
    chances.slice(1).forEach((later, s) => expect(later.every((chance, row) => chance <= chances[s]![row]!)).toBe(true));
  });
});
