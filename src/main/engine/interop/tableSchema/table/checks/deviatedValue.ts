/** Numbers far from the average of their field, in sample standard deviations (frictionless-py 5.19, deviated-value). */
import { mean, median, sampleSd } from '../../../../math';
import { needsField, type TableCheck } from '../tableCheck';
import type { TableError } from '../tableError';

export const averageNames = ['mean', 'median', 'mode'] as const;
export type AverageName = (typeof averageNames)[number];

const averages: Readonly<Record<AverageName, (values: readonly number[]) => number | null>> = { mean, median, mode: firstMode };

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Null below two values. */
export function deviationBounds(values: readonly number[], average: AverageName, interval: number): Bounds | null {
  const [centre, deviation] = [averages[average](values), sampleSd(values)];
  if (values.length < 2 || centre === null || deviation === null) return null;
  return { low: centre - deviation * interval, high: centre + deviation * interval };
}

export function deviatedValue(name: string, average: AverageName, interval: number): TableCheck {
  const values: number[] = [];
  return {
    start: (fields) => {
      const type = fields.find((field) => field.name === name)?.type;
      return type === undefined || type === 'integer' || type === 'number' ? needsField(fields, name) : [[null, null, 'check-error']];
    },
    row: (row) => {
      const value = row.values.get(name);
      if (typeof value === 'number') values.push(value);
      return [];
    },
    end: () => {
      const bounds = deviationBounds(values, average, interval);
      return bounds === null ? [] : values.filter((value) => value < bounds.low || value > bounds.high).map((): TableError => [null, null, 'deviated-value']);
    },
  };
}

/** Of values that are equally often, the one seen first. */
function firstMode(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}
