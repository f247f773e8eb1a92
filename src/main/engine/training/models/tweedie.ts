/** Tweedie regression: as Poisson, for sales that are often nothing and else spread widely; the spread grows faster with the mean. */
import { alphaSetting, generalisedLinear } from './generalisedLinear';
import { readParameter } from './parameters';

export const tweedieModel = generalisedLinear('tweedie', { alpha: alphaSetting, power: { standard: 1.5, lowest: 1.01, highest: 1.99, tune: { from: 1.05, to: 1.95 } } }, (parameters) => readParameter(parameters, 'power'));
