/** Guesses how the text is laid out as a table: delimiter, lines before the table, header. Says why, and asks where it cannot know. */
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import type { SampleRecords } from './csvReader';
import { closesWithEscapes, guessDelimiter, type Rival } from './delimiter';
import type { Notice, Question } from './notices';
import { examineQuotedLines } from './quotedLines';
import { commonWidth, isBlank, isValue, readLoosely, type SampleDialect } from './sampleRecords';

export interface Layout {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string | undefined;
  /** Lines left out before the header. */
  readonly skipLines: number;
  readonly hasHeader: boolean;
  /** Lines are quoted whole, and the table is inside. */
  readonly quotedLines: boolean;
  readonly evidence: { readonly delimiter: string; readonly header: string };
  /** The sample's records after the skipped lines, blank ones included, with their lines in the file. */
  readonly sample: SampleRecords;
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
}

const { evidence: why, questions: words } = datasetsMessages;

/** `made` text was written by Almanac itself. */
export function guessLayout(head: string, whole: boolean, request: ReadingRequest, made = false): Layout {
  const quote = request.quote ?? '"';
  const named = /^sep=(.)(\r\n|\r|\n)/.exec(head);
  const skipLines = request.skipLines ?? (named ? 1 : 0);
  const lines = examineQuotedLines(withoutLines(head, skipLines), whole, quote, request, skipLines + 1, made);
  const { text } = lines;
  const questions: Question[] = [...lines.questions];
  const { escape } = request;
  if (escape === undefined && closesWithEscapes(text, whole, quote)) questions.push(backslashQuestion(quote));
  if (request.quote === undefined) questions.push(...apostropheQuestion(text, whole));
  const requested = request.delimiter ?? (named && request.skipLines === undefined ? named[1] : undefined);
  const { delimiter, rivals } = requested === undefined ? guessDelimiter(text, whole, quote, escape) : { delimiter: requested, rivals: [] };
  const sample = readLoosely(text, whole, { delimiter, quote, escape });
  const records = sample.records.filter((record) => !isBlank(record));
  if (requested === undefined) questions.push(...rivalQuestion(rivals), ...(sample.problem === null ? spaceQuestion(records, readLoosely(text, whole, { delimiter: ' ', quote, escape })) : []));
  const preamble = request.skipLines === undefined && !named ? preambleLines(text, whole, { delimiter, quote, escape }) : 0;
  if (preamble > 0) {
    questions.push({
      code: 'preamble',
      message: words.preamble(preamble + 1),
      options: [
        { label: words.preambleSkip(preamble), apply: { skipLines: preamble } },
        { label: words.preambleKeep, apply: { skipLines: 0 } },
      ],
    });
  }
  const header = request.hasHeader === undefined ? guessHeader(records) : { hasHeader: request.hasHeader, evidence: why.chosen, question: null };
  // A file whose quotes cannot be read is refused; a question about it would lead nowhere.
  if (header.question && preamble === 0 && sample.problem === null) questions.push(header.question);
  const how = request.delimiter !== undefined ? why.chosen : requested !== undefined ? why.delimiterNamed : (records[0]?.length ?? 0) > 1 ? why.delimiterEven : why.delimiterNone;
  return {
    delimiter,
    quote,
    escape,
    skipLines,
    hasHeader: header.hasHeader,
    quotedLines: lines.inside,
    evidence: { delimiter: why.delimiter(delimiter, how), header: header.evidence },
    sample: { ...sample, lines: sample.lines.map((line) => line + skipLines), problem: sample.problem && { ...sample.problem, line: sample.problem.line + skipLines } },
    questions,
    warnings: [...lines.warnings, ...paddedCells(records, sample.lines[0] ?? 1), ...fixedWidths(records, sample.lines[0] ?? 1)],
  };
}

/** Every cell in apostrophes: they are most likely the quotes of the file. */
function apostropheQuestion(text: string, whole: boolean): Question[] {
  if (text.includes('"') || !text.startsWith("'")) return [];
  const { delimiter } = guessDelimiter(text, whole, "'", undefined);
  const plain = readLoosely(text, whole, { delimiter, quote: '"', escape: undefined }).records.filter((record) => !isBlank(record));
  const enclosed = plain.length > 1 && plain.every((record) => record.some((cell) => cell.length > 1 && cell.startsWith("'") && cell.endsWith("'")));
  if (!enclosed) return [];
  return [
    {
      code: 'quote',
      message: words.apostrophes,
      options: [
        { label: words.apostrophesQuote, apply: { quote: "'" } },
        { label: words.apostrophesText, apply: { quote: '"' } },
      ],
    },
  ];
}

