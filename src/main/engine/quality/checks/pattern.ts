/** The whole text matches a regular expression in RE2 syntax, whose time is linear, so that no pattern can hang. */
import { qualityMessages } from '@shared/messages/quality';
import { textExpression } from '@engine/datasets';
import { alwaysValid, type CheckDefinition } from './checkDefinition';
import { literal } from '../../storage/tableSession';

export const pattern: CheckDefinition<'pattern'> = {
  kind: 'pattern',
  // DuckDB knows RE2 best: `assertPatterns` asks it before the check runs.
  assertValid: alwaysValid,
  failing: (check, column) => `not regexp_full_match(${textExpression(column)}, ${literal(check.pattern)})`,
  rule: (check) => qualityMessages.rules.pattern(check.pattern),
  observed: () => null,
};
