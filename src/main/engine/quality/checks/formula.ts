/** A formula over the columns of a row is true. Rows where it cannot be told, for a missing cell, are left out. */
import { z } from 'zod';
import { expressionColumns } from '@shared/expressions';
import { checkMessages } from '@shared/messages/checks';
import { formulaPatterns, formulaSql, readFormula } from '../expressions';
import { defineCheck } from './checkDefinition';

export const formula = defineCheck({
  kind: 'formula',
  title: checkMessages.titles.formula,
  group: 'several',
  scope: 'table',
  rows: true,
  args: z.strictObject({ formula: z.string().min(1).max(4000) }),
  fields: [{ name: 'formula', label: checkMessages.fields.formula, input: 'formula', optional: false }],
  patterns: (args) => formulaPatterns(args.formula),
  rule: (args) => checkMessages.rules.formula(args.formula),
  plan(args, { table }) {
    const holds = formulaSql(args.formula, table.columns, 'unknown');
    const named = new Set(expressionColumns(readFormula(args.formula)));
    return { by: 'rows', failing: `not (${holds})`, missing: `(${holds}) is null`, shows: table.columns.filter(({ name }) => named.has(name)) };
  },
});
