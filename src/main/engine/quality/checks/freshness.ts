/** The newest day of a column is not too long ago, and not in the future. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, only } from './checkDefinition';
import { isMissing } from './sqlValues';

const dayMs = 86_400_000;
const units = { hours: dayMs / 24, days: dayMs, weeks: 7 * dayMs } as const;

export const freshness = defineCheck({
  kind: 'freshness',
  title: checkMessages.titles.freshness,
  group: 'arrival',
  scope: 'column',
  rows: false,
  types: ['date', 'datetime'],
  args: z.strictObject({ within: z.number().positive().max(100_000), unit: z.enum(['hours', 'days', 'weeks']).default('days') }),
  fields: [
    { name: 'within', label: checkMessages.fields.within, input: 'number', optional: false },
    { name: 'unit', label: checkMessages.fields.unit, input: 'choice', optional: true, choices: (['hours', 'days', 'weeks'] as const).map((value) => ({ value, label: checkMessages.units[value] })) },
  ],
  rule: ({ within, unit }) => checkMessages.rules.freshness(within, checkMessages.units[unit]),
  plan({ within, unit }, context) {
    const column = only(context);
    return {
      by: 'figures',
      select: [`epoch_ms(max(try_cast(${column.field} as timestamp)))`],
      missing: isMissing(column),
      judge([newest]) {
        if (newest === null || newest === undefined) return { success: false, observed: checkMessages.observed.noDay, figure: null };
        const age = (context.now - Number(newest)) / units[unit];
        // A day stands for all of its hours, in every time zone.
        return { success: age <= within && age >= -dayMs / units[unit], observed: checkMessages.observed.age(age, checkMessages.units[unit], new Date(Number(newest)).toISOString().slice(0, 16).replace('T', ' ')), figure: age };
      },
    };
  },
});
