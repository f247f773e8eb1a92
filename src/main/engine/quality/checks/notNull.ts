/** No cell is missing. */
import { qualityMessages } from '@shared/messages/quality';
import { alwaysValid, type CheckDefinition } from './checkDefinition';

export const notNull: CheckDefinition<'not-null'> = {
  kind: 'not-null',
  assertValid: alwaysValid,
  failing: (_, { field }) => `${field} is null`,
  rule: () => qualityMessages.rules.notNull,
  observed: () => null,
};
