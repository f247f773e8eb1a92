/** Whole numbers that count up by one from row to row (frictionless-py 5.19, sequential-value: the row after the break fails, and counting goes on from it). */
import { structureCheckMessages as words } from '@shared/messages/structureChecks';
import { defineCheck, noArguments, only } from './checkDefinition';
import { isMissing } from './sqlValues';

export const sequential = defineCheck({
  kind: 'sequential',
  title: words.titles.sequential,
  group: 'numbers',
  scope: 'column',
  rows: true,
  types: ['integer'],
  args: noArguments,
  rule: () => words.rules.sequential,
  plan(_, context) {
    const column = only(context);
    const { field } = column;
    return { by: 'rows', failing: `row in (select row from (select row, ${field} as value, lag(${field}) over (order by row) as before from ${context.from} where ${field} is not null) where value <> before + 1)`, missing: isMissing(column) };
  },
});
