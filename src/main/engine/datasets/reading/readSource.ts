/** From a file's bytes to a table with decided types, or to the reasons and questions that stand in the way. */
import type { ColumnType } from '@shared/areas/common';
import type { Encoding, Reading, ReadingRequest, RecordCounts } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { datasetsMessages } from '@shared/messages/datasets';
import { isOpen } from '../inputs/input';
import type { PrepareInput } from '../inputs/prepareInput';
import type { ByteSurvey } from './byteSurvey';
import { cellKind } from './cellKind';
import type { ColumnForm } from './columnForm';
import { decodeHead, UndecodableBytes } from './decodedText';
import { decideForms, resolvedReading } from './decideForms';
import { guessLayout, type Layout } from './dialect';
import { decideEncoding, type EncodingDecision } from './encoding';
import type { Notice, Question } from './notices';
import { foreignFormat } from './foreignFormat';
import { locateNotices } from './locateNotices';
import { withoutColumns } from './quotedLines';
import { readRegular } from './readRegular';
import { readTable } from './readTable';
import { recordCounts } from './recordCounts';
import { raggedNotice, totalRowNotice } from './structure';
import type { TableText } from './tableText';

const reasons = datasetsMessages.refused;

export interface ReadSource {
  readonly forms: readonly ColumnForm[];
  readonly textDigests: readonly string[];
  /** Missing cells of each column as they were read; the stored table must have as many. */
  readonly missing: readonly number[];
  readonly reading: Reading;
  readonly rows: number;
  readonly text: TableText;
}

export interface ReadingOutcome {
  /** Null where the file was refused or questions are open. */
  readonly table: ReadSource | null;
  readonly warnings: readonly Notice[];
  readonly questions: readonly Question[];
  /** Reasons to refuse the file. */
  readonly problems: readonly Notice[];
  readonly records: RecordCounts;
  /** The options as far as they are known. */
  readonly reading: Reading | null;
  /** The source where its own bytes are the text, so that a place in them means something. */
  readonly located: { readonly path: string; readonly encoding: Encoding } | null;
}

