/** A width for each fifth of predicted size: large forecasts may miss by more than small ones, or by less. */
import { z } from 'zod';
import { quantileSorted } from '@engine/math';
import { parseBody } from '../../models/parameters';
import { boundGroups, groupedMissesSchema, groupMisses } from '../groupedMisses';
import type { IntervalMethod } from '../method';

const mostGroups = 5;
const rowsPerGroup = 100;

const bodySchema = z.object({ edges: z.array(z.number()), misses: groupedMissesSchema });

export const bySizeMethod: IntervalMethod = {
  name: 'by-size',
  companion: null,
  calibrate(rows, { mostKept }): z.infer<typeof bodySchema> {
    const sorted = Float64Array.from(rows.predicted).sort();
    const count = Math.min(mostGroups, Math.max(1, Math.floor(sorted.length / rowsPerGroup)));
    const edges = Array.from({ length: count - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / count) ?? 0);
    return { edges, misses: groupMisses(rows, (row) => placeOf(rows.predicted[row]!, edges), mostKept) };
  },
  restore(body) {
    const { edges, misses } = parseBody(bodySchema, body, 'interval');
    return (asked, level) => boundGroups(misses, asked, (row) => placeOf(asked.predicted[row]!, edges), level);
  },
};

/** Number of the edges below the value, as a name. */
export function placeOf(value: number, edges: readonly number[]): string {
  let place = 0;
  while (place < edges.length && value > edges[place]!) place++;
  return String(place);
}
