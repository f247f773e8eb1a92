/** Text begins or ends with a given text, letter for letter. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { textExpression } from '@engine/datasets';
import { literal } from '../../storage/tableSession';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { isMissing } from './sqlValues';

export const startsWith = affix('starts-with', checkMessages.titles.startsWith, checkMessages.rules.startsWith, 'starts_with');
export const endsWith = affix('ends-with', checkMessages.titles.endsWith, checkMessages.rules.endsWith, 'ends_with');

function affix(kind: string, title: string, rule: (text: string) => string, holds: string): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'text',
    scope: 'column',
    rows: true,
    args: z.strictObject({ text: z.string().max(2000) }),
    fields: [{ name: 'text', label: checkMessages.fields.text, input: 'text', optional: false }],
    rule: ({ text }) => rule(text),
    plan({ text }, context) {
      const column = only(context);
      return { by: 'rows', failing: `not ${holds}(${textExpression(column)}, ${literal(text)})`, missing: isMissing(column) };
    },
  });
}
