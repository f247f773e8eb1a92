/** What changed between two versions of the rules, in words. */
import { Button, NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SchemaVersion } from '@shared/areas/quality';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { useQuery } from '../../../engine';
import { Card, ErrorPanel, SkeletonLines, Tag, type Tone } from '../../../ui';
import { useRuleWords } from '../useRuleWords';
import styles from './Versions.module.css';
import { checkChangeWords, columnChangeWords, tableChangeWords, typeName } from './changeWords';
import { versionMessages as words } from './messages';
import { kindOfChange, schemaChanges, type ChangeKind, type SchemaChange } from './schemaDiff';

interface VersionDiffProps {
  readonly datasetId: string;
  readonly versions: readonly SchemaVersion[];
  /** Null where nothing is unsaved. */
  readonly draft: DataSchema | null;
  /** Null stands for the draft. */
  readonly from: number | null;
  readonly to: number | null;
  readonly onChange: (from: number | null, to: number | null) => void;
}

const shownFirst = 100;
const tones: Readonly<Record<ChangeKind, Tone>> = { added: 'good', removed: 'failure', changed: 'accent' };

export function VersionDiff({ datasetId, versions, draft, from, to, onChange }: VersionDiffProps) {
  const [all, setAll] = useState(false);
  const before = useQuery('quality.schemaVersion', from === null ? null : { datasetId, version: from });
  const after = useQuery('quality.schemaVersion', to === null ? null : { datasetId, version: to });
  const earlier = from === null ? draft : (before.data?.schema ?? null);
  const later = to === null ? draft : (after.data?.schema ?? null);
  const changes = useMemo(() => (earlier && later ? schemaChanges(earlier, later) : null), [earlier, later]);
  const checks = useMemo(() => (changes ?? []).flatMap((change) => (change.of === 'check' ? [change.after ?? change.before ?? []].flat() : [])), [changes]);
  const wordsOf = useRuleWords(checks);
  const options = [...(draft ? [{ value: '', label: words.draft }] : []), ...versions.map(({ version }) => ({ value: String(version), label: words.version(version) }))];
  const side = (value: string): number | null => (value === '' ? null : Number(value));
  const error = before.error ?? after.error;
  const count = (kind: ChangeKind): number => (changes ?? []).filter((change) => kindOfChange(change) === kind).length;
  const shown = all ? (changes ?? []) : (changes ?? []).slice(0, shownFirst);
  return (
    <Card
      title={words.compare}
      note={changes && changes.length > 0 ? words.counts(count('added'), count('changed'), count('removed')) : undefined}
      actions={
        <span className={styles.sides}>
          <NativeSelect aria-label={words.from} value={from === null ? '' : String(from)} data={options} onChange={(event) => onChange(side(event.currentTarget.value), to)} />
          <span aria-hidden="true">→</span>
          <NativeSelect aria-label={words.to} value={to === null ? '' : String(to)} data={options} onChange={(event) => onChange(from, side(event.currentTarget.value))} />
        </span>
      }
    >
      {error !== null ? <ErrorPanel error={error} /> : changes === null ? <SkeletonLines lines={6} /> : changes.length === 0 ? <p className={styles.same}>{words.same}</p> : (
        <ul className={styles.changes}>
          {shown.map((change, i) => <Change key={i} change={change} ruleOf={(check) => wordsOf(check)?.rule ?? check.check} />)}
        </ul>
      )}
      {changes && changes.length > shown.length && <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>{words.more(changes.length - shown.length)}</Button>}
    </Card>
  );
}

interface ChangeProps {
  readonly change: SchemaChange;
  readonly ruleOf: (check: Parameters<typeof checkChangeWords>[0]) => string;
}

function Change({ change, ruleOf }: ChangeProps) {
  const kind = kindOfChange(change);
  return (
    <li className={styles.change}>
      <Tag tone={tones[kind]}>{words.kinds[kind]}</Tag>
      <div>
        <p><b>{change.of === 'table' ? words.table : change.of === 'order' ? words.order : change.subject}</b> {headline(change, ruleOf)}</p>
        {details(change).map((line) => <p key={line} className={styles.detail}>{line}</p>)}
      </div>
    </li>
  );
}

function headline(change: SchemaChange, ruleOf: ChangeProps['ruleOf']): string {
  if (change.of === 'column') return [words.column, ...(change.before === null && change.after ? [typeName(change.after)] : [])].join(', ');
  const check = change.of === 'check' ? (change.after ?? change.before) : null;
  return check ? ruleOf(check) : '';
}

function details(change: SchemaChange): readonly string[] {
  if (change.of === 'table') return tableChangeWords(change.before, change.after);
  if (change.of === 'order') return [];
  if (change.of === 'check') return change.before && change.after ? checkChangeWords(change.before, change.after) : [];
  return change.before && change.after ? columnChangeWords(change.before, change.after) : [];
}
