/** The rows that repairs set aside, each with why. */
import { useCallback, useMemo } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { repairColumns } from '@shared/areas/repairs';
import { useEngine } from '../../../engine';
import { Card, columnWidth, VirtualGrid, type GridColumn, type LoadPage } from '../../../ui';
import styles from '../Data.module.css';
import { dataRepairWords as words } from './messages';

export function SetAsideGrid({ snapshot, rows }: { readonly snapshot: Snapshot; readonly rows: number }) {
  const client = useEngine();
  const load = useCallback<LoadPage>(
    async (offset, limit) => {
      const found = await client.call('quality.setAside', { snapshotId: snapshot.id, offset, limit });
      return { total: found.total, rowNumbers: found.rowNumbers, rows: found.rows.map((cells, i) => [found.steps[found.places[i] ?? -1]?.reason ?? null, ...cells]) };
    },
    [client, snapshot.id],
  );
  const columns = useMemo<readonly GridColumn[]>(
    () => {
      const failed = new Set((snapshot.reading.repairs ?? []).flatMap((repair) => (repair.kind === 'quarantine' ? repairColumns(repair) : [])));
      const own = snapshot.columns.map((column, i) => ({ key: `column ${column.name}`, index: i + 1, header: column.name, type: column.type, width: columnWidth(column), emphasis: failed.has(column.name) }));
      return [{ key: 'because', index: 0, header: words.because, width: 280 }, ...own.filter(({ emphasis }) => emphasis), ...own.filter(({ emphasis }) => !emphasis)];
    },
    [snapshot.columns, snapshot.reading.repairs],
  );
  return (
    <Card flush label={words.tab} className={styles.gridCard}>
      <div className={styles.toolbar}>
        <span className={styles.toolbarNote}>{words.gridNote}</span>
        <span className={styles.rowCount}>{words.rows(rows)}</span>
      </div>
      <VirtualGrid label={words.grid(snapshot.datasetName)} sourceKey={`aside ${snapshot.id}`} load={load} columns={columns} />
    </Card>
  );
}
