/** The same rules by column: what is declared of each, with switches for the commonest checks. Only what is on screen is drawn. */
import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { Card, EmptyState, Hint } from '../../../ui';
import type { CheckItem } from '../checkItems';
import styles from './Columns.module.css';
import { ColumnPanel } from './ColumnPanel';
import { ColumnLine } from './ColumnLine';
import { columnRows } from './columnRows';
import { columnMessages as words } from './messages';
import { TableRules } from './TableRules';

interface ColumnsViewProps {
  readonly snapshot: Snapshot;
  readonly schema: DataSchema;
  readonly items: readonly CheckItem[];
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
  readonly ruleOf: (item: CheckItem) => string;
  readonly onShowChecks: (item: CheckItem) => void;
  readonly onEdit: (next: DataSchema, step?: string | null) => void;
}

const lineHeight = 38;

export function ColumnsView({ snapshot, schema, items, chosen, ruleOf, onChoose, onShowChecks, onEdit }: ColumnsViewProps) {
  const [text, setText] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const all = useMemo(() => columnRows(schema, snapshot.columns, items), [schema, snapshot.columns, items]);
  const wanted = text.trim().toLowerCase();
  const rows = wanted === '' ? all : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const lines = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => lineHeight, overscan: 8 });
  const at = rows.findIndex(({ name }) => name === chosen);
  useEffect(() => {
    if (at >= 0) lines.scrollToIndex(at);
    // Only a new choice moves the list; editing a line must not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosen]);
  const selected = all.find(({ name }) => name === chosen) ?? null;
  if (all.length === 0) return <Card label={words.table}><EmptyState picture="table" sentence={words.empty} /></Card>;
  return (
    <div className={styles.layout}>
      <Card flush label={words.table} className={styles.card}>
        <div className={styles.search}><TextInput data-search data-own-undo aria-label={words.search} placeholder={words.search} value={text} onChange={(event) => setText(event.currentTarget.value)} /></div>
        <div ref={scroller} className={styles.scroller}>
          <div role="table" aria-label={words.table} aria-rowcount={rows.length + 1} className={styles.table}>
            <div role="rowgroup" className={styles.head}>
              <div role="row" aria-rowindex={1} className={styles.line}>
                <span role="columnheader">{words.name}</span>
                <span role="columnheader">{words.type}</span>
                <span role="columnheader"><Hint hint={words.hints.required}>{words.required}</Hint></span>
                <span role="columnheader"><Hint hint={words.hints.mayBeEmpty}>{words.mayBeEmpty}</Hint></span>
                <span role="columnheader"><Hint hint={words.hints.noRepeats}>{words.noRepeats}</Hint></span>
                <span role="columnheader"><Hint hint={words.hints.coerce}>{words.coerce}</Hint></span>
                <span role="columnheader" className={styles.numeric}>{words.checks}</span>
                <span role="columnheader" className={styles.numeric}><Hint hint={words.hints.failing}>{words.failing}</Hint></span>
              </div>
            </div>
            <div role="rowgroup" className={styles.body} style={{ height: lines.getTotalSize() }}>
              {lines.getVirtualItems().map(({ index, start, size }) => {
                const row = rows[index];
                return row && <ColumnLine key={row.name} row={row} index={index} selected={row.name === chosen} schema={schema} style={{ transform: `translateY(${start}px)`, height: size }} onChoose={onChoose} onEdit={onEdit} />;
              })}
            </div>
          </div>
          {rows.length === 0 && <p className={styles.nothing}>{words.nothingFound}</p>}
        </div>
      </Card>
      <div className={styles.side}>
        {selected && <ColumnPanel key={selected.name} row={selected} schema={schema} ruleOf={ruleOf} onShowChecks={onShowChecks} onEdit={onEdit} onClose={() => onChoose(null)} />}
        <TableRules schema={schema} onEdit={onEdit} />
      </div>
    </div>
  );
}
