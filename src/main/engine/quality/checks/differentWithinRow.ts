/** The columns of one row hold different values. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { textExpression } from '@engine/datasets';
import { defineCheck } from './checkDefinition';
import { ignoreField } from './ignoreField';
import { ignored, ignoreSchema, isNumeric } from './sqlValues';

export const differentWithinRow = defineCheck({
  kind: 'different-within-row',
  title: checkMessages.titles.differentWithinRow,
  group: 'uniqueness',
  scope: 'columns',
  rows: true,
  args: z.strictObject({ ignore: ignoreSchema.default('all') }),
  fields: [ignoreField],
  rule: () => checkMessages.rules.differentWithinRow,
  plan({ ignore }, { columns }) {
    const same = columns.flatMap((a, i) =>
      columns.slice(i + 1).map((b) => (isNumeric(a) === isNumeric(b) && (isNumeric(a) || a.type === b.type) ? `${a.field} is not distinct from ${b.field}` : `${textExpression(a)} is not distinct from ${textExpression(b)}`)),
    );
    return { by: 'rows', failing: same.join(' or ') || 'false', missing: ignored(columns, ignore) };
  },
});
