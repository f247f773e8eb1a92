/** The rows that differ, old and new cell side by side: the old one struck, the new one bold, both said in words. */
import { NativeSelect } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Cell, ColumnType } from '@shared/areas/common';
import { differenceKinds, type Diff, type DifferentRow, type DiffRows } from '@shared/areas/diff';
import { useEngine } from '../../../engine';
import { Card, columnWidth, EmptyState, formatCell, formatCount, formatInteger, Segmented, Tag, VirtualGrid, type GridColumn, type LoadPage } from '../../../ui';
import type { ComparePlace } from './compareAddress';
import dataStyles from '../Data.module.css';
import styles from './Compare.module.css';
import { compareMessages, kindWords } from './messages';
import type { DiffQuestion } from './useDiff';

const words = compareMessages.grid;

interface DifferentRowsProps {
  readonly diff: Diff;
  readonly question: DiffQuestion;
  readonly place: ComparePlace;
  readonly onChange: (next: Partial<ComparePlace>) => void;
}

export function DifferentRows({ diff, question, place, onChange }: DifferentRowsProps) {
  const client = useEngine();
  const { kind, differsIn } = place;
  const [columns, setColumns] = useState<DiffRows['columns'] | null>(null);
  const [total, setTotal] = useState<number | null>(null);
  const load = useCallback<LoadPage>(
    async (offset, limit) => {
      const page = await client.call('datasets.diffRows', { ...question, offset, limit, ...(kind && { kinds: [kind] }), ...(differsIn !== null && { column: differsIn }) });
      setColumns((known) => known ?? page.columns);
      return { total: page.total, rows: page.rows.map(toCells), rowNumbers: page.rows.map(({ before, after }) => after?.row ?? before?.row ?? 0) };
    },
    [client, question, kind, differsIn],
  );
  const changedNames = useMemo(() => new Set(diff.distributions.filter(({ changedCells }) => (changedCells ?? 0) > 0).map(({ column }) => column)), [diff]);
  const showsAll = place.allColumns || changedNames.size === 0;
  const grid = useMemo(() => gridColumns(columns ?? [], (name, isKey) => showsAll || isKey || changedNames.has(name)), [columns, showsAll, changedNames]);
  const counts = { changed: diff.changed ?? 0, added: diff.added, removed: diff.removed };
  const kinds = differenceKinds.filter((each) => each !== 'changed' || diff.changed !== null);
  return (
    <Card flush label={words.label} className={dataStyles.gridCard}>
      <div className={dataStyles.toolbar}>
        <Segmented
          label={words.kind}
          size="small"
          value={kind ?? 'all'}
          onChange={(chosen) => onChange({ kind: chosen === 'all' ? null : chosen, ...(chosen !== 'changed' && chosen !== 'all' && { differsIn: null }) })}
          options={[{ value: 'all' as const, label: words.all }, ...kinds.map((each) => ({ value: each, label: kindWords[each], count: counts[each] }))]}
        />
        {changedNames.size > 0 && (
          <>
            <NativeSelect size="xs" aria-label={words.inColumn} value={differsIn ?? ''} onChange={(event) => onChange({ differsIn: event.currentTarget.value === '' ? null : event.currentTarget.value, kind: event.currentTarget.value === '' ? kind : 'changed' })} data={[{ value: '', label: `${words.inColumn}: ${words.anyColumn}` }, ...[...changedNames].map((name) => ({ value: name, label: `${words.inColumn}: ${name}` }))]} />
            <Segmented label={words.shownColumns} size="small" value={place.allColumns ? 'all' : 'changed'} onChange={(shown) => onChange({ allColumns: shown === 'all' })} options={[{ value: 'changed', label: words.onlyChanged }, { value: 'all', label: words.everyColumn }]} />
          </>
        )}
        <span className={dataStyles.rowCount} role="status">{total === null ? '' : formatCount(total, 'row')}</span>
      </div>
      <VirtualGrid
        label={words.label}
        sourceKey={JSON.stringify([question, kind, differsIn])}
        load={load}
        columns={grid}
        onTotal={setTotal}
        empty={<EmptyState picture="search" sentence={words.empty} action={kind !== null || differsIn !== null ? <button type="button" className={dataStyles.textButton} onClick={() => onChange({ kind: null, differsIn: null })}>{words.showAll}</button> : undefined} />}
      />
    </Card>
  );
}

