/** First step: the file as text, how it is taken apart and why, and where each of its records goes. */
import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { encodings, type Inspection, type ReadingRequest } from '@shared/areas/datasets';
import { Card, formatCount } from '../../ui';
import styles from './Import.module.css';
import { previewRows } from './importColumns';
import { useImportDrafts } from './importDrafts';
import { wizardMessages } from './importMessages';
import { delimiterWord, delimiterWords, encodingWords, importMessages } from './messages';
import { LongTable } from './LongTable';
import { OpenPoints } from './OpenPoints';
import { PreviewedQuestion } from './PreviewedQuestion';
import { RecipeBanner } from './RecipeBanner';
import { RecordsLaw } from './RecordsLaw';
import { SheetChoice } from './SheetChoice';
import type { StepProps } from './stepProps';
import { UnionFiles } from './UnionFiles';
import { WaitingFiles } from './WaitingFiles';

const rowsShown = 25;

export function FileStep({ ticket, inspection, draft, busy, head }: StepProps) {
  const change = useImportDrafts((state) => state.change);
  const rows = previewRows(inspection).slice(0, rowsShown);
  const open = inspection.questions.length > 0 || inspection.notices.length > 0;
  return (
    <>
      {head(<Button variant="filled" disabled={inspection.columns.length === 0} onClick={() => change(ticket, { step: 'columns' })}>{importMessages.words.continueToColumns}</Button>)}
      <RecipeBanner ticket={ticket} />
      <div className={styles.layout}>
        <div className={styles.stack}>
        {inspection.questions.filter(({ options }) => options.some(({ preview }) => preview)).map((question) => <PreviewedQuestion key={question.code} ticket={ticket} question={question} />)}
        {inspection.union && <UnionFiles ticket={ticket} union={inspection.union} />}
        <Card flush title={importMessages.words.theFirstRowsAsText} note={inspection.complete ? `The whole file: ${formatCount(previewRows(inspection).length, 'row')}` : 'The head of the file; the rest is read at the import'} className={styles.wide}>
          <div className={styles.preview} data-busy={busy || undefined} tabIndex={0} role="group" aria-label={importMessages.words.theFirstRowsAsText}>
            <table aria-label={importMessages.words.theFirstRowsAsText}>
              <thead><tr><th scope="col">{importMessages.words.row}</th>{inspection.columns.map((column, index) => <th key={index} scope="col" title={column.name}>{column.name}</th>)}</tr></thead>
              <tbody>
                {rows.map((cells, row) => (
                  <tr key={row}>
                    <th scope="row">{row + 1}</th>
                    {inspection.columns.map((_, index) => <td key={index} title={cells[index]}>{cells[index] === undefined || cells[index] === '' ? <span className={styles.emptyText}>(empty)</span> : <code>{cells[index]}</code>}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
        </div>
        <div className={styles.side}>
          <WaitingFiles ticket={ticket} />
          {open && <OpenPoints ticket={ticket} inspection={inspection} />}
          <LongTable ticket={ticket} proposals={inspection.proposals} />
          <RecordsLaw inspection={inspection} />
          <ReadingForm key={inspection.reading.nullTokens.join()} ticket={ticket} inspection={inspection} draft={draft.reading} />
        </div>
      </div>
    </>
  );
}

interface ReadingFormProps {
  readonly ticket: string;
  readonly inspection: Inspection;
  readonly draft: Partial<ReadingRequest>;
}

function ReadingForm({ ticket, inspection: { name, reading, evidence, sheets, isText }, draft }: ReadingFormProps) {
  const change = useImportDrafts((state) => state.change);
  const [tokens, setTokens] = useState(reading.nullTokens.join(', '));
  const set = (part: Partial<ReadingRequest>): void => change(ticket, { reading: { ...draft, ...part } });
  const delimiters = new Map(delimiterWords).set(reading.delimiter, delimiterWord(reading.delimiter));
  return (
    <Card title={importMessages.words.howItIsRead} actions={Object.keys(draft).length > 0 && <button type="button" className={styles.textButton} onClick={() => change(ticket, { reading: {} })}>{importMessages.words.asProposed}</button>}>
      <div className={styles.form}>
        {sheets.length > 1 && <SheetChoice ticket={ticket} fileName={name} sheets={sheets} sheet={reading.sheet} />}
        {isText && <><NativeSelect label={importMessages.words.encoding} description={evidence.encoding} value={reading.encoding} data={encodings.map((encoding) => ({ value: encoding, label: encodingWords[encoding] }))} onChange={(event) => set({ encoding: encodings.find((encoding) => encoding === event.currentTarget.value) ?? reading.encoding })} />
        <NativeSelect label={importMessages.words.columnsEndAt} description={evidence.delimiter} value={reading.delimiter} data={[...delimiters].map(([value, label]) => ({ value, label }))} onChange={(event) => set({ delimiter: event.currentTarget.value })} />
        <div className={styles.pair}>
          <NativeSelect label={wizardMessages.form.quote} value={reading.quote} data={[...new Map([['"', wizardMessages.form.doubleQuote], ["'", wizardMessages.form.singleQuote], ...(['"', "'"].includes(reading.quote) ? [] : [[reading.quote, reading.quote] as const])])].map(([value, label]) => ({ value, label }))} onChange={(event) => set({ quote: event.currentTarget.value })} />
          <NumberInput label={wizardMessages.form.skipLines} aria-description={wizardMessages.form.skipLinesNote} value={reading.skipLines ?? 0} min={0} max={10_000} allowDecimal={false} allowNegative={false} clampBehavior="strict" onChange={(value) => typeof value === 'number' && value !== (reading.skipLines ?? 0) && set({ skipLines: value })} />
        </div></>}
        <NativeSelect label={importMessages.words.firstRow} description={evidence.header} value={reading.hasHeader ? 'names' : 'data'} data={[{ value: 'names', label: 'names of the columns' }, { value: 'data', label: 'already data' }]} onChange={(event) => set({ hasHeader: event.currentTarget.value === 'names' })} />
        <div className={styles.pair}>
          <NativeSelect label={importMessages.words.numbers} description={evidence.decimal} value={reading.decimal} data={[{ value: '.', label: '1,234.56' }, { value: ',', label: '1.234,56' }]} onChange={(event) => set({ decimal: event.currentTarget.value === ',' ? ',' : '.' })} />
          <NativeSelect label={importMessages.words.dates} description={evidence.dateOrder} value={reading.dateOrder} data={[{ value: 'ymd', label: 'year first' }, { value: 'dmy', label: 'day first' }, { value: 'mdy', label: 'month first' }]} onChange={(event) => set({ dateOrder: event.currentTarget.value === 'dmy' ? 'dmy' : event.currentTarget.value === 'mdy' ? 'mdy' : 'ymd' })} />
        </div>
        <TextInput label={importMessages.words.alsoMeansEmpty} description={importMessages.words.alsoMeansEmptyNote} placeholder={importMessages.words.alsoMeansEmptyExample} value={tokens} onChange={(event) => setTokens(event.currentTarget.value)} onBlur={() => set({ nullTokens: tokens.split(',').map((token) => token.trim()).filter((token) => token !== '') })} />
        <NativeSelect label={importMessages.words.rowsOfAnotherLength} value={reading.onRagged} data={[{ value: 'reject', label: 'refuse the file' }, { value: 'quarantine', label: 'set them aside, keep the rest' }]} onChange={(event) => set({ onRagged: event.currentTarget.value === 'quarantine' ? 'quarantine' : 'reject' })} />
      </div>
      <p className={styles.quiet}>{importMessages.nothingWritten}</p>
    </Card>
  );
}
