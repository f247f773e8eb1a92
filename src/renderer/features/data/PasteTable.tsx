/** A table from the clipboard: by Ctrl+V anywhere on the page, or into a field. The page may not read the clipboard by itself. */
import { Textarea } from '@mantine/core';
import { useEffect } from 'react';
import { longestPaste } from '@shared/areas/datasets';
import { reportError } from '../../app/notices';
import { beginImport } from '../../app/waitingFiles';
import { useEngine, useHost } from '../../engine';
import { Dialog } from '../../ui';
import styles from './Import.module.css';
import { importMessages } from './messages';

const words = importMessages.paste;

interface PasteTableProps {
  /** Text in the field; null while the field is not shown. */
  readonly text: string | null;
  readonly onText: (text: string | null) => void;
}

export function PasteTable({ text, onText }: PasteTableProps) {
  const client = useEngine();
  const host = useHost();

  useEffect(() => {
    async function take(pasted: string): Promise<void> {
      if (pasted.length > longestPaste) throw new Error(words.tooLong(longestPaste));
      // A browser sends text the way it sends files, which may be larger than a request.
      beginImport([host.kind === 'browser' ? await host.grantFile(new File([pasted], words.fileName)) : await client.call('datasets.paste', { text: pasted })]);
    }
    const paste = (event: ClipboardEvent): void => {
      const pasted = event.clipboardData?.getData('text/plain') ?? '';
      const own = event.target instanceof HTMLElement && event.target.closest('input, textarea:not([data-paste-table]), [contenteditable]') !== null;
      if (own || pasted.trim() === '') return;
      event.preventDefault();
      onText(null);
      take(pasted).catch(reportError);
    };
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [client, host, onText]);

  if (text === null) return null;
  return (
    <Dialog label={words.button} onClose={() => onText(null)} width={520}>
      <div className={styles.pasteBody}>
        <h2 className={styles.pasteTitle}>{words.button}</h2>
        <p>{words.note}</p>
        <Textarea aria-label={words.field} data-paste-table rows={6} autoFocus value={text} onChange={(event) => onText(event.currentTarget.value)} />
      </div>
    </Dialog>
  );
}
