/** The rows of a snapshot: sorted, filtered and searched in the engine, paged into the window. */
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { Column, Snapshot } from '@shared/areas/datasets';
import { useEngine } from '../../engine';
import { Card, columnWidth, EmptyState, formatCount, formatInteger, VirtualGrid, type GridColumn, type LoadPage } from '../../ui';
import styles from './Data.module.css';
import type { DataView } from './dataAddress';
import { FilterBar } from './FilterBar';
import { dataMessages } from './messages';

interface RowsGridProps {
  readonly snapshot: Snapshot;
  readonly view: DataView;
  readonly onChange: (next: Partial<DataView>) => void;
}

export function RowsGrid({ snapshot, view, onChange }: RowsGridProps) {
  const client = useEngine();
  const [total, setTotal] = useState(snapshot.rows);
  const [typed, setTyped] = useState(view.search);
  const search = useDebouncedCallback((text: string) => onChange({ search: text }), 250);
  const { sort, filters, search: wanted } = view;
  const load = useCallback<LoadPage>(
    (offset, limit) => client.call('datasets.page', { snapshotId: snapshot.id, offset, limit, sort: sort ? [{ column: sort.key, descending: sort.descending }] : [], filters: [...filters], ...(wanted !== '' && { search: wanted }) }),
    [client, snapshot.id, sort, filters, wanted],
  );
  const columns = useMemo(() => snapshot.columns.map(gridColumn), [snapshot.columns]);
  const sourceKey = JSON.stringify([snapshot.id, sort, filters, wanted]);
  const filtered = filters.length > 0 || wanted !== '';
  const sortBy = (key: string): void => onChange({ sort: sort?.key !== key ? { key, descending: false } : sort.descending ? null : { key, descending: true } });
  return (
    <Card flush label={dataMessages.rows} className={styles.gridCard}>
      <div className={styles.toolbar}>
        <TextInput
          data-search
          className={styles.searchField}
          aria-label={dataMessages.search}
          placeholder={dataMessages.search}
          leftSection={<IconSearch size={13} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
        />
        <FilterBar columns={snapshot.columns} filters={filters} onChange={(next) => onChange({ filters: next })} />
        <span className={styles.rowCount} role="status">{filtered ? `${formatInteger(total)} of ${formatCount(snapshot.rows, 'row')}` : formatCount(snapshot.rows, 'row')}</span>
      </div>
      <VirtualGrid
        label={`Rows of ${snapshot.datasetName}`}
        sourceKey={sourceKey}
        load={load}
        columns={columns}
        sort={sort}
        onSort={sortBy}
        selectedColumn={view.column}
        onSelectColumn={(column) => onChange({ column })}
        onTotal={setTotal}
        empty={<EmptyState picture="search" sentence={dataMessages.noMatch} action={<button type="button" className={styles.textButton} onClick={() => { setTyped(''); onChange({ filters: [], search: '' }); }}>{dataMessages.clearFilters}</button>} />}
      />
    </Card>
  );
}

function gridColumn(column: Column, index: number): GridColumn {
  return { key: column.name, index, header: column.name, type: column.type, width: columnWidth(column) };
}
