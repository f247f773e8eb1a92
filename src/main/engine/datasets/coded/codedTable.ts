/** Writes coded cells as a snapshot's Parquet file: the different texts of each column become typed values, and the codes stay. */
import type { Reading } from '@shared/areas/datasets';
import { fewestLists } from '@shared/cells/lists';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { createParquetFile, missingCode, type ColumnChunk, type Dictionary, type Field } from '../../storage/parquet/parquetFile';
import type { TableConnection } from '../../storage/tableSession';
import { sampleCells } from '../listFacts';
import type { ColumnForm } from '../reading/columnForm';
import { tokensOf } from '../reading/missingTokens';
import type { CodedText, LineBreaks } from '../reading/tableText';
import { textField, valueField } from '../snapshotTable';
import type { GroupColumn, LastingTexts } from './codedCells';
import { lastingFacts, type LastingFacts } from './lastingFacts';
import { pickTexts, textAt, type Texts } from './texts';
import { valuesOf, type ValuesOf } from './typedValues';

export interface CodedTableInput {
  readonly text: CodedText;
  readonly parquetPath: string;
  readonly forms: readonly ColumnForm[];
  readonly reading: Reading;
  readonly rows: number;
  readonly signal: AbortSignal;
}

/** What is known of a column before its table is read back. */
export interface KnownColumn extends LastingFacts {
  /** The first that are not missing, where they could be lists and the first group holds enough. */
  readonly firstCells: readonly string[] | null;
}

/** Answers with what the different texts tell of each column, null where only the table does. Throws `cancelled`. */
export async function writeCodedTable(connection: TableConnection, { text, parquetPath, forms, reading, rows, signal }: CodedTableInput): Promise<readonly (KnownColumn | null)[]> {
  const columns: CodedColumn[] = [];
  for (const [c, form] of forms.entries()) columns.push(await codedColumn(form, reading, text.cells.lasting[c] ?? null, rows, connection));
  const fields: Field[] = [
    { name: 'row', kind: 'integer', required: true },
    { name: 'line', kind: 'integer', required: true },
    ...forms.map(({ storage }, c): Field => ({ name: valueField(c), kind: storage, required: false })),
    ...forms.flatMap(({ keepsText }, c): Field[] => (keepsText ? [{ name: textField(c), kind: 'text', required: false }] : [])),
  ];
  const file = await createParquetFile(parquetPath, fields);
  const firstCells = new Map<number, readonly string[]>();
  let written: Promise<void> = Promise.resolve();
  try {
    const lines = createLineCount(text.firstLine, text.lineBreaks);
    let first = 1;
    for (const group of text.cells.groups()) {
      if (signal.aborted) throw new EngineError('cancelled', datasetsMessages.refused.cancelled);
      const chunks: ColumnChunk[] = [];
      const texts: ColumnChunk[] = [];
      for (const [c, column] of columns.entries()) {
        const { value, text: asRead } = await column.chunks(group.columns[c]!);
        chunks.push(value);
        if (asRead !== null) texts.push(asRead);
        if (first === 1 && (column.facts?.divided ?? 0) >= fewestLists) noteFirstCells(firstCells, c, value, group.rows === text.cells.rows);
      }
      const counting: ColumnChunk[] = [{ kind: 'counting', values: rising(first, group.rows) }, { kind: 'counting', values: lines.next(group.rows) }];
      // The next group is prepared while this one is packed, and no more than that.
      const before = written;
      written = file.writeGroup([...counting, ...chunks, ...texts], group.rows);
      written.catch(() => undefined);
      await before;
      first += group.rows;
    }
    await written;
    await file.finish();
  } catch (error) {
    await written.catch(() => undefined);
    await file.abandon();
    throw error;
  }
  return columns.map(({ facts }, c) => facts && { ...facts, firstCells: firstCells.get(c) ?? null });
}

