/** How a column was measured: the method in words, its formula and threshold; or every method that fits, side by side. */
import { useState } from 'react';
import type { ColumnDrift, DriftReport, MethodComparison } from '@shared/areas/monitoring';
import { driftMethodWords } from '@shared/messages/monitoring';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, ErrorPanel, formatNumber, Hint, Skeleton, Tag } from '@renderer/ui';
import { scoreText } from './driftStrength';
import styles from './Monitor.module.css';
import { monitorMessages as words } from './messages';

const panel = words.panel;

export function MeasureCard({ report, column }: { readonly report: DriftReport; readonly column: ColumnDrift }) {
  const [all, setAll] = useState(false);
  const canCompare = column.method !== null && column.column !== 'prediction';
  return (
    <Card title={panel.measured} actions={canCompare && <button type="button" className={styles.link} onClick={() => setAll(!all)}>{all ? panel.methodOnly : panel.sideBySide}</button>}>
      {all ? <SideBySide report={report} column={column} /> : <OneMethod column={column} />}
      {column.notes.map((note) => <p key={note} className={styles.noteLine}>{note}</p>)}
    </Card>
  );
}

function OneMethod({ column }: { readonly column: ColumnDrift }) {
  if (column.method === null || column.threshold === null) return <p className={styles.sentence}>{column.reason}</p>;
  const { name, says, formula } = driftMethodWords[column.method];
  return (
    <>
      <p className={styles.sentence}><b>{name}.</b> {says} {panel.alertFrom(formatNumber(column.threshold), column.measure === 'p-value')}</p>
      <p className={styles.formula}>{formula}</p>
      <p className={styles.noteLine}>{panel.legend}</p>
      {column.adjusted !== null && <p className={styles.noteLine}>{panel.adjusted(formatNumber(column.adjusted, 3))}</p>}
    </>
  );
}

function SideBySide({ report, column }: { readonly report: DriftReport; readonly column: ColumnDrift }) {
  const methods = useQuery('monitoring.methods', { referenceId: report.reference.snapshotId, currentId: report.current.snapshotId, column: column.column, type: column.type ?? undefined });
  if (methods.error !== null) return <ErrorPanel error={methods.error} />;
  if (!methods.data) return <Skeleton height={220} />;
  return (
    <DataTable<MethodComparison>
      label={panel.sideBySide}
      rowHeight={28}
      rows={methods.data}
      rowKey={({ method }) => method}
      columns={[
        { key: 'method', header: words.table.method, cell: (row) => <Hint hint={driftMethodWords[row.method].says}>{driftMethodWords[row.method].name}{row.isDefault ? ` (${panel.usual})` : ''}</Hint> },
        { key: 'score', header: words.table.score, numeric: true, cell: (row) => (row.score === null ? <Hint hint={row.reason ?? undefined}>{panel.noScore}</Hint> : scoreText(row)) },
        { key: 'verdict', header: '', cell: (row) => (row.drifted === true ? <Tag tone="attention">{words.titles.columns}</Tag> : '') },
      ]}
    />
  );
}
