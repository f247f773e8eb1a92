/**
 * A table of up to a few hundred rows: sortable heads, numbers right-aligned, rows chosen by click, Enter, arrows or j and k.
 * Larger tables belong in VirtualGrid. `value` gives what is sorted by; `cell` what is shown (default: the value).
 */
import { Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './DataTable.module.css';
import { Hint } from './Hint';
import { sortRows, type SortValue } from './sortRows';

export interface DataColumn<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** Formula or meaning, shown on hover and focus of the head. */
  readonly hint?: string;
  readonly numeric?: boolean;
  /** Given: the column can be sorted. */
  readonly value?: (row: Row) => SortValue;
  readonly cell?: (row: Row) => ReactNode;
  readonly width?: number | string;
  readonly wrap?: boolean;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly initialSort?: TableSort;
  /** Where sorting is kept outside (in the address, in the engine): then rows are shown as given. */
  readonly sort?: TableSort | null;
  readonly onSort?: (sort: TableSort) => void;
  readonly selectedKey?: string | null;
  readonly onSelect?: (row: Row) => void;
  /** Rows that fade: ignored, deleted, not honest. */
  readonly faded?: (row: Row) => boolean;
  readonly rowHeight?: number;
}

export function DataTable<Row>({ label, columns, rows, rowKey, initialSort, sort, onSort, selectedKey, onSelect, faded, rowHeight = 36 }: DataTableProps<Row>) {
  const [ownSort, setOwnSort] = useState<TableSort | null>(initialSort ?? null);
  const activeSort = sort === undefined ? ownSort : sort;
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = useMemo(() => {
    const column = columns.find((candidate) => candidate.key === activeSort?.key);
    if (sort !== undefined || !activeSort || !column?.value) return rows;
    return sortRows(rows, column.value, activeSort.descending);
  }, [rows, columns, activeSort, sort]);

  function sortBy(column: DataColumn<Row>): void {
    const next = { key: column.key, descending: activeSort?.key === column.key ? !activeSort.descending : false };
    if (onSort) onSort(next);
    else setOwnSort(next);
  }

  function move(event: KeyboardEvent, index: number): void {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    const row = shown[index + step];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== 0 && row !== undefined) {
      event.preventDefault();
      const element = body.current?.rows[index + step];
      element?.focus();
      return;
    }
    const own = shown[index];
    if ((event.key === 'Enter' || event.key === ' ') && onSelect && own !== undefined) {
      event.preventDefault();
      onSelect(own);
    }
  }

  const focusable = shown.findIndex((row) => rowKey(row) === selectedKey);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={activeSort} onSort={() => sortBy(column)} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row, index) => (
            <tr
              key={rowKey(row)}
              data-row-key={rowKey(row)}
              data-selected={rowKey(row) === selectedKey || undefined}
              data-clickable={onSelect !== undefined || undefined}
              data-faded={faded?.(row) === true || undefined}
              aria-selected={onSelect ? rowKey(row) === selectedKey : undefined}
              tabIndex={onSelect ? (index === Math.max(0, focusable) ? 0 : -1) : undefined}
              style={{ height: rowHeight }}
              onClick={onSelect ? () => onSelect(row) : undefined}
              onKeyDown={onSelect ? (event) => move(event, index) : undefined}
            >
              {columns.map((column) => (
                <td key={column.key} className={`${column.numeric === true ? styles.numeric : ''} ${column.wrap === true ? styles.wrap : ''}`}>
                  {column.cell ? column.cell(row) : String(column.value?.(row) ?? '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly sort: TableSort | null;
  readonly onSort: () => void;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const active = sort?.key === column.key;
  const direction = active ? (sort.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" className={column.numeric === true ? styles.numeric : undefined} style={{ width: column.width }} aria-sort={column.value ? direction : undefined}>
      {column.value ? (
        <Tooltip label={column.hint} disabled={column.hint === undefined}>
          <button type="button" className={styles.sortButton} onClick={onSort}>
            {column.header}
            {active && (sort.descending ? <IconChevronDown size={13} aria-hidden="true" /> : <IconChevronUp size={13} aria-hidden="true" />)}
          </button>
        </Tooltip>
      ) : (
        <Hint hint={column.hint}>{column.header}</Hint>
      )}
    </th>
  );
}
