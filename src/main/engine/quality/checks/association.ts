/** Two columns tell little of each other: Cramer's phi of their groups stays small. Numbers fall into intervals, rare values go together, missing cells make a group. */
import { z } from 'zod';
import { distributionMessages as words } from '@shared/messages/distributionChecks';
import { toCell, wireExpression, type TableColumn } from '@engine/datasets';
import { cramersPhi } from '../statistics/association';
import { groupNumbers, groupValues, type Grouping } from '../statistics/groups';
import type { Scalar } from '../statistics/valueCounts';
import { bothOf, defineCheck, type CheckContext } from './checkDefinition';
import { asScalar, countValues } from './countedValues';
import { isNumeric, valuesSchema } from './sqlValues';

const groupsSchema = z.number().int().min(1).max(1000).default(10);
/** Edges for numbers, lists of values that belong together for others. */
const binsSchema = z.union([z.array(z.number()).min(2), z.array(valuesSchema).min(1)]).nullable().default(null);
type Bins = z.output<typeof binsSchema>;

export const association = defineCheck({
  kind: 'association',
  title: words.titles.association,
  group: 'distribution',
  scope: 'pair',
  rows: false,
  args: z.strictObject({ most: z.number().min(0).default(0.1), firstGroups: groupsSchema, secondGroups: groupsSchema, firstBins: binsSchema, secondBins: binsSchema }),
  fields: [
    { name: 'most', label: words.fields.mostPhi, input: 'number', optional: true },
    { name: 'firstGroups', label: words.fields.firstGroups, input: 'count', optional: true },
    { name: 'secondGroups', label: words.fields.secondGroups, input: 'count', optional: true },
  ],
  rule: ({ most }) => words.rules.association(most),
  plan({ most, firstGroups, secondGroups, firstBins, secondBins }, context) {
    const [first, second] = bothOf(context);
    return {
      by: 'query',
      async run() {
        const [groupFirst, groupSecond] = [await grouping(context, first, firstGroups, firstBins), await grouping(context, second, secondGroups, secondBins)];
        const { rows } = await context.ask(`select ${wireExpression({ ...first, field: 'a' })}, ${wireExpression({ ...second, field: 'b' })}, n from (select ${first.field} as a, ${second.field} as b, count(*) as n from ${context.from} group by 1, 2)`);
        const phi = cramersPhi(countTable(rows.map(([a, b, count]) => [groupFirst(scalarOf(first, toCell(a ?? null))), groupSecond(scalarOf(second, toCell(b ?? null))), Number(count)])));
        const figure = Number.isNaN(phi) ? null : phi;
        return { success: phi <= most, observed: words.observed.phi(figure), figure };
      },
    };
  },
});

function scalarOf(column: TableColumn, cell: Scalar | null): Scalar | null {
  return cell === null ? null : asScalar(column, cell);
}

async function grouping(context: CheckContext, column: TableColumn, groups: number, bins: Bins): Promise<Grouping> {
  const counts = await countValues(context, column);
  if (isNumeric(column)) return groupNumbers(counts.map(({ value }) => Number(value)), groups, bins?.every((bin) => typeof bin === 'number') ? bins : null);
  return groupValues(counts, groups, bins?.every((bin) => typeof bin !== 'number') ? bins : null);
}

/** Rows and columns in the order their groups turn up. */
function countTable(counts: readonly (readonly [string, string, number])[]): number[][] {
  const rows = [...new Set(counts.map(([first]) => first))];
  const columns = [...new Set(counts.map(([, second]) => second))];
  const table = rows.map(() => columns.map(() => 0));
  for (const [first, second, count] of counts) table[rows.indexOf(first)]![columns.indexOf(second)]! += count;
  return table;
}
