/** No value looks cut off by a database: texts of 255 characters, whole numbers at the end of a type's range (frictionless-py 5.19, truncated-value). */
import { structureCheckMessages as words } from '@shared/messages/structureChecks';
import { isText } from '@engine/datasets';
import { defineCheck, noArguments, only } from './checkDefinition';
import { isMissing } from './sqlValues';

const cutLength = 255;
const rangeEnds = [2 ** 64, 2 ** 63, 2 ** 32 - 1, 2 ** 31 - 1, 2 ** 21, 2 ** 16 - 1, 2 ** 15 - 1];

export const whole = defineCheck({
  kind: 'whole',
  title: words.titles.whole,
  group: 'text',
  scope: 'column',
  rows: true,
  types: ['integer', 'decimal', 'category', 'text', 'id'],
  args: noArguments,
  rule: () => words.rules.whole,
  plan(_, context) {
    const column = only(context);
    const failing = isText(column.type) ? `length(${column.field}) = ${cutLength}` : `${column.field}::double in (${rangeEnds.map((end) => `${end}::double`).join(', ')})`;
    return { by: 'rows', failing, missing: isMissing(column) };
  },
});
