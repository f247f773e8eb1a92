/** What tells rows apart: the key in use with its reason, and the form that changes it. */
import { Button, Checkbox, Popover } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Diff } from '@shared/areas/diff';
import dataStyles from '../Data.module.css';
import styles from './Compare.module.css';
import { compareMessages } from './messages';

const words = compareMessages.key;

interface KeyChooserProps {
  readonly diff: Diff;
  /** Null: let the engine propose; empty: compare whole rows. */
  readonly onChange: (key: readonly string[] | null) => void;
}

export function KeyChooser({ diff, onChange }: KeyChooserProps) {
  const [open, setOpen] = useState(false);
  const { columns, reason } = diff.key;
  const choose = (key: readonly string[] | null): void => {
    setOpen(false);
    onChange(key);
  };
  return (
    <span className={styles.key}>
      <span className={styles.keyLabel}>{words.label}</span>
      <b>{columns.length === 0 ? words.none : columns.join(' + ')}</b>
      <span className={styles.keyReason}>{reason}</span>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus>
        <Popover.Target>
          <button type="button" className={dataStyles.textButton} aria-expanded={open} onClick={() => setOpen(!open)}>{words.change}</button>
        </Popover.Target>
        <Popover.Dropdown>
          <KeyForm key={columns.join('\n')} diff={diff} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

function KeyForm({ diff, onChoose }: { readonly diff: Diff; readonly onChoose: KeyChooserProps['onChange'] }) {
  const [chosen, setChosen] = useState<readonly string[]>(diff.key.columns);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChoose(chosen);
  };
  return (
    <form className={styles.keyForm} onSubmit={submit}>
      <fieldset className={styles.keyColumns}>
        <legend>{words.title}</legend>
        {diff.distributions.map(({ column }) => (
          <Checkbox key={column} size="xs" radius={4} label={column} checked={chosen.includes(column)} onChange={(event) => setChosen(event.currentTarget.checked ? [...chosen, column] : chosen.filter((name) => name !== column))} />
        ))}
      </fieldset>
      <div className={styles.keyActions}>
        <Button size="xs" onClick={() => onChoose(null)}>{words.proposed}</Button>
        <Button size="xs" variant="filled" type="submit">{chosen.length === 0 ? words.useNone : words.use}</Button>
      </div>
    </form>
  );
}
