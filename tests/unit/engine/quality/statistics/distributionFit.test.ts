/** One-sample Kolmogorov-Smirnov against scipy 1.17.1 (kstest). */
import { expect, test } from 'vitest';
import { cumulative, type DistributionName } from '@engine/quality/statistics/continuousDistribution';
import { distributionFit } from '@engine/quality/statistics/distributionFit';

const sample = [-1.2, 0.3, 0.5, 1.9, 2.2, 3.1].map((value) => ({ value, count: value === 0.5 ? 2 : 1 }));

test.each<[DistributionName, number[], number, number]>([
  ['norm', [0.5, 1.5], 0.30410774051924316, 0.44972608309618045],
  ['gamma', [2, -2, 1.5], 0.3104113125328431, 0.4248616513059673],
  ['beta', [2, 3, -2, 6], 0.3529579034391534, 0.2769267313783821],
  ['uniform', [-2, 6], 0.24047619047619045, 0.7326149035927816],
  ['chi2', [3, -2], 0.34462195016571173, 0.30290104803775453],
  ['expon', [-1.5, 2], 0.45057319740225804, 0.0816895733727685],
])('%s with %j', (name, parameters, statistic, pValue) => {
  const found = distributionFit(sample, name, parameters);
  expect(found.statistic).toBeCloseTo(statistic, 12);
  expect(found.pValue).toBeCloseTo(pValue, 9);
});

test.each<[DistributionName, number, number[], number]>([
  ['beta', 0.02, [0.5, 10], 0.4698474238676093],
  ['beta', 0.97, [5, 0.7], 0.7280380044237278],
  ['beta', 0.5, [40, 60], 0.9780623532064924],
  ['gamma', 0.3, [2], 0.03693631311376678],
  ['gamma', 130, [120], 0.8209281904963853],
  ['norm', -6.2, [], 2.823158037043268e-10],
  ['chi2', 0.5, [1], 0.5204998778130466],
  ['chi2', 55, [30], 0.9964500729767991],
])('distribution function of %s at %d with %j', (name, x, parameters, expected) => expect(Math.abs(cumulative(name, parameters, x) / expected - 1)).toBeLessThan(1e-10));

test('nothing to test gives NaN', () => expect(distributionFit([], 'norm', []).pValue).toBeNaN());
