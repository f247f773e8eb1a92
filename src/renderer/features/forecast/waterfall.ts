/** Contributions of columns as steps from the average to this forecast, small ones taken together. Pure. */
import type { Explanation } from '@shared/areas/forecasting';

export interface WaterfallStep {
  readonly label: string;
  /** In the model's space. */
  readonly value: number;
  readonly from: number;
  readonly to: number;
  /** Columns taken together; 1 for a column of its own. */
  readonly columns: number;
}

export interface Waterfall {
  readonly base: number;
  readonly end: number;
  readonly steps: readonly WaterfallStep[];
  readonly low: number;
  readonly high: number;
}

/** Null where the explanation has no additive values. The largest `shown` stand alone. */
export function waterfallOf(explanation: Pick<Explanation, 'base' | 'values'>, shown: number, others: (columns: number) => string): Waterfall | null {
  if (explanation.base === null || explanation.values === null) return null;
  const sorted = [...explanation.values].sort((left, right) => Math.abs(right.value) - Math.abs(left.value));
  const single = sorted.length <= shown + 1 ? sorted : sorted.slice(0, shown);
  const rest = sorted.slice(single.length);
  const parts = single.map((entry) => ({ label: entry.column, value: entry.value, columns: 1 }));
  if (rest.length > 0) parts.push({ label: others(rest.length), value: rest.reduce((sum, entry) => sum + entry.value, 0), columns: rest.length });
  let at = explanation.base;
  const steps = parts.map((part) => {
    const from = at;
    at += part.value;
    return { ...part, from, to: at };
  });
  const ends = [explanation.base, ...steps.map((step) => step.to)];
  return { base: explanation.base, end: at, steps, low: Math.min(...ends), high: Math.max(...ends) };
}

/** A place in the model's space as units of the target. */
export function toUnits(value: number, space: Explanation['space']): number {
  return space === 'log1p' ? Math.expm1(value) : value;
}
