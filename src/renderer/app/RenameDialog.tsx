/** Gives the project another name. */
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useCommand } from '../engine/useCommand';
import { useQuery } from '../engine/useQuery';
import { Dialog } from '../ui/Dialog';
import { ErrorPanel } from '../ui/ErrorPanel';
import styles from './Frame.module.css';
import { appMessages } from './messages';

export function RenameDialog({ onClose }: { readonly onClose: () => void }) {
  const project = useQuery('project.info', {});
  const rename = useCommand('project.rename');
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? project.data?.name ?? '';
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if ((await rename.run({ name: name.trim() })) !== undefined) onClose();
  }
  return (
    <Dialog label={appMessages.renameProject} onClose={onClose} width={420}>
      <form className={styles.dialogBody} onSubmit={(event) => void save(event)}>
        <h2 className={styles.dialogTitle}>{appMessages.renameProject}</h2>
        <TextInput aria-label={appMessages.words.name} value={name} autoFocus onChange={(event) => setDraft(event.currentTarget.value)} maxLength={200} />
        {rename.error !== null && <ErrorPanel error={rename.error} />}
        <div className={styles.dialogActions}>
          <Button onClick={onClose}>{appMessages.cancel}</Button>
          <Button variant="filled" type="submit" disabled={name.trim() === ''} loading={rename.running}>{appMessages.words.rename}</Button>
        </div>
      </form>
    </Dialog>
  );
}
