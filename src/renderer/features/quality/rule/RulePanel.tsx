/** One rule with all its fields. Edits go into the draft as they are made; a new rule is added once it is complete. */
import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckKind, CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { ErrorPanel, SidePanel } from '../../../ui';
import { subjectOf } from '../checkItems';
import { ruleText } from '../checkText';
import styles from './Rule.module.css';
import { ColumnFields } from './ColumnFields';
import { KindPicker } from './KindPicker';
import { LiveCount } from './LiveCount';
import { ruleMessages as words } from './messages';
import { checkOf, draftOf, unreadFields, withKind, type RuleDraft } from './ruleDraft';
import { ArgumentInput } from './ArgumentInput';
import { RuleTerms } from './RuleTerms';

interface RulePanelProps {
  readonly snapshot: Snapshot;
  readonly catalogue: readonly CheckKind[];
  /** Null: a new rule, for these columns. */
  readonly check: Check | null;
  readonly columns: readonly string[];
  readonly before: CheckResult | null;
  readonly result: CheckResult | null;
  /** Why its rows could not be counted. */
  readonly failure: unknown;
  /** Each edit that makes a rule, named by its field; of a new rule null while it is incomplete. */
  readonly onChange: (check: Check, field: string) => void;
  readonly onCandidate: (check: Check | null) => void;
  readonly onAdd: (check: Check) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
  readonly onShowText: (check: Check) => void;
}

interface Local {
  readonly draft: RuleDraft;
  /** The check the draft stands for: where another one comes from outside, the fields are read anew. */
  readonly made: Check | null;
}

export function RulePanel(props: RulePanelProps) {
  const { snapshot, catalogue, check, columns, before, result, failure } = props;
  const [local, setLocal] = useState<Local>(() => ({ draft: draftOf(check, columns), made: check }));
  if (check !== null && local.made !== check) setLocal({ draft: draftOf(check, columns), made: check });
  const { draft } = local;
  const kind = catalogue.find((each) => each.kind === draft.kind) ?? null;
  const unread = kind ? unreadFields(draft, kind) : [];
  const candidate = kind ? checkOf(draft, kind, check) : null;

  function change(part: Partial<RuleDraft>, field: string, of = kind): void {
    const next = { ...draft, ...part };
    const made = of ? checkOf(next, of, check) : null;
    const isNew = made !== null && (check === null || ruleText(made) !== ruleText(check));
    setLocal({ draft: next, made: isNew ? made : check });
    if (check === null) props.onCandidate(made);
    else if (isNew) props.onChange(made, field);
  }

  function choose(next: CheckKind): void {
    const changed = withKind(draft, next);
    change(changed, 'kind', next);
  }

  const title = check === null ? words.newRule : words.rule;
  return (
    <SidePanel
      title={title}
      label={check === null ? words.newRule : words.ruleFor(subjectOf(check))}
      mark={
        <>
          {candidate !== null && <button type="button" className={styles.textButton} onClick={() => props.onShowText(candidate)}>{words.showAsText}</button>}
          {check !== null && <Switch size="xs" label={check.enabled ? words.on : words.off} aria-label={words.switchLabel} checked={check.enabled} onChange={(event) => props.onChange({ ...check, enabled: event.currentTarget.checked }, 'enabled')} />}
        </>
      }
      {...(check === null && { onClose: props.onClose })}
    >
      <form
        className={styles.rule}
        // A new rule is no edit yet: its fields undo their own text.
        data-own-undo={check === null || undefined}
        onSubmit={(event) => {
          event.preventDefault();
          if (check === null && candidate !== null) props.onAdd(candidate);
        }}
      >
        <KindPicker snapshot={snapshot} catalogue={catalogue} columns={draft.columns} kind={draft.kind} focused={check === null} onChoose={choose} />
        {kind && <ColumnFields snapshot={snapshot} kind={kind} columns={draft.columns} onChange={(next) => change({ columns: next }, 'columns')} />}
        {kind?.fields.map((field) => <ArgumentInput key={`${kind.kind} ${field.name}`} snapshot={snapshot} field={field} column={draft.columns.length === 1 ? (draft.columns[0] ?? null) : null} value={draft.args[field.name] ?? ''} onChange={(value) => change({ args: { ...draft.args, [field.name]: value } }, field.name)} />)}
        {kind ? <RuleTerms snapshot={snapshot} kind={kind} draft={draft} onChange={change} /> : <p className={styles.hint}>{words.chooseKindFirst}</p>}
        {unread.length > 0 && kind && <p className={styles.hint} role="status">{words.incomplete(unread.map((name) => fieldLabel(kind, name)))}</p>}
        {unread.length === 0 && candidate !== null && <LiveCount kind={kind} before={before} result={result} edited={check === null || before !== null} counting={result === null && failure === null} />}
        {unread.length === 0 && failure !== null && <ErrorPanel error={failure} />}
        <div className={styles.actions}>
          {check === null ? <Button type="submit" size="xs" variant="light" disabled={candidate === null}>{words.add}</Button> : <Button size="xs" onClick={props.onCopy}>{words.copy}</Button>}
          {check !== null && <Button size="xs" variant="subtle" color="red" onClick={props.onRemove}>{words.remove}</Button>}
        </div>
      </form>
    </SidePanel>
  );
}

function fieldLabel(kind: CheckKind, name: string): string {
  if (name === 'columns') return (kind.scope === 'column' ? words.column : words.columns).toLowerCase();
  if (name === 'allow') return words.mayFailPerCent.toLowerCase();
  const label = kind.fields.find((field) => field.name === name)?.label ?? name;
  return label.charAt(0).toLowerCase() + label.slice(1);
}
