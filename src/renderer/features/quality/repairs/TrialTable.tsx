/** The first cells that a repair changes, and the first rows that it sets aside. */
import type { Cell } from '@shared/areas/common';
import type { RepairTrial } from '@shared/areas/qualityRepairs';
import { DataTable, formatCell, formatInteger, Tag, type DataColumn } from '../../../ui';
import { repairWords as words } from './messages';

interface Line {
  readonly key: string;
  readonly row: number;
  readonly line: number;
  readonly column: string | null;
  readonly before: Cell;
  readonly after: Cell;
}

const columns: readonly DataColumn<Line>[] = [
  { key: 'row', header: words.columns.row, numeric: true, width: 64, cell: ({ row }) => formatInteger(row) },
  { key: 'line', header: words.columns.line, numeric: true, width: 64, cell: ({ line }) => formatInteger(line) },
  { key: 'column', header: words.columns.column, cell: ({ column }) => column ?? '' },
  { key: 'before', header: words.columns.before, cell: ({ column, before }) => (column === null ? '' : shown(before)) },
  { key: 'after', header: words.columns.after, cell: ({ column, after }) => (column === null ? <Tag tone="attention">{words.setAside}</Tag> : shown(after)) },
];

/** With them the dialog stays within a small window. */
const linesShown = 8;

export function TrialTable({ trial }: { readonly trial: RepairTrial }) {
  const lines = trial.examples.flatMap(({ row, line, cells, setAside }): Line[] =>
    setAside ? [{ key: `${row}`, row, line, column: null, before: null, after: null }] : cells.map((cell) => ({ key: `${row} ${cell.column}`, row, line, ...cell })),
  );
  if (lines.length === 0) return null;
  return <DataTable label={words.preview} columns={columns} rows={lines.slice(0, linesShown)} rowKey={({ key }) => key} rowHeight={30} />;
}

function shown(cell: Cell): string {
  return cell === null ? words.missing : formatCell(cell);
}
