/** Two columns of one row: equal, one greater than the other, or a pair of a set. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { textExpression, type TableColumn } from '@engine/datasets';
import { bothOf, defineCheck } from './checkDefinition';
import { ignoreField } from './ignoreField';
import { ignored, ignoreSchema, inSet, isNumeric, numberOf, valueSchema } from './sqlValues';

const ignoreArgument = { ignore: ignoreSchema.default('any') };

export const pairEqual = defineCheck({
  kind: 'pair-equal',
  title: checkMessages.titles.pairEqual,
  group: 'several',
  scope: 'pair',
  rows: true,
  args: z.strictObject(ignoreArgument),
  fields: [ignoreField],
  rule: (_, check) => checkMessages.rules.pairEqual(check.columns ?? []),
  plan({ ignore }, context) {
    const [a, b] = comparable(...bothOf(context));
    return { by: 'rows', failing: `(${a} = ${b}) is not true`, missing: ignored(context.columns, ignore) };
  },
});

export const pairGreater = defineCheck({
  kind: 'pair-greater',
  title: checkMessages.titles.pairGreater,
  group: 'several',
  scope: 'pair',
  rows: true,
  args: z.strictObject({ ...ignoreArgument, orEqual: z.boolean().default(false) }),
  fields: [{ name: 'orEqual', label: checkMessages.fields.orEqual, input: 'flag', optional: true }, ignoreField],
  rule: ({ orEqual }, check) => checkMessages.rules.pairGreater(check.columns ?? [], orEqual),
  plan({ ignore, orEqual }, context) {
    const [a, b] = comparable(...bothOf(context));
    return { by: 'rows', failing: `(${a} ${orEqual ? '>=' : '>'} ${b}) is not true`, missing: ignored(context.columns, ignore) };
  },
});

const pairSchema = z.tuple([valueSchema.nullable(), valueSchema.nullable()]);

export const pairsInSet = defineCheck({
  kind: 'pairs-in-set',
  title: checkMessages.titles.pairsInSet,
  group: 'several',
  scope: 'pair',
  rows: true,
  args: z.strictObject({ ...ignoreArgument, pairs: z.array(pairSchema).min(1).max(10_000) }),
  fields: [{ name: 'pairs', label: checkMessages.fields.pairs, input: 'document', optional: false }, ignoreField],
  rule: ({ pairs }, check) => checkMessages.rules.pairsInSet(check.columns ?? [], pairs.length),
  plan({ ignore, pairs }, context) {
    const [a, b] = bothOf(context);
    const within = pairs.map(([left, right]) => `(${sameAs(a, left)} and ${sameAs(b, right)})`).join(' or ');
    return { by: 'rows', failing: `not (${within})`, missing: ignored(context.columns, ignore) };
  },
});

function sameAs(column: TableColumn, value: string | number | boolean | null): string {
  return value === null ? `${column.field} is null` : `coalesce(${inSet(column, [value])}, false)`;
}

/** Numbers with numbers, days with days; else as text, or as numbers where one side holds them. */
function comparable(a: TableColumn, b: TableColumn): readonly [string, string] {
  const times = [a, b].every(({ type }) => type === 'date' || type === 'datetime');
  if (a.type === b.type || times) return [a.field, b.field];
  if (isNumeric(a) || isNumeric(b)) return [numberOf(a), numberOf(b)];
  return [textExpression(a), textExpression(b)];
}
