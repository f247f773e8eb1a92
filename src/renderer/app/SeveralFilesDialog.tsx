/** Several files came at once: one dataset of all, or one each? Asked once, before any import begins. */
import { Button } from '@mantine/core';
import { useCommand } from '../engine/useCommand';
import { Dialog } from '../ui/Dialog';
import { ErrorPanel } from '../ui/ErrorPanel';
import styles from './Frame.module.css';
import { appMessages } from './messages';
import { importEach, useWaitingFiles } from './waitingFiles';

const words = appMessages.severalFiles;

export function SeveralFilesDialog() {
  const files = useWaitingFiles((state) => state.undecided);
  const decide = useWaitingFiles((state) => state.decide);
  const combine = useCommand('datasets.combine');
  if (files.length === 0) return null;

  function leave(): void {
    combine.clearError();
    // What was dropped meanwhile is still to be decided.
    decide(useWaitingFiles.getState().undecided.filter((file) => !files.includes(file)));
  }
  async function asOne(): Promise<void> {
    const combined = await combine.run({ tickets: files.map(({ ticket }) => ticket) });
    if (combined === undefined) return;
    leave();
    importEach([combined]);
  }
  return (
    <Dialog label={words.title(files.length)} onClose={leave} width={480}>
      <div className={styles.dialogBody}>
        <h2 className={styles.dialogTitle}>{words.title(files.length)}</h2>
        <p>{words.names(files.map(({ name }) => name))}</p>
        <p>{words.note}</p>
        {combine.error !== null && <ErrorPanel error={combine.error} />}
        <div className={styles.dialogActions}>
          <Button variant="subtle" color="gray" onClick={leave}>{appMessages.cancel}</Button>
          <Button onClick={() => { leave(); importEach(files); }}>{words.each}</Button>
          <Button variant="filled" loading={combine.running} onClick={() => void asOne()}>{words.one}</Button>
        </div>
      </div>
    </Dialog>
  );
}
