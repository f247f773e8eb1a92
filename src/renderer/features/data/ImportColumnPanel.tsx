/** One column of the file: why it was read so, the cells that decide, those that do not fit, what means missing, and its first texts. */
import type { Inspection } from '@shared/areas/datasets';
import type { ColumnProfile } from '@shared/areas/quality';
import { SidePanel, Tag, typeWords } from '../../ui';
import { RawText, ReadText } from './cellTexts';
import { ColumnShape } from './columnShape';
import { DecidingCells, MisfitCells } from './DecidingCells';
import styles from './Import.module.css';
import { previewRows, type ImportColumn } from './importColumns';
import { importMessages, roleNotes, roleWords } from './messages';
import { MissingTokens } from './MissingTokens';

interface ImportColumnPanelProps {
  readonly ticket: string;
  readonly column: ImportColumn;
  readonly inspection: Inspection;
  readonly profile: ColumnProfile | undefined;
  readonly onClose: () => void;
}

const textsShown = 6;

export function ImportColumnPanel({ ticket, column, inspection, profile, onClose }: ImportColumnPanelProps) {
  const { reading, wholeFile } = inspection;
  const texts = [...new Set(previewRows(inspection).map((row) => row[column.index] ?? ''))].slice(0, textsShown);
  return (
    <SidePanel title={column.name} label={`Column ${column.name}`} mark={<Tag tone="accent">{typeWords[column.type]}</Tag>} onClose={onClose}>
      <p className={styles.quiet}>{column.evidence}</p>
      <p className={styles.quiet}><b>{roleWords[column.role]}</b>: {roleNotes[column.role]}.</p>
      {profile && <div className={styles.bigShape}><ColumnShape profile={profile} width={220} height={64} faded={column.role === 'ignore'} /></div>}
      <DecidingCells column={column} reading={reading} wholeFile={wholeFile} />
      <MisfitCells column={column} />
      <MissingTokens ticket={ticket} column={column} reading={reading} />
      <table className={styles.texts}>
        <thead><tr><th scope="col">{importMessages.words.textInFile}</th><th scope="col">{importMessages.words.readAs}</th></tr></thead>
        <tbody>{texts.map((text) => <tr key={text}><td><RawText text={text} /></td><td><ReadText raw={text} column={column} reading={reading} /></td></tr>)}</tbody>
      </table>
    </SidePanel>
  );
}
