/** Puts the values of a column into groups: numbers between edges, other values by name, the rare ones together. Follows get_crosstab of Great Expectations 0.13. */
import { intervalOf } from './binnedCounts';
import { scalarKey, type Scalar, type ValueCount } from './valueCounts';

/** The group of a value, null standing for a missing cell. */
export type Grouping = (value: Scalar | null) => string;

const missing = '(missing)';
const other = '(other)';

/** Equal intervals from the lowest to the highest value, or between `edges`, which are widened to take in all values. */
export function groupNumbers(values: readonly number[], intervals: number, edges: readonly number[] | null): Grouping {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
  const used = edges === null ? equalEdges(lowest, highest, intervals) : widened([...new Set(edges)].sort((a, b) => a - b), lowest, highest);
  return (value) => (value === null ? missing : String(Math.min(intervalOf(Number(value), used), used.length - 2)));
}

function equalEdges(lowest: number, highest: number, intervals: number): number[] {
  const [from, to] = lowest < highest ? [lowest, highest] : [lowest - 0.5, highest + 0.5];
  const step = (to - from) / intervals;
  return Array.from({ length: intervals + 1 }, (_, i) => (i === intervals ? to : from + i * step));
}

function widened(edges: readonly number[], lowest: number, highest: number): number[] {
  return [...(lowest < edges[0]! ? [lowest] : []), ...edges, ...(highest > edges.at(-1)! ? [highest] : [])];
}

/** Each value by itself up to `groups` of them, else the most frequent and all others together; or the `named` groups, and what none of them names by itself. */
export function groupValues(counts: readonly ValueCount[], groups: number, named: readonly (readonly Scalar[])[] | null): Grouping {
  if (named !== null) {
    const groupOf = new Map(named.flatMap((members) => members.map((member) => [scalarKey(member), members.join(', ')])));
    return (value) => (value === null ? missing : groupOf.get(scalarKey(value)) ?? scalarKey(value));
  }
  if (counts.length <= groups) return (value) => (value === null ? missing : scalarKey(value));
  const kept = new Set([...counts].sort((a, b) => b.count - a.count).slice(0, groups).map(({ value }) => scalarKey(value)));
  return (value) => {
    if (value === null) return missing;
    const key = scalarKey(value);
    return kept.has(key) ? key : other;
  };
}
