/** One column of the file: why it was read so, and its first texts beside their values. */
import type { Reading } from '@shared/areas/datasets';
import { SidePanel, Tag, typeWords } from '../../ui';
import { RawText, ReadText } from './ColumnsStep';
import styles from './Import.module.css';
import type { ImportColumn } from './importColumns';
import { importMessages, roleNotes, roleWords } from './messages';

interface ImportColumnPanelProps {
  readonly column: ImportColumn;
  readonly rows: readonly (readonly string[])[];
  readonly reading: Reading;
  readonly onClose: () => void;
}

const textsShown = 8;

export function ImportColumnPanel({ column, rows, reading, onClose }: ImportColumnPanelProps) {
  const texts = [...new Set(rows.map((row) => row[column.index] ?? ''))].slice(0, textsShown);
  return (
    <SidePanel title={column.name} label={`Column ${column.name}`} mark={<Tag tone="accent">{typeWords[column.type]}</Tag>} onClose={onClose}>
      <p className={styles.quiet}>{column.evidence}</p>
      <p className={styles.quiet}><b>{roleWords[column.role]}</b>: {roleNotes[column.role]}.</p>
      <table className={styles.texts}>
        <thead><tr><th scope="col">{importMessages.words.textInFile}</th><th scope="col">{importMessages.words.readAs}</th></tr></thead>
        <tbody>{texts.map((text) => <tr key={text}><td><RawText text={text} /></td><td><ReadText raw={text} column={column} reading={reading} /></td></tr>)}</tbody>
      </table>
    </SidePanel>
  );
}
