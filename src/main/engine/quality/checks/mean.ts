/** The mean lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { numberTypes } from './checkDefinition';
import { figureBetween } from './figureBetween';
import { numberOf } from './sqlValues';

export const mean = figureBetween({ kind: 'mean', group: 'figures', types: numberTypes, name: checkMessages.figures.mean, aggregate: (column) => `avg(${numberOf(column)})` });