function rivalQuestion(rivals: readonly Rival[]): Question[] {
  if (rivals.length === 0) return [];
  return [
    {
      code: 'delimiter',
      message: words.rivals(rivals.map(({ delimiter }) => delimiter)),
      options: rivals.map(({ delimiter, first }) => ({ label: words.rival(delimiter, first), apply: { delimiter } })),
    },
  ];
}

/** A backslash before a quote is either text or an escape; papaparse and Excel read it as text, MySQL and Spark write it as an escape. */
function backslashQuestion(quote: string): Question {
  return { code: 'backslash-escape', message: words.backslash(quote), options: [{ label: words.backslashYes(quote), apply: { escape: '\\' } }] };
}

/** One column in which every line has as many spaces, two or more, none of them inside quotes: a table whose columns are divided by them. */
function spaceQuestion(records: readonly string[][], divided: SampleRecords): Question[] {
  const lines = divided.records.filter((record) => !isBlank(record));
  const first = (lines[0]?.length ?? 1) - 1;
  const even = lines.every(({ length }) => length === first + 1);
  if (first < 2 || lines.length < 2 || divided.problem !== null || !even || !records.every(({ length }) => length === 1)) return [];
  return [
    {
      code: 'delimiter',
      message: words.spaces(first),
      options: [
        { label: words.spacesDivide, apply: { delimiter: ' ' } },
        { label: words.spacesText, apply: { delimiter: ',' } },
      ],
    },
  ];
}

/** A space behind every delimiter belongs to the text of the cells. */
function paddedCells(records: readonly string[][], line: number): Notice[] {
  const padded = records.length > 1 && records.every((record) => record.length > 1 && record.slice(1).every((cell) => cell.startsWith(' ')));
  return padded ? [{ code: 'padded-cells', message: datasetsMessages.warnings.paddedCells, line, count: records.length }] : [];
}

/** One column in which several spaces, not always as many, divide every line into as many parts. */
function fixedWidths(records: readonly string[][], line: number): Notice[] {
  const parts = (record: readonly string[]): number => (record[0] ?? '').trim().split(/ {2,}/).length;
  const first = records[0] ? parts(records[0]) : 0;
  if (first < 2 || records.length < 3 || !records.every((record) => record.length === 1 && parts(record) === first)) return [];
  return [{ code: 'fixed-widths', message: datasetsMessages.warnings.fixedWidths(first), line, count: records.length }];
}

/** Lines before the first record of the table's width, where everything after it keeps that width and everything before is a single cell. */
function preambleLines(text: string, whole: boolean, dialect: SampleDialect): number {
  const { records, lines, problem } = readLoosely(text, whole, dialect);
  if (problem !== null) return 0;
  const filled = records.map((record, i) => ({ width: record.length, line: lines[i] ?? 1, blank: isBlank(record) })).filter(({ blank }) => !blank);
  const { width } = commonWidth(records.filter((record) => !isBlank(record)));
  const first = filled.findIndex((record) => record.width === width);
  const start = filled[first];
  if (width < 2 || first < 1 || first > 20 || !start || filled.length - first < 2) return 0;
  const steady = filled.slice(first).every((record) => record.width === width) && filled.slice(0, first).every((record) => record.width === 1);
  return steady ? start.line - 1 : 0;
}

export function withoutLines(text: string, count: number): string {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = at;
    const found = end.exec(text);
    if (!found) return '';
    at = found.index + found[0].length;
  }
  return text.slice(at);
}

interface HeaderGuess {
  readonly hasHeader: boolean;
  readonly evidence: string;
  readonly question: Question | null;
}

function guessHeader(records: readonly string[][]): HeaderGuess {
  const [first, ...rest] = records;
  if (!first || rest.length === 0) return { hasHeader: true, evidence: why.headerTaken, question: null };
  const looksLikeData = first.some(isValue);
  if (!looksLikeData) {
    const contrast = first.findIndex((_, column) => rest.some((record) => isValue(record[column] ?? '')));
    return { hasHeader: true, evidence: contrast === -1 ? why.headerTaken : why.headerContrast(contrast + 1), question: null };
  }
  const nameOverValues = first.findIndex((cell, column) => cell !== '' && !isValue(cell) && rest.length > 0 && rest.every((record) => (record[column] ?? '') === '' || isValue(record[column] ?? '')));
  if (nameOverValues !== -1) return { hasHeader: true, evidence: why.headerName(first[nameOverValues] ?? ''), question: null };
  return {
    hasHeader: false,
    evidence: why.headerData,
    question: {
      code: 'header',
      message: words.header(first.slice(0, 4)),
      options: [
        { label: words.headerNo, apply: { hasHeader: false } },
        { label: words.headerYes, apply: { hasHeader: true } },
      ],
    },
  };
}
