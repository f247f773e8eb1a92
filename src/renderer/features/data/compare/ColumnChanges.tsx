/** Every column of both versions by how much it changed, each with its two distributions and what moved. */
import { useMemo, useState } from 'react';
import type { ColumnDifference, Diff } from '@shared/areas/diff';
import { SidesLegend } from '../../../charts/OverlaidBins';
import { Card, DataTable, formatCount, formatInteger, formatNumber, Tag, typeWords, type DataColumn } from '../../../ui';
import { byChange, isNoticeable } from './changeOrder';
import { SmallPicture } from './ColumnPicture';
import styles from './Compare.module.css';
import { compareMessages, strengthWords } from './messages';

const words = compareMessages.table;

interface ColumnChangesProps {
  readonly diff: Diff;
  readonly selected: string | null;
  readonly onSelect: (column: string) => void;
}

export function ColumnChanges({ diff, selected, onSelect }: ColumnChangesProps) {
  const [showCalm, setShowCalm] = useState(false);
  const rows = useMemo(() => [...diff.distributions].sort(byChange), [diff]);
  const changed = rows.filter(isNoticeable);
  const calm = rows.length - changed.length;
  const showAll = showCalm || changed.length === 0;
  const columns: readonly DataColumn<ColumnDifference>[] = [
    { key: 'column', header: words.column, width: '24%', cell: (row) => <NameCell row={row} /> },
    { key: 'picture', header: <SidesLegend reference={versionText(diff.before)} current={versionText(diff.after)} />, width: 112, cell: (row) => <SmallPicture column={row} /> },
    { key: 'cells', header: words.cells, hint: words.cellsHint, numeric: true, width: 72, cell: (row) => formatInteger(row.changedCells) },
    { key: 'distance', header: words.distance, hint: words.distanceHint, width: 118, cell: (row) => <DistanceCell row={row} /> },
    { key: 'moved', header: words.moved, wrap: true, cell: (row) => row.sentences[0] },
  ];
  return (
    <Card flush label={words.label} className={styles.list}>
      <DataTable label={words.label} columns={columns} rows={showAll ? rows : changed} rowKey={({ column }) => column} selectedKey={selected} onSelect={(row) => onSelect(row.column)} faded={(row) => !isNoticeable(row)} rowHeight={42} />
      {calm > 0 && changed.length > 0 && <button type="button" className={styles.more} aria-expanded={showCalm} onClick={() => setShowCalm(!showCalm)}>{showCalm ? words.hideCalm : words.calm(formatCount(calm, 'column'))}</button>}
    </Card>
  );
}

function NameCell({ row }: { readonly row: ColumnDifference }) {
  const notes = [row.isKey ? words.key : null, row.renamedFrom === null ? null : words.renamed(row.renamedFrom), row.type.before === row.type.after ? null : words.wasType(typeWords[row.type.before], typeWords[row.type.after])].filter((note) => note !== null);
  return (
    <span className={styles.nameCell}>
      <span className={styles.name} title={row.column}>{row.column}</span>
      {notes.length > 0 && <span className={styles.nameNote}>{notes.join(', ')}</span>}
    </span>
  );
}

function DistanceCell({ row }: { readonly row: ColumnDifference }) {
  const tone = row.strength === 'strong' || row.strength === 'clear' ? 'attention' : 'neutral';
  return <span className={styles.distance}><span className={styles.distanceNumber}>{formatNumber(row.distance, 3)}</span><Tag tone={tone}>{strengthWords[row.strength]}</Tag></span>;
}

function versionText({ number }: Diff['before']): string {
  return `v${number}`;
}
