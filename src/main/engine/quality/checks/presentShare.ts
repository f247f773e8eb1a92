/** The share of cells that are there lies between two bounds. */
import { checkMessages } from '@shared/messages/checks';
import { anyType } from './checkDefinition';
import { figureBetween } from './figureBetween';

export const presentShare = figureBetween({
  kind: 'present-share',
  group: 'completeness',
  types: anyType,
  name: checkMessages.figures.presentShare,
  aggregate: ({ field }) => `count(${field}) / nullif(count(*), 0)`,
});
