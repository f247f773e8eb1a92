/** A rule or the whole schema as text, in our own format or another tool's, with what that format cannot say. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { schemaFormats, type SchemaFormatName } from '@shared/areas/interopSchemas';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { notify } from '../../../app/notices';
import { useQuery } from '../../../engine';
import { copyText, Dialog, ErrorPanel, Segmented, SkeletonLines } from '../../../ui';
import { ruleMessages } from './messages';
import styles from './Rule.module.css';

const words = ruleMessages.code;
const reasonsShown = 12;

interface CodeDialogProps {
  readonly subject: string;
  readonly schema: DataSchema;
  readonly onClose: () => void;
}

export function CodeDialog({ subject, schema, onClose }: CodeDialogProps) {
  const [format, setFormat] = useState<SchemaFormatName>('almanac');
  const written = useQuery('interop.schemaText', { schema, to: format }, { keepPrevious: true });
  const left = written.data?.notExpressible ?? [];
  return (
    <Dialog label={words.title(subject)} width={720} onClose={onClose}>
      <div className={styles.code}>
        <div className={styles.codeHead}>
          <h2>{words.title(subject)}</h2>
          <Segmented size="small" label={words.format} value={format} onChange={setFormat} options={schemaFormats.map((value) => ({ value, label: words.formats[value] }))} />
        </div>
        {written.error !== null ? <ErrorPanel error={written.error} onRetry={written.reload} /> : written.data ? <pre className={styles.codeText} tabIndex={0} role="region" aria-label={words.text}>{written.data.text}</pre> : <SkeletonLines lines={8} />}
        {left.length > 0 && <div className={styles.left}><p>{words.left(left.length)}</p><ul>{left.slice(0, reasonsShown).map((reason) => <li key={reason}>{reason}</li>)}</ul></div>}
        <div className={styles.codeActions}>
          <Button disabled={!written.data} onClick={() => written.data && copyText(written.data.text) && notify(words.copied, 'good')}>{words.copy}</Button>
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
