/** The chance of each step from the answer: beside scikit-learn, held on data whose truth is known, and in order whatever the rows are. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { crossReach, measureReach, oddsOfSteps, openReach, stepsToReach } from '@engine/training';
import { chancesFromOdds, fitStepOdds } from '@engine/training/reach/stepOdds';
import { tableOf } from '../tables';

const steps = [10, 50, 100, 500, 1000];

/** Held-out answers of a model of the steps themselves, which lies below the truth by what rounding down takes away. */
function heldOut(noise: number, rows = 400) {
  const random = createRandom(9);
  const stepBelow = (units: number): number => steps.findLast((step) => units >= step) ?? 10;
  return Array.from({ length: 5 }, () => {
    const truth = Float64Array.from({ length: rows }, () => 2.5 + 4.5 * random.next());
    return { repeat: 1, predicted: truth.map((value) => Math.expm1(value - 0.55)), actual: truth.map((value) => stepBelow(Math.expm1(value + noise * random.normal()))) };
  });
}

/** At answers of 0.5, 2 and 3.5: the chance of each step. */
const fromScikitLearn = [
  [0.29595, 0.84388, 0.98582],
  [0.07361, 0.5054, 0.92928],
  [0.01422, 0.15648, 0.70463],
];

describe('the chance of reaching a step', () => {
  it('is that of scikit-learn 1.9.1, LogisticRegression(C=1e9) on the rows of all steps with a level for each', () => {
    const answers = Float64Array.from({ length: 2000 }, (_, i) => ((i * 37) % 1000) / 250);
    const actual = answers.map((answer, i) => {
      const place = (((i * 7919) % 1009) + 0.5) / 1009;
      return Math.floor(Math.min(3, Math.max(0, answer + Math.log(place / (1 - place)) * 0.6)));
    });
    const chances = chancesFromOdds(fitStepOdds(answers, actual, [1, 2, 3]), Float64Array.of(0.5, 2, 3.5));
    // Rows that lie together are fitted as one, and each step has a row of its own beside the data.
    chances.forEach((list, s) => list.forEach((chance, i) => expect(chance).toBeCloseTo(fromScikitLearn[s]![i]!, 2)));
  });

  it('holds on held-out rows: what is said to happen in p of cases does, and it tells more than the share alone', () => {
    const folds = heldOut(0.8);
    const chances = crossReach(folds, steps, 'log1p');
    const measured = measureReach(Float64Array.from(folds.flatMap(({ actual }) => [...actual])), stepsToReach(steps), chances);
    expect(measured.map(({ step, rows }) => [step, rows])).toEqual([[50, 2000], [100, 2000], [500, 2000], [1000, 2000]]);
    for (const { expected, reached, brier, brierOfShare, bins } of measured) {
      expect(Math.abs(expected - reached)).toBeLessThan(0.01);
      expect(brier).toBeLessThan(0.8 * brierOfShare);
      expect(bins.reduce((total, { rows }) => total + rows, 0)).toBe(2000);
      for (const bin of bins) if (bin.rows > 100) expect(Math.abs(bin.expected - bin.reached)).toBeLessThan(0.08);
    }
  });

  it.each([
    ['rows told apart without a miss', heldOut(0)],
    ['few rows', heldOut(0.8, 3)],
    ['one answer for all', heldOut(0.8).map((fold) => ({ ...fold, predicted: fold.predicted.map(() => 40) }))],
    ['answers that go the wrong way', heldOut(0.8).map((fold) => ({ ...fold, predicted: fold.predicted.map((value) => 1000 / (1 + value)) }))],
  ])('is between 0 and 1, never rises from step to step and never falls with the answer: %s', (_name, folds) => {
    const reach = openReach({ source: 'odds', steps, odds: oddsOfSteps(folds, steps, 'log1p') }, 'log1p');
    const answers = Float64Array.of(0, 1, 5, 20, 80, 300, 2000, 1e6);
    const rows = reach(tableOf([], answers.length), answers).map((row) => row.map(({ probability }) => probability));
    expect(rows.flat().every((chance) => chance >= 0 && chance <= 1)).toBe(true);
    for (const row of rows) expect([...row].sort((a, b) => b - a)).toEqual(row);
    for (let s = 0; s < steps.length - 1; s++) expect(rows.map((row) => row[s]!)).toEqual(rows.map((row) => row[s]!).sort((a, b) => a - b));
  });
});
