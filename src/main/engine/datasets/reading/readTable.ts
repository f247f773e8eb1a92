/** Reads a whole file once: records, kinds of cells, digests of the text, and the plain copy that DuckDB takes in. */
import { createHash } from 'node:crypto';
import type { Encoding, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import type { ByteSurvey } from './byteSurvey';
import { nameColumns, type ColumnNames } from './columnNames';
import { createTally, tallyCells, tallyMarks, type ColumnTally } from './columnTally';
import { longestRecord, readRecords, UnreadableQuotes, type QuoteProblem } from './csvReader';
import { decodeFile, UndecodableBytes } from './decodedText';
import type { Layout } from './dialect';
import { createLineEndNormaliser, singleNewline, type LineEndCounts } from './lineEnds';
import { tokensOf } from './missingTokens';
import { createPlainFile, type PlainFile } from './plainFile';
import { mayHoldSpacesAfterQuotes } from './quoteAudit';
import { countQuotes, createQuoteCounts, quoteNotices, type QuoteCounts } from './quoteNotices';
import type { TableText } from './tableText';
import { UnquotedLine, unquotedLineNotice, unwrapLines } from './quotedLines';
import { createStructureCount, takeFitting, type StructureCount } from './structure';
import { skipLines } from './lineSkipper';
import type { Notice } from './notices';

const { refused: reasons, warnings: words } = datasetsMessages;

export interface ReadTable {
  readonly names: ColumnNames;
  readonly tallies: readonly ColumnTally[];
  /** SHA-256 of each column's cells as text, each followed by NUL; missing-value words not applied. */
  readonly textDigests: readonly string[];
  readonly structure: StructureCount;
  readonly skippedLines: number;
  readonly text: TableText;
  readonly warnings: readonly Notice[];
}

export interface ReadSettings {
  readonly path: string;
  readonly survey: ByteSurvey;
  readonly encoding: Encoding;
  readonly layout: Layout;
  readonly request: ReadingRequest;
  /** Line in the source of a line of this text; null where they are the same. */
  readonly lineOf: ((line: number) => number) | null;
  /** Where the cells go, as codes or as a plain copy. */
  readonly cellsPath: string;
  readonly signal: AbortSignal;
  /** Share of the bytes read, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

const none: ReadonlySet<string> = new Set();

interface ReadState {
  names: ColumnNames | null;
  width: number;
  tallies: ColumnTally[];
  hashes: ReturnType<typeof createHash>[];
  /** Words read as missing, by column. */
  tokens: ReadonlySet<string>[];
  readonly structure: StructureCount;
  readonly quotes: QuoteCounts;
}

/** Answers with a notice where the file cannot be read as one table. Throws `cancelled`. */
export async function readTable(settings: ReadSettings): Promise<ReadTable | Notice> {
  const { layout, request } = settings;
  const plain = await createPlainFile(settings.cellsPath);
  try {
    const { pieces, newline, lineEnds } = preparedText(settings);
    const state: ReadState = { names: null, width: 0, tallies: [], hashes: [], tokens: [], structure: createStructureCount(), quotes: createQuoteCounts() };
    for await (const batch of readRecords(pieces, { delimiter: layout.delimiter, quote: layout.quote, escape: layout.escape, newline }, layout.skipLines + 1)) {
      let { records } = batch;
      let lines = settings.lineOf === null ? batch.lines : batch.lines.map(settings.lineOf);
      let quoteInHeader = false;
      if (state.names === null) {
        const begun = beginTable(state, records, lines, layout, request);
        if (begun === null) continue;
        if ('code' in begun) return begun;
        ({ records, lines } = begun);
        quoteInHeader = begun.header.some((name) => name.includes(layout.quote));
      }
      const fitting = takeFitting(state.structure, records, lines, state.width);
      const holdsQuote = await takeRows(state, fitting.records, fitting.lines, plain, layout.quote);
      if (holdsQuote || quoteInHeader || mayHoldSpacesAfterQuotes(batch.text, layout.quote)) countQuotes(state.quotes, batch.text, batch.lines[0] ?? 1, layout, newline);
    }
    if (state.names === null) return { code: 'no-rows', message: reasons.noHeader, line: 1 };
    return {
      names: state.names,
      tallies: state.tallies,
      textDigests: state.hashes.map((hash) => hash.digest('hex')),
      structure: state.structure,
      skippedLines: layout.skipLines,
      text: { kind: 'plain', path: settings.cellsPath, longestRecord: plain.longestRecord() },
      warnings: readingWarnings(state, settings.survey, lineEnds()),
    };
  } catch (error) {
    if (error instanceof UnreadableQuotes) return quoteNotice(error.problem);
    if (error instanceof UnquotedLine) return unquotedLineNotice(error);
    if (error instanceof UndecodableBytes) return { code: 'broken-encoding', message: reasons.undecodable(error.offset), offset: error.offset };
    throw error;
  } finally {
    await plain.close();
  }
}

/** Decoded text without the skipped lines, without quotes around whole lines, and with one kind of line end. */
export function preparedText({ path, survey, encoding, layout, signal, onProgress }: Pick<ReadSettings, 'path' | 'survey' | 'encoding' | 'layout' | 'signal' | 'onProgress'>): { pieces: AsyncIterable<string>; newline: '\n' | '\r\n' | '\r'; lineEnds: () => Readonly<LineEndCounts> | null } {
  const endBytes = survey.endMark ? survey.sizeBytes - 1 : survey.sizeBytes;
  const decoded = decodeFile(path, encoding, { endBytes, signal, onBytes: (done) => onProgress(done / Math.max(1, survey.sizeBytes)) });
  const counted = layout.skipLines === 0 ? decoded : skipLines(decoded, layout.skipLines);
  const text = layout.quotedLines ? unwrapLines(counted, layout.quote, layout.skipLines + 1) : counted;
  const single = singleNewline(survey.lineEnds, encoding);
  if (single !== null) return { pieces: text, newline: single, lineEnds: () => null };
  const normaliser = createLineEndNormaliser(layout.delimiter, layout.quote, layout.escape);
  return { pieces: normalised(text, normaliser.push), newline: '\n', lineEnds: () => normaliser.counts };
}

async function* normalised(text: AsyncIterable<string>, push: (text: string, last: boolean) => string): AsyncGenerator<string> {
  for await (const piece of text) yield push(piece, false);
  yield push('', true);
}

/** Takes the header from the first records and returns the rest; null while only blank lines have come. */
function beginTable(state: ReadState, records: string[][], lines: readonly number[], layout: Layout, request: ReadingRequest): { header: readonly string[]; records: string[][]; lines: readonly number[] } | Notice | null {
  const first = records.findIndex((record) => record.length > 1 || record[0] !== '');
  state.structure.blank += first === -1 ? records.length : first;
  const header = records[first];
  if (!header) return null;
  const names = nameColumns(layout.hasHeader ? header : null, header.length, records.slice(first + 1, first + 20), request, lines[first] ?? 1);
  if (names.problem) return names.problem;
  state.names = names;
  state.width = header.length;
  state.tallies = header.map(() => createTally());
  state.hashes = header.map(() => createHash('sha256'));
  state.tokens = names.names.map((name) => new Set(tokensOf(request, name)));
  const from = first + (layout.hasHeader ? 1 : 0);
  return { header, records: records.slice(from), lines: lines.slice(from) };
}

/** True where a cell holds the quote character. */
async function takeRows(state: ReadState, records: string[][], lines: readonly number[], plain: PlainFile, quote: string): Promise<boolean> {
  if (records.length === 0) return false;
  const columns: string[][] = [];
  const joined: string[] = [];
  let holdsQuote = false;
  for (const [c, tally] of state.tallies.entries()) {
    const cells = new Array<string>(records.length);
    for (let r = 0; r < cells.length; r++) cells[r] = records[r]?.[c] ?? '';
    const text = `${cells.join('\0')}\0`;
    state.hashes[c]?.update(text);
    holdsQuote ||= text.includes(quote);
    tallyCells(tally, cells, lines, state.tokens[c] ?? none);
    if (text.includes('\uFEFF')) tallyMarks(tally, cells, lines);
    columns.push(cells);
    joined.push(text);
  }
  await plain.write(records, columns, joined, state.structure.stored - records.length + 1, lines);
  return holdsQuote;
}

function readingWarnings(state: ReadState, survey: ByteSurvey, lineEnds: Readonly<LineEndCounts> | null): Notice[] {
  const warnings: Notice[] = [...(state.names?.warnings ?? []), ...quoteNotices(state.quotes)];
  if (survey.endMark) warnings.push({ code: 'end-mark', message: words.endMark, offset: survey.sizeBytes - 1 });
  if (lineEnds && [lineEnds.lf, lineEnds.cr, lineEnds.crlf].filter((count) => count > 0).length > 1) warnings.push({ code: 'mixed-line-ends', message: words.mixedLineEnds(lineEnds) });
  if (state.structure.trailing && state.structure.stored > 0) warnings.push({ code: 'trailing-delimiter', message: words.trailingDelimiter });
  const marked = state.tallies.find(({ marks }) => marks > 0);
  if (marked) warnings.push({ code: 'mark-in-data', message: words.markInData(marked.firstMarkLine), line: marked.firstMarkLine, count: state.tallies.reduce((sum, { marks }) => sum + marks, 0) });
  if (state.width === 1 && state.structure.blank > 0) warnings.push({ code: 'blank-lines', message: words.blankLines(state.structure.blank), count: state.structure.blank });
  return warnings;
}

export function quoteNotice(problem: QuoteProblem): Notice {
  const near = problem.near.replaceAll(/\s+/g, ' ').trim();
  const { code, line, column } = problem;
  if (code === 'record-too-long') return { code, message: reasons.recordTooLong(line, longestRecord), line };
  return { code, message: code === 'text-after-quote' ? reasons.textAfterQuote(line, near) : reasons.unclosedQuote(line, near), line, column };
}
