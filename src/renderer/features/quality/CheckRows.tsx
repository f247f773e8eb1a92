/** The rows that break a rule, or all rows, with the checked column first. */
import { useCallback, useMemo, useState } from 'react';
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import { columnsOf } from '@shared/areas/qualitySchema';
import { useEngine } from '../../engine';
import { Card, columnWidth, EmptyState, formatCell, formatCount, Segmented, VirtualGrid, type GridColumn, type LoadPage } from '../../ui';
import type { CheckItem } from './checkGroups';
import { ruleText, subjectOf } from './checkGroups';
import { qualityMessages } from './messages';
import styles from './Quality.module.css';

export function CheckRows({ snapshot, item }: { readonly snapshot: Snapshot; readonly item: CheckItem }) {
  const client = useEngine();
  const [shown, setShown] = useState<'failing' | 'all'>('failing');
  const [failing, setFailing] = useState<number | null>(item.result?.failures ?? null);
  const { check } = item;
  const load = useCallback<LoadPage>(
    (offset, limit) => (shown === 'failing' ? client.call('quality.failingRows', { snapshotId: snapshot.id, check, offset, limit }) : client.call('datasets.page', { snapshotId: snapshot.id, offset, limit })),
    [client, snapshot.id, check, shown],
  );
  const columns = useMemo(() => gridColumns(snapshot, columnsOf(check), shown === 'failing'), [snapshot, check, shown]);
  return (
    <Card flush label={qualityMessages.words.rows} className={styles.rows}>
      <header className={styles.rowsHead}>
        <h2>{shown === 'all' ? formatCount(snapshot.rows, 'row') : failing === null ? 'Failing rows' : formatCount(failing, 'failing row')}<span> · {subjectOf(check)}</span></h2>
        <span className={styles.showLabel} aria-hidden="true">{qualityMessages.words.show}</span>
        <Segmented label={qualityMessages.words.show} value={shown} onChange={setShown} options={[{ value: 'failing', label: qualityMessages.words.failing }, { value: 'all', label: qualityMessages.words.all, count: snapshot.rows }]} />
      </header>
      <VirtualGrid label={`Rows for ${subjectOf(check)}`} sourceKey={`${snapshot.id} ${shown} ${ruleText(check)}`} load={load} columns={columns} {...(shown === 'failing' && { onTotal: setFailing })} empty={<EmptyState picture="checks" sentence={qualityMessages.noFailing} />} />
    </Card>
  );
}

/** The first text, the price and the target tell what a row is; they follow the checked column, then the rest. */
function gridColumns(snapshot: Snapshot, checked: readonly string[], marked: boolean): readonly GridColumn[] {
  const naming = snapshot.columns.find((column) => column.type === 'text' && !checked.includes(column.name))?.name;
  const order = (name: string, role: string): number => (checked.includes(name) ? 0 : name === naming ? 1 : role === 'price' ? 2 : role === 'target' ? 3 : 4);
  return snapshot.columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => order(a.column.name, a.column.role) - order(b.column.name, b.column.role) || a.index - b.index)
    .map(({ column, index }) => ({
      key: column.name,
      index,
      header: column.name,
      type: column.type,
      width: columnWidth(column),
      ...(checked.includes(column.name) && marked && { render: (cell: Cell) => <span className={styles.failing}>{cell === null ? '(empty)' : formatCell(cell, column.type)}</span> }),
    }));
}
