/** The checks by column with their failing counts; columns where all hold are folded away. */
import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { columnsOf, type Check } from '@shared/areas/qualitySchema';
import { Card, Dot, formatCount, formatInteger, Tag, typeWords, type Tone } from '../../ui';
import { isFailing, subjectOf, type CheckCounts, type CheckGroup, type CheckItem } from './checkGroups';
import { qualityMessages, sentence } from './messages';
import styles from './Quality.module.css';

interface CheckListProps {
  readonly snapshot: Snapshot;
  readonly groups: readonly CheckGroup[];
  readonly counts: CheckCounts;
  /** True where no rule was saved yet. */
  readonly suggested: boolean;
  readonly suggestions: readonly { readonly check: Check; readonly rule: string }[];
  readonly selectedKey: string | null;
  readonly onSelect: (item: CheckItem) => void;
  readonly onAdd: (check: Check) => void;
}

const foldFrom = 8;

export function CheckList({ snapshot, groups, counts, suggested, suggestions, selectedKey, onSelect, onAdd }: CheckListProps) {
  const [unfolded, setUnfolded] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const failing = groups.filter((group) => group.failing);
  const rest = groups.filter((group) => !group.failing);
  const shownRest = unfolded || counts.counted === 0 ? rest : rest.filter((group, index) => index < Math.max(0, foldFrom - failing.length) || group.items.some((item) => item.key === selectedKey));
  const folded = rest.filter((group) => !shownRest.includes(group)).reduce((sum, group) => sum + group.items.length, 0);

  function move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>('[data-check]') ?? [])];
    const next = buttons[buttons.findIndex((button) => button === document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }

  return (
    <Card flush label={qualityMessages.words.checks} className={styles.list}>
      <header className={styles.listHead}>
        <div className={styles.listTitle}>
          <h2>{counts.counted === 0 ? `${formatCount(counts.total, 'check')} suggested` : `${formatInteger(counts.passed)} of ${formatCount(counts.counted, 'check')} pass`}</h2>
          {counts.failing > 0 && <Tag tone="attention">{formatInteger(counts.failing)} to decide</Tag>}
        </div>
        {counts.counted > 0 && <PassBar counts={counts} />}
        {suggested && <p className={styles.listNote}>{qualityMessages.suggested}</p>}
      </header>
      <div className={styles.groups}>
        <div ref={list} role="listbox" aria-label={qualityMessages.words.checksByColumn} onKeyDown={move}>
          {[...failing, ...shownRest].map((group) => (
            <div key={group.column} className={styles.group} role="group" aria-label={group.column}>
              <p className={styles.groupName}><span className={styles.ellipsis} title={group.column}>{group.column}</span><span className={styles.groupType}>{typeOf(snapshot, group)}</span></p>
              {group.items.map((item) => (
                <button key={item.key} type="button" role="option" data-check aria-selected={item.key === selectedKey} tabIndex={item.key === selectedKey ? 0 : -1} className={styles.item} onClick={() => onSelect(item)}>
                  <Dot tone={toneOf(item)} word={item.result === null ? 'Not counted' : item.result.success ? 'Holds' : 'Fails'} />
                  <span className={styles.ellipsis}>{item.result?.rule ?? item.rule}</span>
                  <span className={styles.itemCount} data-failing={isFailing(item) || undefined}>{item.result === null ? '' : formatInteger(item.result.failures)}</span>
                </button>
              ))}
            </div>
          ))}
        </div>
        {folded > 0 && <button type="button" className={styles.fold} onClick={() => setUnfolded(true)}><span>{formatCount(folded, 'more check')}</span><span>all pass</span></button>}
        {suggestions.length > 0 && (
          <div className={styles.suggestions}>
            <p className={styles.groupName}>{qualityMessages.words.suggestedFromThisVersion}</p>
            {suggestions.slice(0, 8).map(({ check, rule }) => (
              <div key={`${check.check} ${subjectOf(check)}`} className={styles.suggestion}>
                <span className={styles.suggestionWords}><b>{subjectOf(check)}</b> {rule}{check.evidence !== undefined && <span className={styles.evidence}>{sentence(check.evidence)}</span>}</span>
                <Button size="compact-xs" onClick={() => onAdd(check)}>{qualityMessages.words.add}</Button>
              </div>
            ))}
          </div>
        )}
      </div>
    </Card>
  );
}

function PassBar({ counts }: { readonly counts: CheckCounts }) {
  const share = (counts.passed / Math.max(1, counts.counted)) * 100;
  return <div className={styles.passBar} role="img" aria-label={`${counts.passed} of ${counts.counted} pass`}><div style={{ width: `${share}%` }} /></div>;
}

function toneOf(item: CheckItem): Tone {
  if (item.result === null) return 'neutral';
  if (item.result.success) return 'good';
  return item.check.severity === 'critical' ? 'failure' : item.check.severity === 'warning' ? 'attention' : 'neutral';
}

function typeOf(snapshot: Snapshot, { items }: CheckGroup): string {
  const columns = items[0] ? columnsOf(items[0].check) : [];
  if (columns.length !== 1) return '';
  const column = snapshot.columns.find((candidate) => candidate.name === columns[0]);
  return column ? typeWords[column.type] : qualityMessages.notInVersion;
}
