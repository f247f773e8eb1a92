/** The columns of a snapshot, one a row: type, role, when it is known, shape, gaps. */
import { useMemo } from 'react';
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { ColumnProfile, Profile } from '@shared/areas/quality';
import { Card, DataTable, formatInteger, formatPercent, Tag, typeWords, type DataColumn } from '../../ui';
import { ColumnShape } from './columnShape';
import styles from './Data.module.css';
import { KnownDot } from './KnownDot';
import { dataMessages, knownWhenWords, roleWords } from './messages';

interface ColumnsTableProps {
  readonly snapshot: Snapshot;
  readonly profile: Profile | undefined;
  readonly selected: string | null;
  readonly onSelect: (column: string) => void;
}

export function ColumnsTable({ snapshot, profile, selected, onSelect }: ColumnsTableProps) {
  const profiles = useMemo(() => new Map(profile?.columns.map((column) => [column.name, column])), [profile]);
  const columns: readonly DataColumn<Column>[] = [
    { key: 'name', header: dataMessages.words.column, value: (column) => column.name, cell: (column) => <b className={styles.columnName}>{column.name}</b> },
    { key: 'type', header: dataMessages.words.type, value: (column) => column.type, cell: (column) => typeWords[column.type] },
    { key: 'role', header: dataMessages.words.role, value: (column) => column.role, cell: (column) => (column.role === 'target' ? <Tag tone="accent">target</Tag> : roleWords[column.role]) },
    { key: 'known', header: dataMessages.words.knownWhen, value: (column) => column.knownWhen, cell: (column) => <span className={styles.known}><KnownDot knownWhen={column.knownWhen} />{knownWhenWords[column.knownWhen]}</span> },
    { key: 'shape', header: dataMessages.words.values, cell: (column) => <Shape column={column} profile={profiles.get(column.name)} waiting={profile === undefined} /> },
    { key: 'distinct', header: dataMessages.words.distinct, numeric: true, value: (column) => column.distinct, cell: (column) => formatInteger(column.distinct) },
    { key: 'nulls', header: dataMessages.words.empty, numeric: true, value: (column) => column.nulls, cell: (column) => (column.nulls === 0 ? '0' : <span title={formatPercent(column.nulls / Math.max(1, snapshot.rows))}>{formatInteger(column.nulls)}</span>) },
    { key: 'evidence', header: dataMessages.words.evidence, cell: (column) => <span className={styles.evidence} title={column.evidence}>{column.evidence}</span> },
  ];
  return (
    <Card flush label={dataMessages.columns} className={styles.gridCard}>
      <DataTable label={`Columns of ${snapshot.datasetName}`} columns={selected === null ? columns : columns.filter((column) => column.key !== 'evidence')} rows={snapshot.columns} rowKey={(column) => column.name} selectedKey={selected} onSelect={(column) => onSelect(column.name)} faded={(column) => column.role === 'ignore'} rowHeight={38} />
    </Card>
  );
}

function Shape({ column, profile, waiting }: { readonly column: Column; readonly profile: ColumnProfile | undefined; readonly waiting: boolean }) {
  if (waiting) return <span className={styles.shapeWaiting} />;
  return <ColumnShape profile={profile} faded={column.role === 'ignore'} />;
}
