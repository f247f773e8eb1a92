/** Where this version comes from and how it was read. */
import type { Snapshot } from '@shared/areas/datasets';
import { lineageGraphAddress } from '../../app/lineageAddress';
import { Card, Dot, formatBytes, formatDateTime, formatInteger, KeyValue, Link } from '../../ui';
import styles from './Data.module.css';
import { dataMessages, delimiterWord, encodingWords } from './messages';

export function SnapshotFacts({ snapshot }: { readonly snapshot: Snapshot }) {
  const { records, reading } = snapshot;
  const rows = [
    { label: dataMessages.words.file, value: snapshot.sourceName },
    { label: dataMessages.words.size, value: formatBytes(snapshot.sourceSizeBytes) },
    { label: dataMessages.words.read, value: formatDateTime(snapshot.createdAt) },
    { label: dataMessages.words.encoding, value: encodingWords[reading.encoding] },
    { label: dataMessages.words.columnsEndAt, value: delimiterWord(reading.delimiter) },
    ...(records.quarantined > 0 ? [{ label: dataMessages.words.setAside, value: formatInteger(records.quarantined) }] : []),
    ...(records.blank > 0 ? [{ label: dataMessages.words.blankLines, value: formatInteger(records.blank) }] : []),
    { label: dataMessages.words.snapshot, value: <code>{snapshot.id.slice(0, 12)}</code>, title: `The fingerprint of this data: ${snapshot.id}` },
    { label: dataMessages.words.fileHash, value: <code>{snapshot.sourceSha256.slice(0, 12)}</code>, title: `SHA-256 of the file: ${snapshot.sourceSha256}` },
  ];
  return (
    <Card title={dataMessages.words.thisVersion} actions={<Link to={lineageGraphAddress('snapshot', snapshot.id)}>{dataMessages.words.lineage}</Link>}>
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
