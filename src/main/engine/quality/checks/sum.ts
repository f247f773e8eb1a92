/** The sum lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { numberTypes } from './checkDefinition';
import { figureBetween } from './figureBetween';
import { numberOf } from './sqlValues';

export const sum = figureBetween({ kind: 'sum', group: 'figures', types: numberTypes, name: checkMessages.figures.sum, aggregate: (column) => `sum(${numberOf(column)})` });
