/** One line of the list of checks: a check with its count, or the column that checks stand under. */
import type { CSSProperties } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { columnsOf } from '@shared/areas/qualitySchema';
import { Dot, formatInteger, typeWords, type Tone } from '../../../ui';
import { isFailing, subjectOf, type CheckGroup, type CheckItem } from '../checkItems';
import { qualityMessages } from '../messages';
import styles from '../Quality.module.css';

const words = qualityMessages.list;

interface CheckRowProps {
  readonly id: string;
  readonly item: CheckItem;
  readonly rule: string;
  readonly place: number;
  readonly of: number;
  readonly selected: boolean;
  readonly style: CSSProperties;
  readonly onSelect: (item: CheckItem) => void;
}

export function CheckRow({ id, item, rule, place, of, selected, style, onSelect }: CheckRowProps) {
  const { tone, word } = stateOf(item);
  const failures = item.result?.failures ?? 0;
  return (
    <div id={id} role="option" aria-selected={selected} aria-posinset={place} aria-setsize={of} className={styles.item} data-off={!item.check.enabled || undefined} style={style} onClick={() => onSelect(item)}>
      <span className="visually-hidden">{words.optionSubject(subjectOf(item.check))}</span>
      <span aria-hidden="true"><Dot tone={tone} word={word} /></span>
      <span className={styles.ellipsis} title={rule}>{rule}</span>
      <span className="visually-hidden">{words.optionState(word)}</span>
      {item.check.enabled && item.result !== null && <span className={styles.itemCount} data-failing={isFailing(item) || undefined}>{formatInteger(failures)}<span className="visually-hidden">{words.optionRows(failures)}</span></span>}
      {!item.check.enabled && <span className={styles.itemCount} aria-hidden="true">{words.off}</span>}
    </div>
  );
}

function stateOf({ check, result }: CheckItem): { readonly tone: Tone; readonly word: string } {
  if (!check.enabled) return { tone: 'neutral', word: words.states.off };
  if (result === null) return { tone: 'neutral', word: words.states.uncounted };
  if (result.success) return { tone: 'good', word: words.states.holds };
  return { tone: check.severity === 'critical' ? 'failure' : check.severity === 'warning' ? 'attention' : 'neutral', word: words.states.fails };
}

interface GroupRowProps {
  readonly group: CheckGroup;
  readonly snapshot: Snapshot;
  readonly style: CSSProperties;
}

/** Each option says its column itself, so the heading is for the eyes. */
export function GroupRow({ group, snapshot, style }: GroupRowProps) {
  return (
    <p role="presentation" className={styles.groupName} style={style}>
      <span className={styles.ellipsis} title={group.subject}>{group.subject}</span>
      <span className={styles.groupType}>{typeOf(snapshot, group)}</span>
    </p>
  );
}

function typeOf(snapshot: Snapshot, { subject, items }: CheckGroup): string {
  const named = items[0] ? columnsOf(items[0].check) : [];
  if (named.length !== 1 && !snapshot.columns.some(({ name }) => name === subject)) return '';
  const column = snapshot.columns.find(({ name }) => name === subject);
  return column ? typeWords[column.type] : qualityMessages.notInVersion;
}
