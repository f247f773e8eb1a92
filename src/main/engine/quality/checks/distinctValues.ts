/** The different values of a column beside a set: all within it, all of it there, or both. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { toCell, wireExpression } from '@engine/datasets';
import { defineCheck, only, type CheckDefinition } from './checkDefinition';
import { inSet, isMissing, valueLiteral, valuesSchema } from './sqlValues';

export const distinctInSet = distinctValues('distinct-in-set', checkMessages.titles.distinctInSet, checkMessages.rules.distinctInSet, (others) => others === 0);
export const distinctContains = distinctValues('distinct-contains', checkMessages.titles.distinctContains, checkMessages.rules.distinctContains, (_, absent) => absent === 0);
export const distinctEquals = distinctValues('distinct-equals', checkMessages.titles.distinctEquals, checkMessages.rules.distinctEquals, (others, absent) => others === 0 && absent === 0);

/** Different values told in full; of more only the count. */
const mostTold = 1000;

function distinctValues(kind: string, title: string, rule: (values: readonly string[]) => string, holds: (others: number, absent: number) => boolean): CheckDefinition {
  return defineCheck({
    kind,
    title,
    group: 'sets',
    scope: 'column',
    rows: false,
    args: z.strictObject({ values: valuesSchema }),
    fields: [{ name: 'values', label: checkMessages.fields.values, input: 'values', optional: false }],
    rule: ({ values }) => rule(values.map(String)),
    plan({ values }, context) {
      const column = only(context);
      return {
        by: 'query',
        missing: isMissing(column),
        async run() {
          const grouped = `select ${column.field} as value, count(*) as n from ${context.from} where ${column.field} is not null group by 1`;
          // What is beyond the set comes first, so that the limit never hides it.
          const { rows } = await context.ask(`select ${wireExpression({ ...column, field: 'value' })}, within, n, place from (select value, n, row_number() over (order by value) as place, ${inSet({ ...column, field: 'value' }, values)} as within from (${grouped})) order by within, place limit ${mostTold}`);
          const counts = await context.ask(`select count(distinct ${column.field}), count(distinct ${column.field}) filter (where ${inSet(column, values)}) from ${context.from}`);
          const [different = 0, within = 0] = (counts.rows[0] ?? []).map(Number);
          const wanted = new Set(values.map((value) => asHeld(() => valueLiteral(column, value), value))).size;
          const others = rows.filter(([, inside]) => inside === false).map(([value]) => String(toCell(value ?? null)));
          return {
            success: holds(different - within, wanted - within),
            observed: checkMessages.observed.distinct(different, others.slice(0, 5), wanted - within),
            figure: different,
            found: rows.toSorted((a, b) => Number(a[3]) - Number(b[3])).map(([value, , count]) => ({ value: toCell(value ?? null), count: Number(count) })),
          };
        },
      };
    },
  });
}

/** A value that the column can never hold counts as itself. */
function asHeld(held: () => string, value: unknown): string {
  try {
    return held();
  } catch {
    return JSON.stringify(value);
  }
}
