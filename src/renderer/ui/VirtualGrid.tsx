/**
 * A grid over any number of rows: only what is on screen is drawn, rows come in windows through `load`.
 * Sorting and filtering happen where the rows live: give a new `sourceKey` when they change.
 * Arrows, Page Up and Down, Home and End move the cell; j and k the row; s sorts by its column, Enter chooses the column, Ctrl C copies the cell.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useEffect, useMemo, useReducer, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Cell, ColumnType } from '@shared/areas/common';
import { copyText } from './clipboard';
import { ErrorPanel } from './ErrorPanel';
import { formatCell, formatInteger, isNumeric } from './format';
import { createGridWindows, type LoadPage } from './gridWindows';
import styles from './VirtualGrid.module.css';
import { uiMessages } from './messages';

export interface GridColumn {
  readonly key: string;
  /** Place of the column in the rows that `load` returns. */
  readonly index: number;
  readonly header: ReactNode;
  readonly type?: ColumnType;
  readonly width?: number;
  readonly render?: (cell: Cell, cells: readonly Cell[]) => ReactNode;
  readonly emphasis?: boolean;
}

interface VirtualGridProps {
  readonly label: string;
  /** Identity of what is shown; a change starts over at the top. */
  readonly sourceKey: string;
  readonly load: LoadPage;
  readonly columns: readonly GridColumn[];
  readonly sort?: { readonly key: string; readonly descending: boolean } | null;
  readonly onSort?: (key: string) => void;
  readonly selectedColumn?: string | null;
  readonly onSelectColumn?: (key: string) => void;
  readonly onTotal?: (total: number) => void;
  readonly rowHeight?: number;
  readonly empty?: ReactNode;
}

/** Chromium draws elements up to 33.5 million pixels high. */
const maxRowsDrawn = 1_000_000;

