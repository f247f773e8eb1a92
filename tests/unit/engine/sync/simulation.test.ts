/** Random devices, edits, deliveries and crashes against the real replica and planner; the long run is `prove sync-sim`. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelySteps, simulate } from '../../../../scripts/prove/sync/simulation';

const step = fc.record({ kind: fc.constantFrom(...likelySteps), actor: fc.nat(7), seed: fc.nat(0xffff) });

test('whatever is delayed, torn, renamed, hidden or killed: nothing is lost and all end equal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.array(step, { minLength: 15, maxLength: 60, size: 'max' }), async (devices, steps) => {
      expect((await simulate(devices, steps)).failures).toEqual([]);
    }),
    { numRuns: 25, seed: 20261125, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: false },
  );
}, 120_000);
