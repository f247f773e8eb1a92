/** For stepped targets, a width for each step that is predicted: the one nearest to the forecast. */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import { boundGroups, groupedMissesSchema, groupMisses } from '../groupedMisses';
import type { IntervalMethod } from '../method';
import { placeOf } from './bySize';

const bodySchema = z.object({ edges: z.array(z.number()), misses: groupedMissesSchema });

export const byStepMethod: IntervalMethod = {
  name: 'by-step',
  companion: null,
  calibrate(rows, { steps, mostKept }): z.infer<typeof bodySchema> | null {
    if (!steps) return null;
    const edges = stepEdges(steps);
    return { edges, misses: groupMisses(rows, (row) => placeOf(rows.predicted[row]!, edges), mostKept) };
  },
  restore(body) {
    const { edges, misses } = parseBody(bodySchema, body, 'interval');
    return (asked, level) => boundGroups(misses, asked, (row) => placeOf(asked.predicted[row]!, edges), level);
  },
};

/** Half way between neighbouring steps, on the scale the steps are given in. */
export function stepEdges(steps: readonly number[]): number[] {
  return steps.slice(1).map((step, i) => (step + steps[i]!) / 2);
}
