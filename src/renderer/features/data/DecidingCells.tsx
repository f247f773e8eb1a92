/** Cells of one column as evidence: those that decide its reading, and those that are no values of its type, with their lines. */
import type { Reading } from '@shared/areas/datasets';
import { formatInteger, typeWords } from '../../ui';
import { RawText, ReadText } from './cellTexts';
import styles from './Import.module.css';
import type { ImportColumn } from './importColumns';
import { importMessages } from './messages';
import { wizardMessages } from './importMessages';
import { otherwise } from './readAs';

interface CellEvidenceProps {
  readonly column: ImportColumn;
  readonly reading: Reading;
  readonly wholeFile: boolean;
}

export function DecidingCells({ column, reading, wholeFile }: CellEvidenceProps) {
  const words = wizardMessages.decides;
  if (column.decides.count === 0) return null;
  return (
    <section>
      <h3 className={styles.panelHeading}>{words.title(column.decides.count, wholeFile)}</h3>
      <p className={styles.quiet}>{words.note}</p>
      <table className={styles.texts}>
        <thead><tr><th scope="col">{words.line}</th><th scope="col">{importMessages.words.textInFile}</th><th scope="col">{importMessages.words.readAs}</th><th scope="col">{words.ifNot}</th></tr></thead>
        <tbody>
          {column.decides.examples.map(({ line, text }) => (
            <tr key={line}><td>{formatInteger(line)}</td><td><RawText text={text} /></td><td><ReadText raw={text} column={column} reading={reading} /></td><td><ReadText raw={text} column={column} reading={otherwise(reading)} /></td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function MisfitCells({ column }: Pick<CellEvidenceProps, 'column'>) {
  const words = wizardMessages.misfits;
  const { misfits } = column;
  if (misfits === null) return null;
  return (
    <section>
      <h3 className={styles.panelHeading}>{words.title(misfits.count, typeWords[misfits.type])}</h3>
      <p className={styles.quiet}>{column.changed && column.type === misfits.type ? words.refuses : words.keptAsText}</p>
      <table className={styles.texts}>
        <thead><tr><th scope="col">{wizardMessages.decides.line}</th><th scope="col">{importMessages.words.textInFile}</th></tr></thead>
        <tbody>{misfits.examples.map(({ line, text }) => <tr key={line}><td>{formatInteger(line)}</td><td><RawText text={text} /></td></tr>)}</tbody>
      </table>
    </section>
  );
}
