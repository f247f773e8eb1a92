/** Named continuous distributions with scipy's positional parameters: shapes, then location, then scale. */
import { betaCumulative, gammaCumulative, normalCumulative } from '../../math';

export const distributionNames = ['norm', 'beta', 'gamma', 'uniform', 'chi2', 'expon'] as const;
export type DistributionName = (typeof distributionNames)[number];

interface Family {
  /** Names of its shape parameters, all positive. */
  readonly shapes: readonly string[];
  /** What location and scale are called. */
  readonly place: readonly [string, string];
  /** P(X <= x) at location 0 and scale 1. */
  cumulative(x: number, shapes: readonly number[]): number;
}

export const distributions: Readonly<Record<DistributionName, Family>> = {
  norm: { shapes: [], place: ['mean', 'std_dev'], cumulative: normalCumulative },
  beta: { shapes: ['alpha', 'beta'], place: ['loc', 'scale'], cumulative: (x, [a = NaN, b = NaN]) => betaCumulative(x, a, b) },
  gamma: { shapes: ['alpha'], place: ['loc', 'scale'], cumulative: (x, [shape = NaN]) => gammaCumulative(x, shape) },
  uniform: { shapes: [], place: ['min', 'max'], cumulative: (x) => Math.min(1, Math.max(0, x)) },
  chi2: { shapes: ['df'], place: ['loc', 'scale'], cumulative: (x, [degrees = NaN]) => gammaCumulative(x / 2, degrees / 2) },
  expon: { shapes: [], place: ['loc', 'scale'], cumulative: (x) => (x <= 0 ? 0 : -Math.expm1(-x)) },
};

/** P(X <= x). `parameters` may leave out location (0) and scale (1). */
export function cumulative(name: DistributionName, parameters: readonly number[], x: number): number {
  const { shapes, cumulative: standard } = distributions[name];
  const [location = 0, scale = 1] = parameters.slice(shapes.length);
  return standard((x - location) / scale, parameters.slice(0, shapes.length));
}
