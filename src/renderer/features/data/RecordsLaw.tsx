/** The conservation law of a file: records in = stored + set aside + blank + left out. */
import type { Inspection, RecordCounts } from '@shared/areas/datasets';
import { Card, formatInteger } from '../../ui';
import styles from './Import.module.css';
import { wizardMessages } from './importMessages';

const words = wizardMessages.law;

export function lawSentence(records: RecordCounts): string {
  const parts = (['stored', 'quarantined', 'refused', 'blank', 'comment'] as const).flatMap((part) => (records[part] > 0 || part === 'stored' ? [`${formatInteger(records[part])} ${words.parts[part]}`] : []));
  return words.sentence(records.in, parts);
}

export function RecordsLaw({ inspection }: { readonly inspection: Pick<Inspection, 'records' | 'wholeFile'> }) {
  return (
    <Card title={words.title} note={inspection.wholeFile ? words.whole : words.head}>
      <p className={styles.law}>{lawSentence(inspection.records)}</p>
    </Card>
  );
}
