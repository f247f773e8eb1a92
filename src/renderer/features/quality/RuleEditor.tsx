/** One rule as a form; the rows that would fail are counted while it is edited. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { columnTypes } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import { severities, type Check, type CheckKind, type CheckResult } from '@shared/areas/quality';
import { useQuery } from '../../engine';
import { ErrorPanel, formatCount, formatInteger, formatPercent, isNumeric, SidePanel, typeWords } from '../../ui';
import { ruleText } from './checkGroups';
import { checkKindWords, qualityMessages, severityWords } from './messages';
import styles from './Quality.module.css';
import { checkOf, draftOf, type RuleDraft } from './ruleDraft';

interface RuleEditorProps {
  readonly snapshot: Snapshot;
  /** Null: a new rule. */
  readonly check: Check | null;
  readonly result: CheckResult | null;
  readonly working: boolean;
  /** The edited rule with its count, while it differs from the saved one; null when it does not. */
  readonly onTry: (result: CheckResult | null) => void;
  readonly onSave: (check: Check) => void;
  readonly onRemove?: () => void;
  readonly onClose?: () => void;
}

const kinds = Object.keys(checkKindWords) as readonly CheckKind[];

export function RuleEditor({ snapshot, check, result, working, onTry, onSave, onRemove, onClose }: RuleEditorProps) {
  const first = snapshot.columns[0] ?? { name: '', type: 'text' as const };
  const start = draftOf(check, first);
  const [draft, setDraft] = useState<RuleDraft>(start);
  const columnType = snapshot.columns.find((column) => column.name === draft.column)?.type ?? 'text';
  const edited = checkOf(draft, columnType, check?.evidence);
  const changed = edited !== null && (check === null || ruleText(edited) !== ruleText(check));
  const [counted] = useDebouncedValue(changed || result === null ? edited : null, 200);
  const live = useQuery('quality.tryCheck', counted === null ? null : { snapshotId: snapshot.id, check: counted }, { keepPrevious: true });
  const tried = changed ? (live.data ?? null) : null;
  useEffect(() => onTry(tried), [tried, onTry]);
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  return (
    <SidePanel title={check === null ? qualityMessages.newRule : 'Rule'} label={check === null ? qualityMessages.newRule : `Rule for ${check.column}`} {...(onClose && { onClose })}>
      <form
        className={styles.rule}
        onSubmit={(event) => {
          event.preventDefault();
          if (edited !== null && changed) onSave(edited);
        }}
      >
        {check === null ? (
          <NativeSelect label={qualityMessages.words.column} value={draft.column} data={snapshot.columns.map((column) => column.name)} onChange={(event) => set({ column: event.currentTarget.value })} />
        ) : (
          <div><p className={styles.ruleLabel}>{qualityMessages.words.column}</p><p className={styles.ruleColumn}>{draft.column}</p></div>
        )}
        <NativeSelect label={qualityMessages.words.rule} value={draft.kind} data={kinds.map((kind) => ({ value: kind, label: checkKindWords[kind] }))} onChange={(event) => set({ kind: kinds.find((kind) => kind === event.currentTarget.value) ?? draft.kind })} />
        <KindFields draft={draft} numeric={isNumeric(columnType)} onChange={set} />
        <div className={styles.ruleLine}><span>{qualityMessages.words.allowUpTo}</span><TextInput aria-label={qualityMessages.words.allowUpToPerCent} className={styles.percent} value={draft.allow} rightSection="%" onChange={(event) => set({ allow: event.currentTarget.value })} /></div>
        <div className={styles.ruleLine}><span>{qualityMessages.words.ifItFails}</span><NativeSelect aria-label={qualityMessages.words.ifItFails} className={styles.severity} value={draft.severity} data={severities.map((severity) => ({ value: severity, label: severityWords[severity] }))} onChange={(event) => set({ severity: severities.find((severity) => severity === event.currentTarget.value) ?? draft.severity })} /></div>
        <LiveCount rows={snapshot.rows} before={result} after={changed || result === null ? (live.data ?? null) : null} edited={changed} counting={counted !== null && live.data === undefined && live.error === null} />
        {live.error !== null && changed && <ErrorPanel error={live.error} />}
        <div className={styles.ruleActions}>
          <Button type="submit" size="xs" variant={changed ? 'light' : 'default'} disabled={!changed} loading={working}>{qualityMessages.saveRule}</Button>
          <Button size="xs" disabled={ruleDraftText(draft) === ruleDraftText(start)} onClick={() => setDraft(start)}>{qualityMessages.discard}</Button>
          {onRemove && <Button size="xs" variant="subtle" color="red" disabled={working} onClick={onRemove}>{qualityMessages.remove}</Button>}
        </div>
      </form>
    </SidePanel>
  );
}

