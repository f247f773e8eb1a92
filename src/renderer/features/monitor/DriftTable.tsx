/** Every column by how far it moved, each row ending in what it means for sales. */
import { useMemo, useState } from 'react';
import type { ColumnDrift, DriftReport } from '@shared/areas/monitoring';
import { driftMethodWords } from '@shared/messages/monitoring';
import { OverlaidBins, SidesLegend } from '@renderer/charts/OverlaidBins';
import { Card, DataTable, formatCount, Hint, type DataColumn } from '@renderer/ui';
import { byStrength, scoreText } from './driftStrength';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';
import { StrengthBar } from './StrengthBar';

interface DriftTableProps {
  readonly report: DriftReport;
  readonly selected: string | null;
  readonly onSelect: (column: string) => void;
}

/** Columns the champion does not read fade, save the target. */
export function isFaded(report: DriftReport, column: ColumnDrift): boolean {
  return column.method === null || (report.model !== null && !column.used && column.column !== report.model.target && column.column !== 'prediction');
}

export function DriftTable({ report, selected, onSelect }: DriftTableProps) {
  const [showAll, setShowAll] = useState(false);
  const rows = useMemo(() => [...report.columns, ...(report.prediction ? [report.prediction] : [])].sort(byStrength), [report]);
  const compared = rows.filter(({ method }) => method !== null);
  const left = rows.length - compared.length;
  const columns: readonly DataColumn<ColumnDrift>[] = [
    { key: 'column', header: words.table.column, width: '21%', cell: (row) => <NameCell row={row} report={report} /> },
    { key: 'picture', header: <SidesLegend reference={`v${report.reference.number}`} current={words.table.now} />, width: 108, cell: (row) => <OverlaidBins label={words.overlaid(row.column)} bins={row.bins} /> },
    { key: 'method', header: words.table.method, width: 62, cell: (row) => (row.method === null ? '' : <Hint hint={`${driftMethodWords[row.method].name}. ${driftMethodWords[row.method].says}`}>{driftMethodWords[row.method].short}</Hint>) },
    { key: 'score', header: words.table.score, hint: words.table.scoreHint, numeric: true, width: 66, cell: (row) => <span className={row.drifted ? styles.strong : undefined}>{scoreText(row)}</span> },
    { key: 'threshold', header: words.table.threshold, hint: words.table.thresholdHint, width: 124, cell: (row) => <StrengthBar column={row} faded={isFaded(report, row)} /> },
    { key: 'meaning', header: words.table.meaning, wrap: true, cell: (row) => row.reason ?? row.meaning },
  ];
  return (
    <Card flush label={words.table.label} className={styles.list}>
      <DataTable label={words.table.label} columns={columns} rows={showAll ? rows : compared} rowKey={({ column }) => column} selectedKey={selected} onSelect={(row) => onSelect(row.column)} faded={(row) => isFaded(report, row)} rowHeight={42} />
      {left > 0 && <button type="button" className={styles.more} aria-expanded={showAll} onClick={() => setShowAll(!showAll)}>{words.table.notCompared(formatCount(left, 'column'))}</button>}
    </Card>
  );
}

function NameCell({ row, report }: { readonly row: ColumnDrift; readonly report: DriftReport }) {
  return (
    <span className={isFaded(report, row) ? undefined : styles.name}>
      {row.column}
      {row.column === report.model?.target && <span className={styles.role}> {words.table.target}</span>}
    </span>
  );
}
