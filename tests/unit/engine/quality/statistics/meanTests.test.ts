/** t-tests against scipy 1.17.1 (ttest_1samp, ttest_ind) on 1.2 2.4 3.1 2.2 5.0 and 2.2 2.9 1.1 0.5. */
import { expect, test } from 'vitest';
import { oneSampleTest, pValueOf, twoSampleTest, type MeanTest, type Relationship } from '@engine/quality/statistics/meanTests';

const first = { count: 5, mean: 2.78, variance: 2.002 };
const second = { count: 4, mean: 1.675, variance: 1.1625 };

test.each<[string, MeanTest, number, Relationship, number]>([
  ['pooled', twoSampleTest(first, second, true), 1.285408324830443, 'not_equal', 0.23953969992699392],
  ['pooled', twoSampleTest(first, second, true), 1.285408324830443, 'greater_than', 0.11976984996349696],
  ['pooled', twoSampleTest(first, second, true), 1.285408324830443, 'less_than', 0.8802301500365031],
  ['Welch', twoSampleTest(first, second, false), 1.3292767178968663, 'equal', 0.22545228043912421],
  ['Welch', twoSampleTest(first, second, false), 1.3292767178968663, 'greater_than', 0.11272614021956211],
  ['one sample against 2', oneSampleTest(first, 2), 1.232672105419977, 'not_equal', 0.2851941477067891],
  ['one sample against 2', oneSampleTest(first, 2), 1.232672105419977, 'less_than', 0.8574029261466054],
])('%s', (_, found, statistic, relationship, pValue) => {
  expect(found.statistic).toBeCloseTo(statistic, 12);
  expect(pValueOf(found, relationship)).toBeCloseTo(pValue, 9);
});

test('one value has no variance to judge by', () => expect(pValueOf(oneSampleTest({ count: 1, mean: 3, variance: NaN }, 2), 'not_equal')).toBeNaN());
