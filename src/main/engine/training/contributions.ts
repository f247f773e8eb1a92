/** What each column contributes to each row's answer: exactly where the model knows how, by sampled orders where it does not. */
import { deriveSeed } from '@engine/math';
import type { Contributions, ExactWay, FittedModel } from './models/algorithm';
import { shapleyValues } from './shapley';
import type { TrainingTable } from './types';

export type ContributionWay = ExactWay | 'sampled';

export interface ExplainedRows {
  /** In the model's space; for every row base + sum of its values = its prediction. */
  readonly base: number;
  readonly columns: readonly string[];
  /** Row-major, rows x columns. */
  readonly values: Float64Array;
  readonly predictions: Float64Array;
  /** How the values were found; several where a combination's members differ. */
  readonly ways: readonly ContributionWay[];
}

/** False where orders must be sampled for the model or a member of it. */
export function isExact(fitted: FittedModel): boolean {
  return (fitted.combination?.members ?? [fitted]).every(({ exact }) => exact !== null);
}

export interface Explained {
  readonly model: FittedModel;
  /** Source columns, in the order of the answer; a column the model does not read contributes 0. */
  readonly columns: readonly string[];
  readonly table: TrainingTable;
  readonly rows: Int32Array;
  /** Typical rows that sampled orders start from; exact ways do not read it. */
  readonly background: TrainingTable;
  readonly seed: number;
}

export function explainRows(explained: Explained): ExplainedRows {
  const { model, columns, table, rows } = explained;
  const { members, weights, divisor, intercept } = model.combination ?? { members: [model], weights: [1], divisor: 1, intercept: 0 };
  const sum = { base: intercept, values: new Float64Array(rows.length * columns.length), ways: new Set<ContributionWay>() };
  members.forEach((member, i) => {
    const weight = weights[i]! / divisor;
    sum.ways.add(member.exact?.way ?? 'sampled');
    const own = member.exact ? member.exact.of(table, rows) : sampleRows(explained, member);
    sum.base += weight * own.base;
    own.columns.forEach((name, from) => {
      const to = columns.indexOf(name);
      for (let row = 0; to >= 0 && row < rows.length; row++) sum.values[row * columns.length + to]! += weight * own.values[row * own.columns.length + from]!;
    });
  });
  return { base: sum.base, columns, values: sum.values, predictions: model.predict(table, rows), ways: [...sum.ways] };
}

function sampleRows({ columns, table, rows, background, seed }: Explained, model: FittedModel): Contributions {
  const values = new Float64Array(rows.length * columns.length);
  let base = 0;
  rows.forEach((row, i) => {
    const sampled = shapleyValues(model, columns, { table, row }, background, deriveSeed(seed, 'explain-rows'));
    base = sampled.base;
    values.set(sampled.values.map(({ value }) => value), i * columns.length);
  });
  return { base, columns, values };
}
