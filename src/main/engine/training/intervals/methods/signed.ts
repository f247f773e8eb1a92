/** Signed misses: as many held-out rows lie below the range as above it, so it may reach further to one side (Romano et al. 2019, section 4, on residuals). */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import { boundsAround, missesOf, type IntervalMethod } from '../method';
import { lowerQuantile, orderedMissesSchema, orderMisses, upperQuantile } from '../orderedMisses';

const bodySchema = z.object({ misses: orderedMissesSchema });

export const signedMethod: IntervalMethod = {
  name: 'signed',
  companion: null,
  calibrate: (rows, { mostKept }): z.infer<typeof bodySchema> => ({ misses: orderMisses(missesOf(rows), mostKept) }),
  restore(body) {
    const { misses } = parseBody(bodySchema, body, 'interval');
    return ({ predicted }, level) => {
      const below = lowerQuantile(misses, (1 - level) / 2);
      const above = upperQuantile(misses, (1 + level) / 2);
      return boundsAround(predicted, () => below, () => above);
    };
  },
};
