/** Asks for one line of text before something is done: a reason, or a name. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ErrorPanel } from '@renderer/ui';
import { Dialog } from '@renderer/ui/Dialog';
import styles from './Registry.module.css';
import { registryWords as words } from './registryMessages';

interface ReasonDialogProps {
  readonly title: string;
  readonly note?: string;
  readonly label: string;
  readonly initial?: string;
  readonly confirm: string;
  readonly oneLine?: boolean;
  readonly running: boolean;
  readonly error: unknown;
  readonly onConfirm: (text: string) => void;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, note, label, initial = '', confirm, oneLine = false, running, error, onConfirm, onClose }: ReasonDialogProps) {
  const [text, setText] = useState(initial);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onConfirm(text.trim());
  };
  const Field = oneLine ? TextInput : Textarea;
  return (
    <Dialog label={title} onClose={onClose} width={460}>
      <form className={styles.dialog} onSubmit={save}>
        <h2>{title}</h2>
        {note !== undefined && <p className={styles.dialogNote}>{note}</p>}
        <Field label={label} value={text} onChange={(event) => setText(event.currentTarget.value)} maxLength={oneLine ? 200 : 2000} autoFocus />
        {error !== null && <ErrorPanel error={error} />}
        <div className={styles.dialogActions}>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="filled" type="submit" disabled={text.trim() === ''} loading={running}>{confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}
