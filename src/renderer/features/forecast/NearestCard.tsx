/** What really sold: past rows most like this product. */
import type { Form } from '@shared/areas/forecasting';
import { formatAddress } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Card, DataTable, decimalsOfColumn, ErrorPanel, formatCell, formatPercent, Link, Skeleton, type DataColumn } from '@renderer/ui';
import { toTable, type Values } from './formValues';
import { forecastMessages as words } from './messages';
import { formatStep } from './units';
import styles from './WhatIf.module.css';

interface NearestCardProps {
  readonly form: Form;
  readonly model: string;
  readonly values: Values;
  /** Shown beside what sold. */
  readonly column: string;
}

export function NearestCard({ form, model, values, column }: NearestCardProps) {
  const nearest = useQuery('forecasting.nearest', { model, table: toTable(form, [values]), count: 6 }, { keepPrevious: true });
  const rows = nearest.data ?? [];
  type Row = (typeof rows)[number];
  const offered = rows[0]?.cells ?? [];
  const beside = offered.find((cell) => cell.column === column)?.column ?? null;
  const cellOf = (row: Row): Row['cells'][number]['value'] => row.cells.find((cell) => cell.column === beside)?.value ?? null;
  const decimals = decimalsOfColumn(rows.map(cellOf));
  const columns: readonly DataColumn<Row>[] = [
    { key: 'title', header: 'Product', cell: (row) => <span className={`${styles.product} ${beside === null ? styles.wideProduct : ''}`} title={`${row.title}, row ${row.row}${row.differs.length === 0 ? '' : `; ${words.whatIf.differsIn} ${row.differs.map((cell) => `${cell.column} ${formatCell(cell.value)}`).join(', ')}`}`}>{row.title}</span> },
    ...(beside !== null ? [{ key: 'column', header: <span className={styles.beside} title={beside}>{beside}</span>, numeric: true, cell: (row: Row) => formatCell(cellOf(row), undefined, decimals) }] : []),
    { key: 'distance', header: <span title={words.whatIf.apartNote}>{words.whatIf.apart}</span>, numeric: true, cell: (row) => <span title={row.differs.map((cell) => cell.column).join(', ')}>{formatPercent(row.distance, 0)}</span> },
    { key: 'actual', header: form.target, numeric: true, cell: (row) => <b className={styles.strong}>{formatStep(row.actual, form.steps)}</b> },
  ];
  return (
    <Card flush title={words.whatIf.nearest} note={words.whatIf.nearestNote} actions={<Link to={formatAddress('data', [form.snapshotId])}>{words.whatIf.openRows}</Link>}>
      {nearest.error !== null ? <ErrorPanel error={nearest.error} onRetry={nearest.reload} /> : nearest.data ? <DataTable label={words.whatIf.nearest} columns={columns} rows={rows} rowKey={(row) => String(row.row)} rowHeight={33} /> : <Skeleton height={232} />}
    </Card>
  );
}
