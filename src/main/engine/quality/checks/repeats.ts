/** Rows whose values occur again, as SQL. */
import { z } from 'zod';
import type { ArgumentField } from '@shared/areas/quality';
import { checkMessages } from '@shared/messages/checks';
import type { TableColumn } from '@engine/datasets';

const reports = ['all', 'exclude-first', 'exclude-last'] as const;
export const reportSchema = z.enum(reports).default('all');

export const reportChoices: ArgumentField = {
  name: 'report',
  label: checkMessages.fields.report,
  input: 'choice',
  optional: true,
  choices: reports.map((value) => ({ value, label: checkMessages.reports[value] })),
};

/** True for rows of a repeated value, or for all but its first or last row. Missing cells equal each other where they are not left out. */
export function repeats(columns: readonly TableColumn[], from: string, leftOut: string, report: z.output<typeof reportSchema>): string {
  const fields = columns.map(({ field }) => field).join(', ');
  const groups = `from ${from} where not (${leftOut}) group by ${fields} having count(*) > 1`;
  const [only] = columns;
  if (report === 'all' && columns.length === 1 && only) return `${only.field} in (select ${only.field} ${groups})`;
  if (report === 'all') return `row in (select unnest(list(row)) ${groups})`;
  const kept = report === 'exclude-first' ? 'min(row)' : 'max(row)';
  return `row in (select r from (select unnest(list(row)) as r, ${kept} as kept ${groups}) where r <> kept)`;
}
