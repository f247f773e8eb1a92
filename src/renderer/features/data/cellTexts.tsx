/** One cell of the file as it stands there, and as it reads under the type of its column. */
import type { Reading } from '@shared/areas/datasets';
import { Tag, typeWords } from '../../ui';
import styles from './Import.module.css';
import type { ImportColumn } from './importColumns';
import { readAs } from './readAs';

export function RawText({ text }: { readonly text: string }) {
  return <code className={styles.raw} title={text}>{text === '' ? '(empty)' : text}</code>;
}

export function ReadText({ raw, column, reading }: { readonly raw: string; readonly column: Pick<ImportColumn, 'name' | 'type'>; readonly reading: Reading }) {
  const tokens = reading.columnNullTokens?.find((own) => own.column === column.name)?.tokens ?? reading.nullTokens;
  const read = readAs(raw, column.type, { ...reading, nullTokens: tokens });
  if (read.kind === 'missing') return <span className={styles.emptyText}>missing</span>;
  if (read.kind === 'no-fit') return <Tag tone="failure" title={`This text is no ${typeWords[column.type]}.`}>does not fit</Tag>;
  return <span className={read.numeric ? styles.readNumber : styles.readText} title={read.text}>{read.text}</span>;
}
