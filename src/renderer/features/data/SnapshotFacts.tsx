/** Where this version comes from and how it was read. */
import type { Snapshot } from '@shared/areas/datasets';
import { Card, Dot, formatBytes, formatDateTime, formatInteger, KeyValue } from '../../ui';
import styles from './Data.module.css';
import { delimiterWord, encodingWords } from './messages';

export function SnapshotFacts({ snapshot }: { readonly snapshot: Snapshot }) {
  const { records, reading } = snapshot;
  const rows = [
    { label: 'File', value: snapshot.sourceName },
    { label: 'Size', value: formatBytes(snapshot.sourceSizeBytes) },
    { label: 'Read', value: formatDateTime(snapshot.createdAt) },
    { label: 'Encoding', value: encodingWords[reading.encoding] },
    { label: 'Columns end at', value: delimiterWord(reading.delimiter) },
    ...(records.quarantined > 0 ? [{ label: 'Set aside', value: formatInteger(records.quarantined) }] : []),
    ...(records.blank > 0 ? [{ label: 'Blank lines', value: formatInteger(records.blank) }] : []),
    { label: 'Snapshot', value: <code>{snapshot.id.slice(0, 12)}</code>, title: `The fingerprint of this data: ${snapshot.id}` },
    { label: 'File hash', value: <code>{snapshot.sourceSha256.slice(0, 12)}</code>, title: `SHA-256 of the file: ${snapshot.sourceSha256}` },
  ];
  return (
    <Card title="This version">
      <KeyValue rows={rows} />
      {snapshot.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {snapshot.warnings.map((warning, index) => (
            <li key={index}><Dot tone="attention" /><span>{warning.message}</span></li>
          ))}
        </ul>
      )}
    </Card>
  );
}
