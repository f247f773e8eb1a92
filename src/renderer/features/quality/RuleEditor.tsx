/** One rule as a form; the rows that would fail are counted while it is edited. */
import { Button, Checkbox, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import { type CheckKind, type CheckResult } from '@shared/areas/quality';
import type { ArgumentField } from '@shared/areas/quality';
import { severities, type Check } from '@shared/areas/qualitySchema';
import { useQuery } from '../../engine';
import { ErrorPanel, formatCount, formatInteger, formatPercent, SidePanel } from '../../ui';
import { ruleText, subjectOf } from './checkGroups';
import { qualityMessages, severityWords } from './messages';
import styles from './Quality.module.css';
import { checkOf, draftOf, type RuleDraft } from './ruleDraft';

interface RuleEditorProps {
  readonly snapshot: Snapshot;
  readonly catalogue: readonly CheckKind[];
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

export function RuleEditor({ snapshot, catalogue, check, result, working, onTry, onSave, onRemove, onClose }: RuleEditorProps) {
  const start = draftOf(check, snapshot.columns[0]?.name ?? '');
  const [draft, setDraft] = useState<RuleDraft>(start);
  const kind = catalogue.find((each) => each.kind === draft.kind);
  const edited = kind ? checkOf(draft, kind, check) : null;
  const changed = edited !== null && (check === null || ruleText(edited) !== ruleText(check));
  const [counted] = useDebouncedValue(changed || result === null ? edited : null, 200);
  const live = useQuery('quality.tryCheck', counted === null ? null : { snapshotId: snapshot.id, check: counted }, { keepPrevious: true });
  const tried = changed ? (live.data ?? null) : null;
  useEffect(() => onTry(tried), [tried, onTry]);
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  return (
    <SidePanel title={check === null ? qualityMessages.newRule : 'Rule'} label={check === null ? qualityMessages.newRule : `Rule for ${subjectOf(check)}`} {...(onClose && { onClose })}>
      <form
        className={styles.rule}
        onSubmit={(event) => {
          event.preventDefault();
          if (edited !== null && changed) onSave(edited);
        }}
      >
        <NativeSelect label={qualityMessages.words.rule} value={draft.kind} data={catalogue.map((each) => ({ value: each.kind, label: each.title }))} onChange={(event) => set({ kind: event.currentTarget.value, args: {} })} />
        {kind && kind.scope !== 'table' && <ColumnFields snapshot={snapshot} kind={kind} columns={draft.columns} onChange={(columns) => set({ columns })} />}
        {kind?.fields.map((field) => <ArgumentInput key={field.name} field={field} value={draft.args[field.name] ?? ''} onChange={(value) => set({ args: { ...draft.args, [field.name]: value } })} />)}
        {kind?.rows === true && <div className={styles.ruleLine}><span>{qualityMessages.words.allowUpTo}</span><TextInput aria-label={qualityMessages.words.allowUpToPerCent} className={styles.percent} value={draft.allow} rightSection="%" onChange={(event) => set({ allow: event.currentTarget.value })} /></div>}
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

interface ColumnFieldsProps {
  readonly snapshot: Snapshot;
  readonly kind: CheckKind;
  readonly columns: readonly string[];
  readonly onChange: (columns: readonly string[]) => void;
}

/** One column, two, or as many as are chosen. */
function ColumnFields({ snapshot, kind, columns, onChange }: ColumnFieldsProps) {
  const names = snapshot.columns.map((column) => column.name);
  if (kind.scope === 'columns') return <MultiSelect label={qualityMessages.words.columns} searchable data={names} value={[...columns]} onChange={onChange} />;
  const places = kind.scope === 'pair' ? [0, 1] : [0];
  return places.map((place) => (
    <NativeSelect key={place} label={place === 0 ? qualityMessages.words.column : qualityMessages.words.secondColumn} value={columns[place] ?? ''} data={['', ...names]} onChange={(event) => onChange(places.map((each) => (each === place ? event.currentTarget.value : (columns[each] ?? ''))))} />
  ));
}

interface ArgumentInputProps {
  readonly field: ArgumentField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ArgumentInput({ field, value, onChange }: ArgumentInputProps) {
  const { label, help } = field;
  const description = help === undefined ? {} : { description: help };
  switch (field.input) {
    case 'flag':
      return <Checkbox label={label} checked={value === 'true'} onChange={(event) => onChange(event.currentTarget.checked ? 'true' : '')} />;
    case 'choice':
      return <NativeSelect label={label} {...description} value={value} data={[...(field.optional ? [{ value: '', label: qualityMessages.words.usual }] : []), ...(field.choices ?? [])]} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'values':
      return <ValueChips values={value === '' ? [] : value.split('\n')} onChange={(values) => onChange(values.join('\n'))} />;
    case 'patterns':
    case 'document':
    case 'formula':
      return <Textarea label={label} {...description} autosize minRows={2} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
    default:
      return <TextInput label={label} {...description} value={value} inputMode={field.input === 'number' || field.input === 'count' ? 'decimal' : 'text'} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
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