export function VirtualGrid({ label, sourceKey, load, columns, sort, onSort, selectedColumn, onSelectColumn, onTotal, rowHeight = 32, empty }: VirtualGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  }, [load]);
  const windows = useMemo(() => {
    void sourceKey;
    return createGridWindows((offset, limit) => latestLoad.current(offset, limit), redraw);
  }, [sourceKey]);
  const total = windows.total();
  const rowCount = Math.min(total ?? 0, maxRowsDrawn);
  // Row numbers may exceed the count of filtered rows, so the widest seen decides.
  const rowHeadWidth = Math.max(52, 26 + formatInteger(Math.max(total ?? 0, windows.highestRowNumber())).length * 7.5);

  const rows = useVirtualizer({ count: rowCount, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8 });
  const cells = useVirtualizer({ horizontal: true, count: columns.length, getScrollElement: () => scroller.current, estimateSize: (index) => columns[index]?.width ?? 140, overscan: 3, paddingStart: rowHeadWidth, scrollPaddingStart: rowHeadWidth });
  const visibleRows = rows.getVirtualItems();
  const visibleCells = cells.getVirtualItems();
  const first = visibleRows[0]?.index ?? 0;
  const last = visibleRows.at(-1)?.index ?? 0;

  useEffect(() => () => windows.close(), [windows]);
  useEffect(() => {
    setActive({ row: 0, column: 0 });
    scroller.current?.scrollTo({ top: 0 });
  }, [sourceKey]);
  useEffect(() => windows.want(first, last), [windows, first, last, total]);
  useEffect(() => cells.measure(), [cells, columns, rowHeadWidth]);
  useEffect(() => {
    if (total !== null) onTotal?.(total);
  }, [total, onTotal]);

  function moveTo(row: number, column: number): void {
    const next = { row: Math.max(0, Math.min(rowCount - 1, row)), column: Math.max(0, Math.min(columns.length - 1, column)) };
    setActive(next);
    rows.scrollToIndex(next.row);
    cells.scrollToIndex(next.column);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / rowHeight) - 2);
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && String(window.getSelection()) === '') {
      const column = columns[active.column];
      const cell = column ? windows.row(active.row)?.cells[column.index] : undefined;
      copyText(cell === null || cell === undefined ? '' : String(cell));
      return;
    }
    if (event.altKey || event.metaKey) return;
    const end = event.ctrlKey;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [active.row + 1, active.column], j: [active.row + 1, active.column],
      ArrowUp: [active.row - 1, active.column], k: [active.row - 1, active.column],
      ArrowRight: [active.row, active.column + 1], ArrowLeft: [active.row, active.column - 1],
      PageDown: [active.row + page, active.column], PageUp: [active.row - page, active.column],
      Home: [end ? 0 : active.row, 0], End: [end ? rowCount - 1 : active.row, columns.length - 1],
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (move) {
      event.preventDefault();
      moveTo(move[0], move[1]);
    } else if (event.key === 's' && !event.ctrlKey) {
      const column = columns[active.column];
      if (column) onSort?.(column.key);
    } else if (event.key === 'Enter') {
      const column = columns[active.column];
      if (column) onSelectColumn?.(column.key);
    }
  }

  if (windows.error() !== null) return <ErrorPanel error={windows.error()} onRetry={() => { windows.retry(); windows.want(first, last); }} />;
  if (total === 0 && empty !== undefined) return <>{empty}</>;
  const activeId = `${label}-${active.row}-${active.column}`.replace(/\s+/g, '-');
  return (
    <div ref={scroller} className={styles.scroller} role="grid" aria-label={label} aria-rowcount={(total ?? 0) + 1} aria-colcount={columns.length + 1} aria-activedescendant={activeId} aria-busy={total === null} tabIndex={0} onKeyDown={onKeyDown}>
      <div className={styles.head} role="row" aria-rowindex={1} style={{ width: cells.getTotalSize() }}>
        <div className={styles.rowHead} role="columnheader" style={{ width: rowHeadWidth }}>{uiMessages.words.row}</div>
        {visibleCells.map((item) => {
          const column = columns[item.index];
          if (!column) return null;
          const sorted = sort?.key === column.key;
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-colindex={item.index + 2}
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              className={`${styles.headCell} ${column.type && isNumeric(column.type) ? styles.numeric : ''}`}
              data-selected={selectedColumn === column.key || undefined}
              style={{ transform: `translateX(${item.start}px)`, width: item.size }}
            >
              <button type="button" tabIndex={-1} className={styles.headName} onClick={() => (onSelectColumn ? onSelectColumn(column.key) : onSort?.(column.key))} title={column.key}>{column.header}</button>
              {onSort && (
                <button type="button" tabIndex={-1} className={styles.sort} data-active={sorted || undefined} aria-label={`Sort by ${column.key}`} onClick={() => onSort(column.key)}>
                  {sorted && sort.descending ? <IconChevronDown size={13} /> : <IconChevronUp size={13} />}
                </button>
              )}
            </div>
          );
        })}
      </div>
      <div className={styles.body} style={{ height: rows.getTotalSize(), width: cells.getTotalSize() }}>
        {visibleRows.map((rowItem) => {
          const row = windows.row(rowItem.index);
          return (
            <div key={rowItem.index} role="row" aria-rowindex={rowItem.index + 2} className={styles.row} style={{ transform: `translateY(${rowItem.start}px)`, height: rowHeight }}>
              <div role="rowheader" className={styles.rowHead} style={{ width: rowHeadWidth }}>{row ? formatInteger(row.rowNumber) : ''}</div>
              {visibleCells.map((item) => {
                const column = columns[item.index];
                if (!column) return null;
                const cell = row?.cells[column.index];
                const isActive = active.row === rowItem.index && active.column === item.index;
                return (
                  <div
                    key={column.key}
                    id={isActive ? activeId : undefined}
                    role="gridcell"
                    aria-colindex={item.index + 2}
                    className={`${styles.cell} ${column.type && isNumeric(column.type) ? styles.numeric : ''} ${column.emphasis === true ? styles.emphasis : ''}`}
                    data-active={isActive || undefined}
                    data-selected={selectedColumn === column.key || undefined}
                    style={{ transform: `translateX(${item.start}px)`, width: item.size, lineHeight: `${rowHeight}px` }}
                    title={typeof cell === 'string' || typeof cell === 'number' ? String(cell) : undefined}
                    onClick={() => setActive({ row: rowItem.index, column: item.index })}
                  >
                    {row ? <CellText column={column} cell={cell ?? null} cells={row.cells} decimals={windows.decimals(column.index)} /> : <span className={styles.waiting} />}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {total !== null && total > maxRowsDrawn && <p className={styles.limit}>The grid scrolls through the first {formatInteger(maxRowsDrawn)} of {formatInteger(total)} rows. Sort or filter to reach the others.</p>}
    </div>
  );
}

function CellText({ column, cell, cells, decimals }: { readonly column: GridColumn; readonly cell: Cell; readonly cells: readonly Cell[]; readonly decimals: number }) {
  if (column.render) return <>{column.render(cell, cells)}</>;
  if (cell === null) return <span className={styles.missing} aria-label="empty">–</span>;
  return <>{formatCell(cell, column.type, decimals)}</>;
}