function noteFirstCells(firstCells: Map<number, readonly string[]>, c: number, chunk: ColumnChunk, isWhole: boolean): void {
  if (chunk.kind !== 'coded' || chunk.dictionary.kind !== 'text') return;
  const found: string[] = [];
  for (const code of chunk.codes) {
    if (code !== missingCode) found.push(textAt(chunk.dictionary, code));
    if (found.length === sampleCells) break;
  }
  if (isWhole || found.length === sampleCells) firstCells.set(c, found);
}

function rising(first: number, count: number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = first + i;
  return values;
}

interface CodedColumn {
  readonly facts: LastingFacts | null;
  /** Of one group: the values, and the cells as read where they are kept. */
  chunks(column: GroupColumn): Promise<{ readonly value: ColumnChunk; readonly text: ColumnChunk | null }>;
}

async function codedColumn(form: ColumnForm, reading: Reading, lasting: LastingTexts | null, rows: number, connection: TableConnection): Promise<CodedColumn> {
  const values = valuesOf(form, reading, connection);
  const tokens = new Set(tokensOf(reading, form.name));
  const isMissing = (texts: Texts): Uint8Array | null => (tokens.size === 0 ? null : Uint8Array.from(texts.ends, (_, i) => (tokens.has(textAt(texts, i)) ? 1 : 0)));
  const lastingMissing = lasting === null ? null : isMissing(lasting.texts);
  const lastingValues = lasting === null ? null : await valuesBut(lastingMissing, lasting.texts, values);
  return {
    facts: lasting === null || lastingValues === null ? null : lastingFacts(form, lasting, lastingValues, lastingMissing, rows),
    async chunks({ codes, used, own }) {
      const asRead = own ?? pickTexts(lasting!.texts, used);
      const missing = own === null ? lastingMissing && Uint8Array.from(used, (place) => lastingMissing[place]!) : isMissing(own);
      const dictionary = own === null ? pickValues(lastingValues!, used) : await valuesBut(missing, own, values);
      const text: ColumnChunk | null = form.keepsText ? { kind: 'coded', codes, dictionary: { kind: 'text', ...asRead } } : null;
      return { value: missing?.includes(1) === true ? withoutMissing(codes, dictionary, missing) : { kind: 'coded', codes, dictionary }, text };
    },
  };
}

/** Values of the texts; something stands in the place of those that are missing. */
async function valuesBut(missing: Uint8Array | null, texts: Texts, values: ValuesOf): Promise<Dictionary> {
  if (missing?.includes(1) !== true) return values(texts);
  const present = Uint32Array.from(texts.ends.keys()).filter((i) => missing[i] === 0);
  const place = new Uint32Array(texts.ends.length);
  present.forEach((i, n) => (place[i] = n));
  return present.length === 0 ? values({ bytes: new Uint8Array(), ends: new Uint32Array() }) : pickValues(await values(pickTexts(texts, present)), place);
}

function pickValues(dictionary: Dictionary, places: Uint32Array): Dictionary {
  if (dictionary.kind === 'text') return { kind: 'text', ...pickTexts(dictionary, places) };
  if (dictionary.kind === 'long') return { kind: 'long', values: BigInt64Array.from(places, (place) => dictionary.values[place] ?? 0n) };
  const { values } = dictionary;
  const picked = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) picked[i] = values[places[i]!]!;
  return { kind: 'number', values: picked };
}

function withoutMissing(codes: Uint16Array, dictionary: Dictionary, missing: Uint8Array): ColumnChunk {
  const present = Uint32Array.from(missing.keys()).filter((i) => missing[i] === 0);
  const newCodes = new Uint16Array(missing.length).fill(missingCode);
  present.forEach((i, n) => (newCodes[i] = n));
  return { kind: 'coded', codes: codes.map((code) => (code === missingCode ? code : newCodes[code]!)), dictionary: pickValues(dictionary, present) };
}

/** The line on which each row begins, going on from group to group. */
function createLineCount(firstLine: number, { rows: broken, counts }: LineBreaks): { next(rows: number): Float64Array } {
  let row = 1;
  let line = firstLine;
  let at = 0;
  return {
    next(rows) {
      const lines = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        lines[i] = line++;
        if (broken[at] === row++) line += counts[at++] ?? 0;
      }
      return lines;
    },
  };
}
