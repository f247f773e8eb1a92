/** Split-conformal: one half width for all rows (Vovk, Gammerman & Shafer 2005; Lei et al. 2018). */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import { boundsAround, type IntervalMethod } from '../method';
import { orderedMissesSchema, orderSizes, upperQuantile } from '../orderedMisses';

const bodySchema = z.object({ misses: orderedMissesSchema });

export const splitMethod: IntervalMethod = {
  name: 'split',
  companion: null,
  calibrate: (rows, { mostKept }): z.infer<typeof bodySchema> => ({ misses: orderSizes(rows, mostKept) }),
  restore(body) {
    const { misses } = parseBody(bodySchema, body, 'interval');
    return ({ predicted }, level) => {
      const halfWidth = upperQuantile(misses, level);
      return boundsAround(predicted, () => -halfWidth, () => halfWidth);
    };
  },
};
