/** Poisson regression: the logarithm of the mean number sold is a straight line, and the spread grows with the mean. */
import { alphaSetting, generalisedLinear } from './generalisedLinear';

export const poissonModel = generalisedLinear('poisson', { alpha: alphaSetting }, () => 1);
