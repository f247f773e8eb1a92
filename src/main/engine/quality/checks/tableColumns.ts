/** Which columns there are, and in what order. */
import { z } from 'zod';
import { mostColumns } from '@shared/areas/common';
import { checkMessages } from '@shared/messages/checks';
import { defineCheck, type Judgement } from './checkDefinition';

const namesSchema = z.array(z.string()).max(mostColumns);
const namesField = { name: 'columns', label: checkMessages.fields.columnNames, input: 'values', optional: false } as const;

export const columnExists = defineCheck({
  kind: 'column-exists',
  title: checkMessages.titles.columnExists,
  group: 'table',
  scope: 'table',
  rows: false,
  args: z.strictObject({ name: z.string().min(1), position: z.number().int().min(1).optional() }),
  fields: [
    { name: 'name', label: checkMessages.fields.columnName, input: 'text', optional: false },
    { name: 'position', label: checkMessages.fields.position, input: 'count', optional: true },
  ],
  rule: ({ name, position }) => checkMessages.rules.columnExists(name, position ?? null),
  plan({ name, position }, { table }) {
    const at = table.columns.findIndex((column) => column.name === name) + 1;
    const success = at > 0 && (position === undefined || at === position);
    return told({ success, observed: at === 0 ? checkMessages.absentColumn(name) : checkMessages.observed.position(name, at) });
  },
});

export const columnsAre = defineCheck({
  kind: 'columns-are',
  title: checkMessages.titles.columnsAre,
  group: 'table',
  scope: 'table',
  rows: false,
  args: z.strictObject({ columns: namesSchema, others: z.boolean().default(false), absent: z.boolean().default(false) }),
  fields: [namesField, { name: 'others', label: checkMessages.fields.others, input: 'flag', optional: true }, { name: 'absent', label: checkMessages.fields.absent, input: 'flag', optional: true }],
  rule: ({ columns, others }) => checkMessages.rules.columnsAre(columns, others),
  plan({ columns, others, absent }, { table }) {
    const names = table.columns.map(({ name }) => name);
    const [unexpected, missing] = [names.filter((name) => !columns.includes(name)), columns.filter((name) => !names.includes(name))];
    const success = (others || unexpected.length === 0) && (absent || missing.length === 0);
    return told({ success, observed: checkMessages.observed.columns(unexpected, missing), found: { names, unexpected, missing } });
  },
});

export const columnsOrdered = defineCheck({
  kind: 'columns-ordered',
  title: checkMessages.titles.columnsOrdered,
  group: 'table',
  scope: 'table',
  rows: false,
  args: z.strictObject({ columns: namesSchema, others: z.boolean().default(false) }),
  fields: [namesField, { name: 'others', label: checkMessages.fields.others, input: 'flag', optional: true }],
  rule: ({ columns, others }) => checkMessages.rules.columnsOrdered(columns, others),
  plan({ columns, others }, { table }) {
    const names = table.columns.map(({ name }) => name);
    const seen = others ? names.filter((name) => columns.includes(name)) : names;
    const wanted = others ? columns.filter((name) => names.includes(name)) : columns;
    const wrong = Math.max(seen.length, wanted.length) === 0 ? -1 : Array.from({ length: Math.max(seen.length, wanted.length) }, (_, i) => i).findIndex((i) => seen[i] !== wanted[i]);
    return told({ success: wrong === -1, observed: wrong === -1 ? checkMessages.observed.inOrder : checkMessages.observed.outOfOrder(wrong + 1, seen[wrong] ?? null, wanted[wrong] ?? null), found: names });
  },
});

/** What the names alone decide. */
function told(judgement: Judgement): { readonly by: 'figures'; readonly select: readonly string[]; judge: () => Judgement } {
  return { by: 'figures', select: [], judge: () => judgement };
}