export interface SourceSettings {
  /** Gives the source as text, whatever kind of file it is. */
  readonly prepare: PrepareInput;
  readonly request: ReadingRequest;
  readonly chosenTypes: ReadonlyMap<string, ColumnType>;
  /** A new path for the cells, as codes or as a plain copy. */
  readonly cellsPath: () => string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

const noRecords: RecordCounts = { in: 0, stored: 0, quarantined: 0, refused: 0, blank: 0, comment: 0 };
/** Answers can raise further questions: an encoding, then a header, then a date order. */
const mostRounds = 8;

/** Reads the source as asked; with `guess`, takes the first option of each question and reads again. Throws `unreadable-file`, `cancelled`. */
export async function readSource(settings: SourceSettings): Promise<ReadingOutcome> {
  const guesses: Notice[] = [];
  let request = settings.request;
  for (let round = 1; ; round++) {
    const outcome = await readOnce({ ...settings, request }, settings.cellsPath());
    if (outcome.questions.length === 0 || outcome.problems.length > 0 || request.onAmbiguous === 'ask') return { ...outcome, warnings: [...outcome.warnings, ...guesses] };
    if (request.onAmbiguous === 'fail' || round === mostRounds) return { ...outcome, problems: outcome.questions.map(({ code, message }) => ({ code, message })), questions: [] };
    for (const { code, message, options } of outcome.questions) {
      const first = options[0];
      if (!first) continue;
      request = { ...request, ...first.apply };
      guesses.push({ code: `guessed-${code}`, message: datasetsMessages.questions.guessed(message, first.label) });
    }
  }
}

/** Lines of a text that is not the source itself are those of the source already, and its bytes say nothing. */
async function readOnce(settings: SourceSettings, cellsPath: string): Promise<ReadingOutcome> {
  const outcome = await readUnlocated(settings, cellsPath);
  const { located } = outcome;
  if (located === null) return outcome;
  const { path, encoding } = located;
  const placed = (notices: readonly Notice[]): Promise<Notice[]> => locateNotices(path, encoding, outcome.reading?.quotedLines === undefined ? notices : withoutColumns(notices));
  return { ...outcome, warnings: await placed(outcome.warnings), problems: await placed(outcome.problems) };
}

async function readUnlocated(settings: SourceSettings, cellsPath: string): Promise<ReadingOutcome> {
  const nothing = { table: null, warnings: [], questions: [], problems: [], records: noRecords, reading: null };
  const prepared = await settings.prepare(settings.request);
  if (isOpen(prepared)) return { ...nothing, questions: prepared.questions, problems: prepared.problems, located: null };
  const { path, survey, lineOf } = prepared;
  const request = { ...settings.request, ...prepared.settles };
  const encoding = examineEncoding(survey, request.encoding);
  const stopped = { ...nothing, located: lineOf === null ? { path, encoding: encoding.encoding } : null };
  if (encoding.problem) return { ...stopped, problems: [encoding.problem] };
  const layout = examineLayout(survey, encoding.encoding, request, prepared.evidence !== null);
  const reading = resolvedReading(encoding.encoding, layout, request);
  if (encoding.question) return { ...stopped, questions: [encoding.question], reading };
  if (layout.questions.length > 0) return { ...stopped, questions: layout.questions, reading };

  const how = { ...settings, path, survey, request, lineOf, encoding: encoding.encoding, layout, cellsPath };
  const read = (layout.quotedLines ? null : await readRegular(how)) ?? (await readTable(how));
  if ('code' in read) return { ...stopped, problems: [read], reading };
  const { structure, names } = read;
  const quarantine = request.onRagged === 'quarantine';
  const ragged = raggedNotice(structure, names.names.length, quarantine);
  const records = recordCounts(structure, prepared, { blank: 0, lines: read.skippedLines });
  const refusals: Notice[] = [];
  if (ragged && !quarantine) refusals.push(ragged);
  else if (structure.stored === 0) refusals.push({ code: 'no-rows', message: reasons.noRows, line: 1 });
  if (refusals.length > 0) return { ...stopped, warnings: [...prepared.notices, ...layout.warnings, ...read.warnings, ...(ragged && quarantine ? [ragged] : [])], problems: refusals, records, reading };

  const decided = decideForms(names.names, read.tallies, encoding.encoding, layout, request, settings.chosenTypes);
  const total = totalRowNotice(structure);
  const settled = { ...decided.reading, ...prepared.readAs };
  return {
    ...stopped,
    table: { forms: decided.forms, textDigests: read.textDigests, missing: read.tallies.map(({ counts }) => counts[cellKind.missing] ?? 0), reading: settled, rows: structure.stored, text: read.text },
    warnings: [...prepared.notices, ...layout.warnings, ...read.warnings, ...(ragged ? [ragged] : []), ...decided.warnings, ...(total ? [total] : [])],
    questions: [...names.questions, ...decided.questions],
    problems: decided.problems,
    records,
    reading: settled,
  };
}

/** Throws `unreadable-file` where the bytes are no text at all. */
export function examineEncoding(survey: ByteSurvey, requested: Encoding | undefined): EncodingDecision {
  if (survey.sizeBytes === 0) throw new EngineError('unreadable-file', reasons.empty);
  const format = foreignFormat(survey.head);
  if (format !== null) throw new EngineError('unreadable-file', reasons.knownFormat(format), { format });
  const decision = decideEncoding(survey, requested);
  if (decision.problem?.code === 'binary-file' && survey.invalidUtf8 !== null) throw new EngineError('unreadable-file', decision.problem.message, { offset: decision.problem.offset });
  return decision.problem === null && requested === undefined ? brokenWideText(survey, decision) : decision;
}

/** UTF-16 that is said by a mark or by its zeros may hold half a character pair. */
function brokenWideText(survey: ByteSurvey, decision: EncodingDecision): EncodingDecision {
  if (!isWide(decision.encoding)) return decision;
  try {
    decodeHead(survey.head, decision.encoding, survey.complete);
    return decision;
  } catch (error) {
    if (!(error instanceof UndecodableBytes)) throw error;
    return { ...decision, problem: { code: 'broken-encoding', message: reasons.brokenUtf16(error.offset), offset: error.offset } };
  }
}

function isWide(encoding: Encoding): boolean {
  return encoding === 'utf-16-le' || encoding === 'utf-16-be';
}

/** Layout from the head of the file. Bytes that cannot be decoded show later, when the whole file is read. */
export function examineLayout(survey: ByteSurvey, encoding: Encoding, request: ReadingRequest, made = false): Layout {
  const end = survey.endMark && survey.complete ? survey.head.length - 1 : survey.head.length;
  const head = survey.head.subarray(0, end);
  try {
    return guessLayout(decodeHead(head, encoding, survey.complete), survey.complete, request, made);
  } catch (error) {
    if (!(error instanceof UndecodableBytes)) throw error;
    throw new EngineError('invalid-input', reasons.wrongEncoding(encoding, error.offset), { encoding, offset: error.offset }, { cause: error });
  }
}
