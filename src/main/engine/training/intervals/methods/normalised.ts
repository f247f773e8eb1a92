/** Normalised conformal (Papadopoulos et al. 2011; Lei et al. 2018, section 5.2): misses are measured in the miss that a second model expects of the row. */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import { boundsAround, missesOf, type IntervalMethod } from '../method';
import { orderedMissesSchema, orderMisses, upperQuantile } from '../orderedMisses';

const bodySchema = z.object({ scores: orderedMissesSchema });

export const normalisedMethod: IntervalMethod = {
  name: 'normalised',
  companion: 'difficulty',
  calibrate(rows, { mostKept }): z.infer<typeof bodySchema> | null {
    const [expected] = rows.companions;
    return expected ? { scores: orderMisses(missesOf(rows).map((miss, row) => Math.abs(miss) / expected[row]!), mostKept) } : null;
  },
  restore(body) {
    const { scores } = parseBody(bodySchema, body, 'interval');
    return ({ predicted, companions: [expected] }, level) => {
      const factor = upperQuantile(scores, level);
      const widthOf = (row: number): number => factor * (expected?.[row] ?? 0);
      return boundsAround(predicted, (row) => -widthOf(row), widthOf);
    };
  },
};
