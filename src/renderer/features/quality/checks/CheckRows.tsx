/** The rows that break a rule, or all rows, with the checked columns first. */
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import type { Cell } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { useEngine } from '../../../engine';
import { Card, columnWidth, EmptyState, formatCell, formatCount, Segmented, VirtualGrid, type GridColumn, type LoadPage } from '../../../ui';
import { subjectOf } from '../checkItems';
import { countText } from '../checkText';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';

const words = qualityMessages.rows;
/** Stillness after an edit before its rows are fetched. */
const pauseMs = 250;

interface CheckRowsProps {
  readonly snapshot: Snapshot;
  readonly check: Check;
  readonly result: CheckResult | null;
  /** False where the rule judges one figure. */
  readonly byRows: boolean;
}

export function CheckRows({ snapshot, check, result, byRows }: CheckRowsProps) {
  const client = useEngine();
  const [shown, setShown] = useState<'failing' | 'all'>('failing');
  const [settled] = useDebouncedValue(check, pauseMs);
  const text = countText(settled);
  const load = useCallback<LoadPage>(
    (offset, limit) => (shown === 'failing' ? client.call('quality.failingRows', { snapshotId: snapshot.id, check: settled, offset, limit }) : client.call('datasets.page', { snapshotId: snapshot.id, offset, limit })),
    // Rules of one text have the same rows.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, snapshot.id, text, shown],
  );
  const checked = result && result.columns.length > 0 ? result.columns : columnsOf(settled);
  const names = checked.join('\n');
  const columns = useMemo(() => gridColumns(snapshot, names.split('\n'), shown === 'failing'), [snapshot, names, shown]);
  const failures = result?.failures ?? null;
  return (
    <Card flush label={words.label} className={styles.rows}>
      <header className={styles.rowsHead}>
        <h2>{shown === 'all' ? formatCount(snapshot.rows, 'row') : failures === null ? words.failingRows : formatCount(failures, 'failing row')}<span> · {subjectOf(check)}</span></h2>
        <span className={styles.showLabel} aria-hidden="true">{words.show}</span>
        <Segmented label={words.show} value={shown} onChange={setShown} options={[{ value: 'failing', label: words.failing }, { value: 'all', label: words.all, count: snapshot.rows }]} />
      </header>
      <VirtualGrid label={words.of(subjectOf(check))} sourceKey={`${snapshot.id} ${shown} ${text}`} load={load} columns={columns} empty={<EmptyState picture="checks" sentence={byRows ? words.noFailing : words.oneFigure} />} />
    </Card>
  );
}

/** The first text, the price and the target tell what a row is; they follow the checked columns, then the rest. */
function gridColumns(snapshot: Snapshot, checked: readonly string[], marked: boolean): readonly GridColumn[] {
  const looked = new Set(checked);
  const naming = snapshot.columns.find((column) => column.type === 'text' && !looked.has(column.name))?.name;
  const order = (name: string, role: string): number => (looked.has(name) ? 0 : name === naming ? 1 : role === 'price' ? 2 : role === 'target' ? 3 : 4);
  return snapshot.columns
    .map((column, index) => ({ column, index }))
    .sort((a, b) => order(a.column.name, a.column.role) - order(b.column.name, b.column.role) || a.index - b.index)
    .map(({ column, index }) => ({
      key: column.name,
      index,
      header: column.name,
      type: column.type,
      width: columnWidth(column),
      ...(looked.has(column.name) && marked && { render: (cell: Cell) => <span className={styles.failing}>{cell === null ? qualityMessages.finding.emptyCell : formatCell(cell, column.type)}</span> }),
    }));
}
