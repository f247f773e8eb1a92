/** The standard deviation of a sample (n - 1, as pandas and Great Expectations have it) lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { numberTypes } from './checkDefinition';
import { figureBetween } from './figureBetween';
import { numberOf } from './sqlValues';

export const standardDeviation = figureBetween({ kind: 'standard-deviation', group: 'figures', types: numberTypes, name: checkMessages.figures.standardDeviation, aggregate: (column) => `stddev_samp(${numberOf(column)})` });