function ruleDraftText(draft: RuleDraft): string {
  return JSON.stringify(draft);
}

interface KindFieldsProps {
  readonly draft: RuleDraft;
  readonly numeric: boolean;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

function KindFields({ draft, numeric, onChange }: KindFieldsProps) {
  if (draft.kind === 'type') return <NativeSelect label={qualityMessages.words.type} value={draft.type} data={columnTypes.map((type) => ({ value: type, label: typeWords[type] }))} onChange={(event) => onChange({ type: columnTypes.find((type) => type === event.currentTarget.value) ?? draft.type })} />;
  if (draft.kind === 'range') {
    return (
      <div className={styles.pair}>
        <TextInput label={qualityMessages.words.atLeast} value={draft.min} inputMode={numeric ? 'decimal' : 'text'} onChange={(event) => onChange({ min: event.currentTarget.value })} />
        <TextInput label={qualityMessages.words.atMost} value={draft.max} inputMode={numeric ? 'decimal' : 'text'} onChange={(event) => onChange({ max: event.currentTarget.value })} />
      </div>
    );
  }
  if (draft.kind === 'pattern') return <TextInput label={qualityMessages.words.pattern} description={qualityMessages.words.patternNote} value={draft.pattern} onChange={(event) => onChange({ pattern: event.currentTarget.value })} />;
  if (draft.kind === 'one-of') return <ValueChips values={draft.values} onChange={(values) => onChange({ values })} />;
  return null;
}

const chipsShown = 16;

function ValueChips({ values, onChange }: { readonly values: readonly string[]; readonly onChange: (values: readonly string[]) => void }) {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  function add(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const value = text.trim();
    if (value !== '' && !values.includes(value)) onChange([...values, value]);
    setText('');
  }
  const shown = all ? values : values.slice(0, chipsShown);
  return (
    <div className={styles.chips}>
      {shown.map((value) => (
        <button key={value} type="button" className={styles.chip} title={`Take out ${value}`} aria-label={`Take out ${value}`} onClick={() => onChange(values.filter((other) => other !== value))}>{value === '' ? '(empty)' : value}<span aria-hidden="true">×</span></button>
      ))}
      {values.length > shown.length && <button type="button" className={styles.moreChips} onClick={() => setAll(true)}>{values.length - shown.length} more</button>}
      <TextInput aria-label={qualityMessages.words.addAValue} placeholder={qualityMessages.words.addAValueEnter} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={add} />
    </div>
  );
}

interface LiveCountProps {
  readonly rows: number;
  readonly before: CheckResult | null;
  readonly after: CheckResult | null;
  readonly edited: boolean;
  readonly counting: boolean;
}

function LiveCount({ rows, before, after, edited, counting }: LiveCountProps) {
  const shown = after ?? before;
  if (shown === null) return counting ? <div className={styles.count} data-tone="neutral" role="status"><p className={styles.countNote}>{qualityMessages.words.counting}</p></div> : null;
  const tone = shown.success ? 'good' : 'attention';
  return (
    <div className={styles.count} data-tone={tone} role="status">
      <p className={styles.countFigure}>
        {after && before && after.failures !== before.failures && <s>{formatInteger(before.failures)}</s>}
        <b>{shown.failures === 1 ? '1 row fails' : `${formatCount(shown.failures, 'row')} fail`}</b>
      </p>
      <p className={styles.countNote}>{formatPercent(shown.failureShare)} of {formatInteger(rows)}{edited && after ? ', counted as you edit' : ''}</p>
    </div>
  );
}
