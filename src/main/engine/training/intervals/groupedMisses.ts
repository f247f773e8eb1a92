/** Mondrian intervals (Vovk et al. 2005, chapter 4): each group has a quantile of its own; small groups share that of all rows. */
import { z } from 'zod';
import { boundsAround, missesOf, type AskedRows, type HeldOutRows, type ModelSpaceBounds } from './method';
import { orderedMissesSchema, orderMisses, orderSizes, upperQuantile } from './orderedMisses';

/** Below this a group's quantile says more about chance than about the group. */
const fewestInGroup = 30;

export const groupedMissesSchema = z.object({ all: orderedMissesSchema, groups: z.array(z.tuple([z.string(), orderedMissesSchema])) });
export type GroupedMisses = z.infer<typeof groupedMissesSchema>;

/** `groupOf` is null for rows of no group. */
export function groupMisses(rows: HeldOutRows, groupOf: (row: number) => string | null, mostKept: number | undefined): GroupedMisses {
  const misses = missesOf(rows).map(Math.abs);
  const members = new Map<string, number[]>();
  misses.forEach((miss, row) => {
    const group = groupOf(row);
    if (group === null) return;
    const known = members.get(group);
    if (known) known.push(miss);
    else members.set(group, [miss]);
  });
  const large = [...members].filter(([, list]) => list.length >= fewestInGroup).sort(([a], [b]) => (a < b ? -1 : 1));
  return { all: orderSizes(rows, mostKept), groups: large.map(([group, list]) => [group, orderMisses(Float64Array.from(list), mostKept)]) };
}

export function boundGroups({ all, groups }: GroupedMisses, { predicted }: AskedRows, groupOf: (row: number) => string | null, level: number): ModelSpaceBounds {
  const ofAll = upperQuantile(all, level);
  const widths = new Map(groups.map(([group, misses]) => [group, upperQuantile(misses, level)]));
  const widthOf = (row: number): number => widths.get(groupOf(row) ?? '') ?? ofAll;
  return boundsAround(predicted, (row) => -widthOf(row), widthOf);
}
