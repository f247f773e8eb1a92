/** All files that wait for their import, the current one marked; each can be done first. */
import { useWaitingFiles, importAddress } from '../../app/waitingFiles';
import { Card, formatBytes, Link, Tag } from '../../ui';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.waiting;

export function WaitingFiles({ ticket }: { readonly ticket: string }) {
  const files = useWaitingFiles((state) => state.files);
  if (files.length < 2) return null;
  return (
    <Card title={words.title}>
      <ol className={styles.waiting} aria-label={words.label}>
        {files.map((file) => (
          <li key={file.ticket} aria-current={file.ticket === ticket || undefined}>
            {file.ticket === ticket ? <b title={file.name}>{file.name}</b> : <Link to={importAddress(file.ticket)} title={file.name}>{file.name}</Link>}
            <span>{file.ticket === ticket ? <Tag tone="accent">{words.now}</Tag> : formatBytes(file.sizeBytes)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
