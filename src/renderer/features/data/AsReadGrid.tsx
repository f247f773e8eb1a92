/** The cells exactly as they stood in the file, all text. */
import { useCallback, useMemo } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { useEngine } from '../../engine';
import { Card, columnWidth, formatCount, VirtualGrid, type LoadPage } from '../../ui';
import styles from './Data.module.css';
import { dataMessages } from './messages';

export function AsReadGrid({ snapshot }: { readonly snapshot: Snapshot }) {
  const client = useEngine();
  const load = useCallback<LoadPage>(
    async (offset, limit) => {
      // Row 0 of the cells is the header, which already stands above.
      const { cells, total } = await client.call('datasets.cells', { snapshotId: snapshot.id, offset: offset + 1, limit });
      return { total: Math.max(0, total - 1), rows: cells, rowNumbers: cells.map((_, index) => offset + index + 1) };
    },
    [client, snapshot.id],
  );
  const columns = useMemo(
    () => snapshot.columns.map((column, index) => ({ key: column.name, index, header: column.name, width: Math.max(120, columnWidth(column)), render: (cell: unknown) => (cell === '' ? <span className={styles.emptyCell}>(empty)</span> : <code className={styles.rawCell}>{String(cell)}</code>) })),
    [snapshot.columns],
  );
  return (
    <Card flush label={dataMessages.asRead} className={styles.gridCard}>
      <div className={styles.toolbar}>
        <span className={styles.toolbarNote}>The text of each cell as it stands in {snapshot.sourceName}, before any type.</span>
        <span className={styles.rowCount}>{formatCount(snapshot.rows, 'row')}</span>
      </div>
      <VirtualGrid label={`Cells of ${snapshot.sourceName}`} sourceKey={`read ${snapshot.id}`} load={load} columns={columns} />
    </Card>
  );
}
