/** The number of different values lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { anyType } from './checkDefinition';
import { figureBetween } from './figureBetween';

export const distinctCount = figureBetween({
  kind: 'distinct-count',
  group: 'uniqueness',
  types: anyType,
  name: checkMessages.figures.distinctCount,
  aggregate: ({ field }) => `count(distinct ${field})`,
});
