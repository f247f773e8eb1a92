/** Text is a date in a given format, by the rules of Python's strptime; or a date as people write it, as dateutil reads it. */
import { z } from 'zod';
import { documentMessages as words } from '@shared/messages/documentChecks';
import { textExpression } from '@engine/datasets';
import { isFormat, parseByFormat, parseFreely } from '../dateFormats';
import { defineCheck, noArguments, only, textTypes } from './checkDefinition';
import { isMissing } from './sqlValues';

export const dateFormat = defineCheck({
  kind: 'date-format',
  title: words.titles.dateFormat,
  group: 'dates',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: z.strictObject({ format: z.string().max(200).refine(isFormat, { error: words.refused.format }) }),
  fields: [{ name: 'format', label: words.fields.format, input: 'text', optional: false, help: words.help.format }],
  rule: ({ format }) => words.rules.dateFormat(format),
  plan({ format }, context) {
    const column = only(context);
    return { by: 'values', value: textExpression(column), missing: isMissing(column), holds: (text) => parseByFormat(text, format) !== null };
  },
});

export const readableDate = defineCheck({
  kind: 'readable-date',
  title: words.titles.readableDate,
  group: 'dates',
  scope: 'column',
  rows: true,
  types: textTypes,
  args: noArguments,
  rule: () => words.rules.readableDate,
  plan(_, context) {
    const column = only(context);
    const now = new Date(context.now);
    const today = { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1, day: now.getUTCDate() };
    return { by: 'values', value: textExpression(column), missing: isMissing(column), holds: (text) => parseFreely(text, today) !== null };
  },
});
