/** What a rule of any kind has: how much may fail, missing cells, which rows, how grave, a note. */
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { Snapshot } from '@shared/areas/datasets';
import type { CheckKind } from '@shared/areas/quality';
import { severities } from '@shared/areas/qualitySchema';
import { Segmented } from '../../../ui';
import { severityWords } from '../messages';
import { ConditionEditor } from './ConditionEditor';
import { ruleMessages as words } from './messages';
import styles from './Rule.module.css';
import { unreadFields, type RuleDraft } from './ruleDraft';

interface RuleTermsProps {
  readonly snapshot: Snapshot;
  readonly kind: CheckKind;
  readonly draft: RuleDraft;
  readonly onChange: (part: Partial<RuleDraft>, field: string) => void;
}

export function RuleTerms({ snapshot, kind, draft, onChange }: RuleTermsProps) {
  const isWrong = unreadFields(draft, kind).includes('allow');
  return (
    <>
      {kind.rows && (
        <div className={styles.line}>
          <span>{words.mayFail}</span>
          <TextInput aria-label={words.mayFailPerCent} className={styles.percent} inputMode="decimal" value={draft.allow} rightSection="%" error={isWrong ? words.perCentWrong : undefined} onChange={(event) => onChange({ allow: event.currentTarget.value }, 'allow')} />
        </div>
      )}
      {kind.rows && kind.kind !== 'not-null' && kind.kind !== 'null' && kind.scope !== 'table' && (
        <div className={styles.line}>
          <span aria-hidden="true">{words.missingCells}</span>
          <Segmented size="small" label={words.missingCells} value={draft.nulls} onChange={(nulls) => onChange({ nulls }, 'nulls')} options={[{ value: 'pass', label: words.nulls.pass }, { value: 'fail', label: words.nulls.fail }]} />
        </div>
      )}
      {kind.perGroup && (
        <div className={styles.line}>
          <span>{words.inEach}</span>
          <NativeSelect aria-label={words.inEach} className={styles.severity} value={draft.by} data={[{ value: '', label: words.noGroup }, ...snapshot.columns.filter(({ name }) => !draft.columns.includes(name)).map(({ name }) => name)]} onChange={(event) => onChange({ by: event.currentTarget.value }, 'by')} />
        </div>
      )}
      <ConditionEditor snapshot={snapshot} condition={draft.condition} onChange={(condition) => onChange({ condition }, 'condition')} />
      <div className={styles.line}>
        <span>{words.ifItFails}</span>
        <NativeSelect aria-label={words.ifItFails} className={styles.severity} value={draft.severity} data={severities.map((severity) => ({ value: severity, label: severityWords[severity] }))} onChange={(event) => onChange({ severity: severities.find((severity) => severity === event.currentTarget.value) ?? draft.severity }, 'severity')} />
      </div>
      <Textarea label={words.note} placeholder={words.notePlaceholder} autosize minRows={1} maxRows={6} value={draft.note} onChange={(event) => onChange({ note: event.currentTarget.value }, 'note')} />
    </>
  );
}
