import { describe, expect, it } from 'vitest';
import { combineMembers, combineModels, explainRows, fitTask, parseSavedModel, resolveParameters, restoreFitted, type MemberAnswers } from '@engine/training';
import type { ModelKind } from '@shared/areas/tracking';
import { friedman, quiet, range, taskOf } from '../tables';

/** Five made-up members: two good, one scaled, one dull, one that mixes two others' errors. */
function held(rows: number): MemberAnswers {
  const of = (value: (i: number, y: number) => number): Float64Array => Float64Array.from({ length: rows }, (_, i) => value(i, Math.sin(i * 0.7) + i / 20));
  return {
    repeat: 1,
    actual: of((_, y) => y),
    answers: [
      of((i, y) => y + 0.4 * Math.cos(i * 1.3)),
      of((i, y) => y * 0.7 + 0.5 * Math.sin(i * 2.1) + 0.3),
      of((i) => 0.8 * Math.cos(i * 0.45) + 1.2),
      of((i, y) => y + 0.6 * Math.sin(i * 3.3) - 0.2),
      of((i, y) => 0.9 * Math.sin(i * 2.1) + 0.5 * Math.cos(i * 1.3) + 0.6 * y),
    ],
  };
}

function finalOf(kind: ModelKind, parameters = {}): { weights: readonly number[]; intercept: number } {
  return combineMembers(kind, [held(60)], resolveParameters(kind, parameters), false).final;
}

const near = (values: readonly number[], digits: number): unknown[] => values.map((value) => expect.closeTo(value, digits));

/** `fold` of `folds` parts of the rows, the way a race deals them. */
function dealt(whole: MemberAnswers, folds: number): MemberAnswers[] {
  const part = (values: Float64Array, fold: number): Float64Array => values.filter((_, i) => i % folds === fold);
  return Array.from({ length: folds }, (_, fold) => ({ repeat: whole.repeat, actual: part(whole.actual, fold), answers: whole.answers.map((values) => part(values, fold)) }));
}

describe('weights', () => {
  it('of the weighted average are those of SLSQP on the simplex (scipy 1.17.1)', () => {
    const { weights, intercept } = finalOf('weighted-average');
    expect(weights).toEqual(near([0.6274288069395, 0.1581095037081, 0, 0.2144616893523, 0], 10));
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
    expect(intercept).toBe(0);
  });

  it('of stacking are those of Ridge, with and without weights below 0 (scikit-learn 1.9.1)', () => {
    const free = finalOf('stacking', { signs: 'any' });
    expect([...free.weights, free.intercept]).toEqual(near([0.4489250872002, 0.3054510544117, 0.0102391543062, 0.3015558202489, -0.0797108175283, 0.0798993841400], 10));
    const bound = finalOf('stacking');
    expect([...bound.weights, bound.intercept]).toEqual(near([0.4282527442685, 0.2506362303907, 0.0096150246864, 0.3109940046860, 0, 0.1011429970744], 8));
  });
});

describe.each(['average', 'weighted-average', 'stacking'] as const)('%s', (kind) => {
  const parameters = resolveParameters(kind);

  it('judges no fold by weights its own rows had a say in', () => {
    const folds = dealt(held(60), 5);
    const changed = folds.map((fold, i) => (i === 2 ? { ...fold, actual: fold.actual.map((value) => 10 - 3 * value) } : fold));
    const before = combineMembers(kind, folds, parameters, false);
    const after = combineMembers(kind, changed, parameters, false);
    expect(after.folds[2]).toEqual(before.folds[2]);
    const moved = after.folds.filter((fold, i) => i !== 2 && fold.blend.weights.some((weight, member) => weight !== before.folds[i]!.blend.weights[member]));
    expect(moved).toHaveLength(kind === 'average' ? 0 : 4);
  });

  it('learns from the same repeat only, and in time from earlier folds only', () => {
    const [first, second, third] = dealt(held(60), 3);
    const other = { ...third!, repeat: 2 };
    const { folds } = combineMembers(kind, [first!, second!, other], parameters, false);
    expect(folds[0]!.blend).toEqual(combineMembers(kind, [second!], parameters, false).final);
    expect(folds[2]!.blend).toEqual({ weights: [1, 1, 1, 1, 1], divisor: 5, intercept: 0 });
    const inTime = combineMembers(kind, [first!, second!, third!], parameters, true).folds;
    expect(inTime[0]!.blend).toEqual({ weights: [1, 1, 1, 1, 1], divisor: 5, intercept: 0 });
    expect(inTime[1]!.blend).toEqual(combineMembers(kind, [first!], parameters, false).final);
  });

  it('is saved and read back to the last bit, and comes apart into columns', async () => {
    const table = friedman(200, 3);
    const members = await Promise.all((['ridge', 'gradient-boosting'] as const).map(async (model) => (await fitTask(taskOf(table, { model, keepModel: true }), quiet)).model!));
    const blend = { weights: [0.3, 0.6], divisor: 1, intercept: 0.4 };
    const saved = combineModels(kind, members, blend);
    const model = restoreFitted(parseSavedModel(JSON.parse(JSON.stringify(saved))));
    const rows = range(0, 20);
    const answers = model.predict(table, rows);
    const [ridge, boosting] = members.map((member) => restoreFitted(member).predict(table, rows));
    answers.forEach((answer, i) => expect(answer).toBe(0.4 + (0.3 * ridge![i]! + 0.6 * boosting![i]!) / 1));
    const { base, values, ways } = explainRows({ model, columns: saved.features, table, rows, background: table, seed: 1 });
    expect(new Set(ways)).toEqual(new Set(['line', 'trees']));
    answers.forEach((answer, row) => expect(saved.features.reduce((sum, _, column) => sum + values[row * saved.features.length + column]!, base)).toBeCloseTo(answer, 6));
  });
});

it('averages saved before there were other combinations answer as they did', async () => {
  const table = friedman(120, 4);
  const members = await Promise.all((['ridge', 'gradient-boosting'] as const).map(async (model) => (await fitTask(taskOf(table, { model, keepModel: true }), quiet)).model!));
  const old = { ...members[0]!, kind: 'average', body: { members: members.map(({ kind, body }) => ({ kind, body })) } };
  const rows = range(0, 40);
  const [ridge, boosting] = members.map((member) => restoreFitted(member).predict(table, rows));
  restoreFitted(parseSavedModel(old)).predict(table, rows).forEach((answer, i) => expect(answer).toBe((ridge![i]! + boosting![i]!) / 2));
});
