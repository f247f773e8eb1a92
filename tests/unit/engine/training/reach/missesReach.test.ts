/** The chance of each step as model files written before hold it: from misses, by hand-made ranks. */
import { expect, it } from 'vitest';
import { orderMisses } from '@engine/training/intervals/orderedMisses';
import { openReach } from '@engine/training';
import { tableOf } from '../tables';

it('is the share of misses that would lead past half way to it, the new row counted half', () => {
  const reach = openReach({ source: 'misses', steps: [0, 10, 20], misses: orderMisses(Float64Array.of(-6, -2, 0, 2, 7)) }, 'none');
  // Half way is at 5 and 15. From 8: misses of at least -3 (four of five) reach 10, at least 7 (one) reach 20.
  expect(reach(tableOf([], 1), Float64Array.of(8))).toEqual([[{ step: 10, probability: 4.5 / 6 }, { step: 20, probability: 1.5 / 6 }]]);
  const far = reach(tableOf([], 2), Float64Array.of(-1000, 1000)).map((row) => row.map(({ probability }) => probability));
  expect(far).toEqual([[0.5 / 6, 0.5 / 6], [5.5 / 6, 5.5 / 6]]);
});
