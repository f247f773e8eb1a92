/** Runs in order of a field that the search knows as well. */
import type { Run } from '@shared/areas/tracking';
import { fieldOf } from './runSearch';

/** Runs without a value come last in both directions; equal ones keep their order. */
export function sortRuns(runs: readonly Run[], field: string, descending: boolean): Run[] {
  const keyed = runs.map((run) => ({ run, key: fieldOf(run, field.toLowerCase()) ?? null }));
  const direction = descending ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return direction * compareKeys(a.key, b.key);
    })
    .map(({ run }) => run);
}

function compareKeys(a: string | number | boolean, b: string | number | boolean): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
