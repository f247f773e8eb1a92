/** The checks by column with their failing counts; columns where all hold are folded away. Only what is on screen is drawn. */
import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { Card, Link, Tag } from '../../../ui';
import { countChecks, groupChecks, matches, type CheckGroup, type CheckItem } from '../checkItems';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';
import { CheckRow, GroupRow } from './CheckRow';

const words = qualityMessages.list;

interface CheckListProps {
  readonly snapshot: Snapshot;
  readonly items: readonly CheckItem[];
  readonly ruleOf: (item: CheckItem) => string;
  /** True where no rule was saved yet. */
  readonly suggested: boolean;
  readonly suggestions: { readonly count: number; readonly address: string };
  readonly selectedKey: string | null;
  readonly onSelect: (item: CheckItem) => void;
}

type Line = { readonly of: 'group'; readonly group: CheckGroup } | { readonly of: 'item'; readonly item: CheckItem; readonly place: number };

/** Where the focus goes when what had it is gone. */
export const listId = 'quality-checks';

const foldFrom = 8;
const lineHeight = 30;
const groupHeight = 34;

export function CheckList({ snapshot, items, ruleOf, suggested, suggestions, selectedKey, onSelect }: CheckListProps) {
  const [unfolded, setUnfolded] = useState(false);
  const [text, setText] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const counts = countChecks(items);
  const wanted = text.trim();
  const groups = useMemo(() => groupChecks(wanted === '' ? items : items.filter((item) => matches(item, ruleOf(item), wanted))), [items, wanted, ruleOf]);
  const failing = groups.filter((group) => group.failing).length;
  const shown = unfolded || wanted !== '' || counts.counted < counts.total ? groups : groups.filter((group, index) => group.failing || index < Math.max(failing, foldFrom) || group.items.some((item) => item.key === selectedKey || item.result === null));
  const folded = items.length - shown.reduce((sum, group) => sum + group.items.length, 0);
  const lines = useMemo(() => {
    let place = 0;
    return shown.flatMap((group): readonly Line[] => [{ of: 'group', group }, ...group.items.map((item): Line => ({ of: 'item', item, place: ++place }))]);
  }, [shown]);
  const options = lines.flatMap((line) => (line.of === 'item' ? [line.item] : []));
  const selectedLine = lines.findIndex((line) => line.of === 'item' && line.item.key === selectedKey);
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: (index) => (lines[index]?.of === 'group' ? groupHeight : lineHeight), overscan: 10 });
  useEffect(() => rows.measure(), [rows, lines]);
  useEffect(() => {
    if (selectedLine < 0) return;
    // With the name of its column, where that is the line above.
    rows.scrollToIndex(lines[selectedLine - 1]?.of === 'group' ? selectedLine - 1 : selectedLine);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, selectedLine, selectedKey]);

  function move(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = options.findIndex((item) => item.key === selectedKey);
    const next = { ArrowDown: now + 1, j: now + 1, ArrowUp: now - 1, k: now - 1, Home: 0, End: options.length - 1, PageDown: Math.min(options.length - 1, now + 10), PageUp: Math.max(0, now - 10) }[event.key];
    const item = next === undefined ? undefined : options[next];
    if (!item) return;
    event.preventDefault();
    onSelect(item);
  }

  // A few counted by themselves while they are looked at say nothing of the others.
  const isCounted = counts.counted > 0 && counts.counted * 2 >= counts.total;
  const title = isCounted ? words.pass(counts.passed, counts.counted) : suggested ? words.suggested(counts.total) : words.notCounted(counts.total);
  return (
    <Card flush label={words.title} className={styles.list}>
      <header className={styles.listHead}>
        <div className={styles.listTitle}>
          <h2>{title}</h2>
          {counts.failing > 0 && <Tag tone="attention">{words.toDecide(counts.failing)}</Tag>}
        </div>
        {isCounted && <PassBar passed={counts.passed} counted={counts.counted} />}
        {suggested && <p className={styles.listNote}>{qualityMessages.suggested}</p>}
        <TextInput data-search data-own-undo aria-label={words.search} placeholder={words.search} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </header>
      <div ref={scroller} id={listId} className={styles.lines} role="listbox" aria-label={words.label} tabIndex={0} aria-activedescendant={selectedLine >= 0 ? `${id}${selectedLine}` : undefined} onKeyDown={move}>
        <div role="presentation" className={styles.linesBody} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, size }) => {
            const line = lines[index];
            if (!line) return null;
            const style = { transform: `translateY(${start}px)`, height: size };
            if (line.of === 'group') return <GroupRow key={`group ${line.group.subject}`} group={line.group} snapshot={snapshot} style={style} />;
            return <CheckRow key={line.item.key} id={`${id}${index}`} item={line.item} rule={ruleOf(line.item)} place={line.place} of={options.length} selected={line.item.key === selectedKey} style={style} onSelect={onSelect} />;
          })}
        </div>
      </div>
      {wanted !== '' && options.length === 0 && <p className={styles.listNothing}>{words.nothingFound}</p>}
      {folded > 0 && wanted === '' && <button type="button" className={styles.fold} onClick={() => setUnfolded(true)}><span>{words.folded(folded)}</span><span>{words.allPass}</span></button>}
      {suggestions.count > 0 && !suggested && <p className={styles.listFoot}><Link to={suggestions.address}>{words.suggestions(suggestions.count)}</Link></p>}
    </Card>
  );
}

function PassBar({ passed, counted }: { readonly passed: number; readonly counted: number }) {
  return <div className={styles.passBar} role="img" aria-label={words.passBar(passed, counted)}><div style={{ width: `${(passed / Math.max(1, counted)) * 100}%` }} /></div>;
}
