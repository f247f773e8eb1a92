/** Relations to another dataset: values that must occur there, as many rows, the same columns. */
import { z } from 'zod';
import { checkMessages } from '@shared/messages/checks';
import { columnNamed, textExpression } from '@engine/datasets';
import { defineCheck } from './checkDefinition';
import { anyMissing, isNumeric } from './sqlValues';

const datasetField = { name: 'dataset', label: checkMessages.fields.dataset, input: 'dataset', optional: false } as const;
const datasetSchema = z.string().min(1).max(200);

export const inOtherTable = defineCheck({
  kind: 'in-other-table',
  title: checkMessages.titles.inOtherTable,
  group: 'relations',
  scope: 'columns',
  rows: true,
  args: z.strictObject({ dataset: datasetSchema, columns: z.array(z.string()).min(1).max(20).optional() }),
  fields: [datasetField, { name: 'columns', label: checkMessages.fields.otherColumns, input: 'values', optional: true, help: checkMessages.help.otherColumns }],
  rule: ({ dataset, columns }, check) => checkMessages.rules.inOtherTable(columns ?? check.columns ?? [], dataset),
  async plan(args, { columns, reference }) {
    const other = await reference(args.dataset);
    const theirs = (args.columns ?? columns.map(({ name }) => name)).map((name) => columnNamed(other, name));
    const pairs = columns.map((column, i) => {
      const match = theirs[i] ?? columnNamed(other, column.name);
      return isNumeric(column) === isNumeric(match) && (isNumeric(column) || column.type === match.type) ? [column.field, match.field] : [textExpression(column), textExpression(match)];
    });
    const [ours, others] = [pairs.map(([field]) => field).join(', '), pairs.map(([, field]) => field).join(', ')];
    return { by: 'rows', failing: `(${ours}) not in (select (${others}) from ${other.source} where not (${anyMissing(theirs)}))`, missing: anyMissing(columns) };
  },
});

export const sameRowCount = defineCheck({
  kind: 'same-row-count',
  title: checkMessages.titles.sameRowCount,
  group: 'relations',
  scope: 'table',
  rows: false,
  args: z.strictObject({ dataset: datasetSchema }),
  fields: [datasetField],
  rule: ({ dataset }) => checkMessages.rules.sameRowCount(dataset),
  async plan({ dataset }, { reference }) {
    const { rows } = await reference(dataset);
    return { by: 'figures', select: ['count(*)'], judge: ([count]) => ({ success: Number(count) === rows, observed: checkMessages.observed.rowCounts(Number(count), rows), figure: Number(count), found: { self: Number(count), other: rows } }) };
  },
});

export const sameColumns = defineCheck({
  kind: 'same-columns',
  title: checkMessages.titles.sameColumns,
  group: 'relations',
  scope: 'table',
  rows: false,
  args: z.strictObject({ dataset: datasetSchema }),
  fields: [datasetField],
  rule: ({ dataset }) => checkMessages.rules.sameColumns(dataset),
  async plan({ dataset }, { table, reference }) {
    const [names, others] = [table.columns.map(({ name }) => name), (await reference(dataset)).columns.map(({ name }) => name)];
    const [unexpected, missing] = [names.filter((name) => !others.includes(name)), others.filter((name) => !names.includes(name))];
    return { by: 'figures', select: [], judge: () => ({ success: unexpected.length + missing.length === 0, observed: checkMessages.observed.columns(unexpected, missing) }) };
  },
});
