/** Conformalised quantile regression (Romano, Patterson & Candès 2019): learned quantiles, moved out or in by the held-out rows that fell outside. */
import { z } from 'zod';
import { parseBody } from '../../models/parameters';
import type { IntervalMethod } from '../method';
import { orderedMissesSchema, orderMisses, upperQuantile } from '../orderedMisses';

const bodySchema = z.object({ scores: orderedMissesSchema });

/**
 * The quantiles are learned for the level of the race; another level moves the same two, which keeps its promise but not its
 * shape. Where the move would make them cross, both end in their middle.
 */
export const quantilesMethod: IntervalMethod = {
  name: 'quantiles',
  companion: 'quantiles',
  calibrate({ actual, companions: [low, high] }, { mostKept }): z.infer<typeof bodySchema> | null {
    return low && high ? { scores: orderMisses(actual.map((value, row) => Math.max(low[row]! - value, value - high[row]!)), mostKept) } : null;
  },
  restore(body) {
    const { scores } = parseBody(bodySchema, body, 'interval');
    return ({ predicted, companions: [low, high] }, level) => {
      const move = upperQuantile(scores, level);
      const lower = predicted.map((value, row) => (low?.[row] ?? value) - move);
      const upper = predicted.map((value, row) => (high?.[row] ?? value) + move);
      lower.forEach((value, row) => {
        if (value > upper[row]!) lower[row] = upper[row] = (value + upper[row]!) / 2;
      });
      return { lower, upper };
    };
  },
};
