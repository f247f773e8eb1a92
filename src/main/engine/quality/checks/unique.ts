/** No value occurs twice. Every row of a repeated value fails, as in Pandera's report_duplicates="all". */
import { qualityMessages } from '@shared/messages/quality';
import { alwaysValid, type CheckDefinition } from './checkDefinition';

export const unique: CheckDefinition<'unique'> = {
  kind: 'unique',
  assertValid: alwaysValid,
  failing: (_, { field }, { source }) => `${field} in (select ${field} from ${source} where ${field} is not null group by ${field} having count(*) > 1)`,
  rule: () => qualityMessages.rules.unique,
  observed: () => null,
};
