/** The answer in short: the two versions, the summary in sentences, and the counts. */
import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { Dataset } from '@shared/areas/datasets';
import type { Diff } from '@shared/areas/diff';
import { Card, formatCount, formatInteger, formatSigned, StatTile } from '../../../ui';
import { isNoticeable } from './changeOrder';
import type { ComparePlace } from './compareAddress';
import styles from './Compare.module.css';
import { KeyChooser } from './KeyChooser';
import { compareMessages } from './messages';

const words = compareMessages;

/** A name as long as the picker has room for beside the version; the group has it in full. */
const mostOfName = 18;

function beginning(name: string): string {
  const letters = [...name];
  return letters.length <= mostOfName ? name : `${letters.slice(0, mostOfName - 1).join('').trimEnd()}…`;
}

interface VersionPickerProps {
  readonly datasets: readonly Dataset[];
  readonly beforeId: string;
  readonly afterId: string;
  readonly onChange: (next: Pick<ComparePlace, 'before' | 'after'>) => void;
}

export function VersionPicker({ datasets, beforeId, afterId, onChange }: VersionPickerProps) {
  const options = datasets.map((dataset) => ({ group: dataset.name, items: dataset.versions.map(({ snapshotId, number }) => ({ value: snapshotId, label: `${beginning(dataset.name)} v${number}` })) }));
  return (
    <span className={styles.versions}>
      <NativeSelect size="xs" aria-label={words.from} value={beforeId} data={options} onChange={(event) => onChange({ before: event.currentTarget.value, after: afterId })} />
      <ActionIcon aria-label={words.swap} title={words.swap} onClick={() => onChange({ before: afterId, after: beforeId })}><IconArrowsLeftRight size={15} /></ActionIcon>
      <NativeSelect size="xs" aria-label={words.to} value={afterId} data={options} onChange={(event) => onChange({ before: beforeId, after: event.currentTarget.value })} />
    </span>
  );
}

interface DiffFactsProps {
  readonly diff: Diff;
  /** Leaves the sentences after the summary to the other tab. */
  readonly brief?: boolean;
  readonly onKey: (key: readonly string[] | null) => void;
}

export function DiffFacts({ diff, brief = false, onKey }: DiffFactsProps) {
  const { before, after, added, removed, changed, changedCells, columns, distributions, sentences } = diff;
  const { tiles } = words;
  const [summary = '', ...rest] = sentences;
  const changedColumns = distributions.filter((column) => (column.changedCells ?? 0) > 0).length;
  const columnChanges = columns.added.length + columns.removed.length + columns.renamed.length + columns.retyped.length;
  return (
    <Card label={summary} className={styles.facts}>
      <p className={styles.summary}>{summary}</p>
      <div className={styles.tiles}>
        <StatTile label={tiles.rows} value={formatInteger(after.rows)} note={before.rows === after.rows ? undefined : formatSigned(after.rows - before.rows, 0)} />
        <StatTile label={tiles.changed} value={formatInteger(changed)} note={changed === null ? tiles.noKey : tiles.of(formatInteger(before.rows))} />
        <StatTile label={tiles.added} value={formatInteger(added)} />
        <StatTile label={tiles.removed} value={formatInteger(removed)} />
        <StatTile label={tiles.cells} value={formatInteger(changedCells)} note={changedCells === null ? tiles.noKey : tiles.inColumns(formatCount(changedColumns, 'column'))} />
        <StatTile label={tiles.columns} value={formatInteger(distributions.length + columns.added.length)} note={columnChanges === 0 ? `${formatInteger(distributions.filter(isNoticeable).length)} moved` : `+${columns.added.length} −${columns.removed.length}`} />
      </div>
      {!brief && rest.length > 0 && <ul className={styles.sentences}>{rest.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>}
      <KeyChooser diff={diff} onChange={onKey} />
    </Card>
  );
}
