/** The number of different values over the number of values lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { anyType } from './checkDefinition';
import { figureBetween } from './figureBetween';

export const distinctShare = figureBetween({
  kind: 'distinct-share',
  group: 'uniqueness',
  types: anyType,
  name: checkMessages.figures.distinctShare,
  aggregate: ({ field }) => `count(distinct ${field}) / nullif(count(${field}), 0)`,
});
