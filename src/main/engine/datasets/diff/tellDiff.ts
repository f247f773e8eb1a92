/** The difference in sentences: the summary first, then columns, cells and what to know about the key. */
import type { Diff } from '@shared/areas/diff';
import { diffMessages } from '@shared/messages/diff';

const words = diffMessages.summary;

export function tellDiff({ before, after, key, added, removed, changed, changedCells, columns, distributions }: Omit<Diff, 'sentences'>): string[] {
  const rowsDiffer = added + removed + (changed ?? 0) > 0;
  const ofColumns = [
    ...(columns.added.length > 0 ? [words.added(columns.added)] : []),
    ...(columns.removed.length > 0 ? [words.removed(columns.removed)] : []),
    ...columns.renamed.map((renamed) => words.renamed(renamed.before, renamed.after)),
    ...columns.retyped.map((retyped) => words.retyped(retyped.column, retyped.before, retyped.after)),
    ...columns.roles.map((role) => words.role(role.column, role.before, role.after)),
    ...(columns.reordered ? [words.reordered] : []),
  ];
  const first = rowsDiffer ? words.rows(changed, added, removed) : ofColumns.length === 0 ? words.same : words.sameRows(after.rows);
  const changedColumns = distributions.filter((column) => (column.changedCells ?? 0) > 0).map(({ column }) => column);
  return [
    first,
    ...(before.rows !== after.rows ? [words.rowCount(before.rows, after.rows)] : []),
    ...(changedCells !== null && changedCells > 0 ? [words.cells(changedCells, changedColumns)] : []),
    ...ofColumns,
    ...(rowsDiffer && key.columns.length === 0 ? [words.noKey] : []),
    ...(key.repeated.before.keys > 0 ? [words.repeated('earlier', key.repeated.before.keys, key.repeated.before.rows)] : []),
    ...(key.repeated.after.keys > 0 ? [words.repeated('later', key.repeated.after.keys, key.repeated.after.rows)] : []),
  ];
}