/** What stands before the cells: kind, both places, and the positions of cells that differ as one text. */
const headCells = 4;

function toCells({ kind, before, after, beforeCells, afterCells, differing }: DifferentRow): Cell[] {
  const place = (side: DifferentRow['before']): Cell => (side === null ? null : words.place(formatInteger(side.row), formatInteger(side.line)));
  return [kind, place(before), place(after), `,${differing.join(',')},`, ...afterCells, ...beforeCells];
}

function gridColumns(columns: DiffRows['columns'], isShown: (name: string, isKey: boolean) => boolean): readonly GridColumn[] {
  const head: readonly GridColumn[] = [
    { key: words.kind, index: 0, header: words.kind, width: 118, render: (cell) => <KindTag kind={cell} /> },
    { key: words.before, index: 1, header: words.before, width: 138, render: (cell) => cell ?? words.none },
    { key: words.now, index: 2, header: words.now, width: 138, render: (cell) => cell ?? words.none },
  ];
  const own = columns.flatMap((column, i): GridColumn[] => {
    if (!isShown(column.name, column.isKey)) return [];
    const type = column.after ?? column.before ?? 'text';
    const note = column.before === null ? words.newColumn : column.after === null ? words.goneColumn : null;
    const render = (_: Cell, cells: readonly Cell[]) => <TwoCells kind={cells[0] ?? null} differs={String(cells[3]).includes(`,${i},`)} before={cells[headCells + columns.length + i] ?? null} after={cells[headCells + i] ?? null} types={column} />;
    return [{ key: ` ${column.name}`, index: headCells + i, header: note === null ? column.name : <>{column.name} <span className={styles.nameNote}>{note}</span></>, type, emphasis: column.isKey, width: Math.max(150, columnWidth({ name: column.name, type })), render }];
  });
  return [...head, ...own.filter(({ emphasis }) => emphasis === true), ...own.filter(({ emphasis }) => emphasis !== true)];
}

function KindTag({ kind }: { readonly kind: Cell }) {
  const known = differenceKinds.find((each) => each === kind) ?? 'changed';
  return <Tag tone={known === 'added' ? 'good' : known === 'removed' ? 'failure' : 'accent'}>{kindWords[known]}</Tag>;
}

interface TwoCellsProps {
  readonly kind: Cell;
  readonly differs: boolean;
  readonly before: Cell;
  readonly after: Cell;
  readonly types: { readonly before: ColumnType | null; readonly after: ColumnType | null };
}

function TwoCells({ kind, differs, before, after, types }: TwoCellsProps) {
  const text = (cell: Cell, type: ColumnType | null): string => (cell === null ? words.missing : formatCell(cell, type ?? undefined));
  if (differs) {
    const [old, now] = [text(before, types.before), text(after, types.after)];
    // Rounded alike they would seem equal.
    const [shownOld, shownNow] = old === now ? [String(before), String(after)] : [old, now];
    return (
      <>
        <span className="visually-hidden">{words.was} </span><del className={styles.old}>{shownOld}</del>
        {' → '}
        <span className="visually-hidden">{words.is} </span><ins className={styles.fresh}>{shownNow}</ins>
      </>
    );
  }
  if (kind === 'removed') return before === null ? <>{words.none}</> : <del className={styles.old}>{text(before, types.before)}</del>;
  const cell = after ?? (types.after === null ? before : null);
  return cell === null ? <span className={styles.absent}>{words.none}</span> : <>{text(cell, types.after ?? types.before)}</>;
}
