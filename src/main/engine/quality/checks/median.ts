/** The median lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { numberTypes } from './checkDefinition';
import { figureBetween } from './figureBetween';
import { numberOf } from './sqlValues';

export const median = figureBetween({ kind: 'median', group: 'figures', types: numberTypes, name: checkMessages.figures.median, aggregate: (column) => `median(${numberOf(column)})` });
