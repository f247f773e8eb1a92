/** The editor of the gate's rules: a form for each, or the whole as JSON. */
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GateRule } from '@shared/areas/gates';
import { metricNames } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';
import { notify } from '@renderer/app/notices';
import { useCommand } from '@renderer/engine';
import { copyText, ErrorPanel } from '@renderer/ui';
import { Dialog } from '@renderer/ui/Dialog';
import styles from './Registry.module.css';
import { registryWords, ruleKindWords } from './registryMessages';
import { draftOfRule, newDraft, ruleFields, ruleKinds, ruleOfDraft, withMetric, type RuleDraft, type RuleField } from './ruleFields';

const words = registryWords.rules;

interface RulesDialogProps {
  readonly rules: readonly GateRule[];
  readonly document: string;
  readonly onClose: () => void;
}

export function RulesDialog({ rules, document, onClose }: RulesDialogProps) {
  const save = useCommand('registry.saveRules');
  const [drafts, setDrafts] = useState<readonly RuleDraft[]>(rules.map(draftOfRule));
  const [text, setText] = useState<string | null>(null);
  const edited = drafts.map(ruleOfDraft);
  const isWhole = edited.every((rule) => rule !== null);
  const change = (place: number, draft: RuleDraft | null): void => setDrafts(drafts.flatMap((each, i) => (i !== place ? [each] : draft ? [draft] : [])));
  async function store(): Promise<void> {
    const done = await save.run(text === null ? { rules: edited.filter((rule) => rule !== null) } : { document: text });
    if (done === undefined) return;
    notify(words.saved, 'good');
    onClose();
  }
  return (
    <Dialog label={words.editTitle} onClose={onClose} width={680}>
      <div className={styles.dialog}>
        <h2>{words.editTitle}</h2>
        {text === null ? (
          <>
            <div className={styles.edited}>
              {drafts.map((draft, place) => <RuleForm key={place} draft={draft} onChange={(next) => change(place, next)} />)}
              {drafts.length === 0 && <p className={styles.small}>{words.none}</p>}
            </div>
            <NativeSelect label={words.add} value="" data={[{ value: '', label: '' }, ...ruleKinds.map((kind) => ({ value: kind, label: ruleKindWords[kind] }))]} onChange={(event) => {
              const kind = ruleKinds.find((each) => each === event.currentTarget.value);
              if (kind) setDrafts([...drafts, newDraft(kind)]);
            }} />
          </>
        ) : (
          <>
            <p className={styles.dialogNote}>{words.documentNote}</p>
            <Textarea className={styles.json} aria-label={words.document} rows={18} value={text} onChange={(event) => setText(event.currentTarget.value)} spellCheck={false} />
          </>
        )}
        {!isWhole && text === null && <p className={styles.small} role="status">{words.needsNumber}</p>}
        {save.error !== null && <ErrorPanel error={save.error} />}
        <div className={styles.dialogActions}>
          {text === null ? <Button onClick={() => setText(document)}>{words.document}</Button> : <span className={styles.actions}><Button onClick={() => setText(null)}>{words.back}</Button><Button onClick={() => copyText(text) && notify(words.copied)}>{words.copy}</Button></span>}
          <Button onClick={onClose}>{registryWords.cancel}</Button>
          <Button variant="filled" disabled={text === null && !isWhole} loading={save.running} onClick={() => void store()}>{text === null ? registryWords.save : words.take}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function RuleForm({ draft, onChange }: { readonly draft: RuleDraft; readonly onChange: (draft: RuleDraft | null) => void }) {
  const name = ruleKindWords[draft.rule];
  return (
    <div className={styles.editedRule} role="group" aria-label={name}>
      <div className={styles.editedHead}>{name}<Button size="xs" variant="subtle" color="red" aria-label={`${words.remove}: ${name}`} onClick={() => onChange(null)}>{words.remove}</Button></div>
      {ruleFields[draft.rule].length > 0 && <div className={styles.fields}>{ruleFields[draft.rule].map((field) => <Field key={field.key} field={field} draft={draft} onChange={onChange} />)}</div>}
    </div>
  );
}

function Field({ field: { key, label, kind }, draft, onChange }: { readonly field: RuleField; readonly draft: RuleDraft; readonly onChange: (draft: RuleDraft) => void }) {
  const value = draft[key];
  if (kind === 'switch') return <Checkbox size="xs" radius={4} label={label} checked={value === true} onChange={(event) => onChange({ ...draft, [key]: event.currentTarget.checked })} />;
  if (kind === 'metric') return <NativeSelect label={label} value={String(value)} data={metricNames.map((name) => ({ value: name, label: metricWords[name].name }))} onChange={(event) => onChange(withMetric(draft, event.currentTarget.value))} />;
  if (kind === 'direction') return <NativeSelect label={label} value={String(value)} data={[{ value: 'higher', label: 'higher' }, { value: 'lower', label: 'lower' }]} onChange={(event) => onChange({ ...draft, [key]: event.currentTarget.value })} />;
  return <TextInput label={label} value={String(value ?? '')} inputMode={kind === 'text' ? 'text' : 'decimal'} onChange={(event) => onChange({ ...draft, [key]: event.currentTarget.value })} />;
}
