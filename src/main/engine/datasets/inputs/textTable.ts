/** Text as a table of its own encoding and layout, whose records go to whoever joins or turns them. */
import type { MemberReading, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { inputsMessages } from '@shared/messages/inputs';
import { nameColumns } from '../reading/columnNames';
import { readRecords, UnreadableQuotes } from '../reading/csvReader';
import { UndecodableBytes } from '../reading/decodedText';
import type { Layout } from '../reading/dialect';
import { isBlank } from '../reading/sampleRecords';
import { noticeIf, type Notice } from '../reading/notices';
import { examineEncoding, examineLayout } from '../reading/readSource';
import { preparedText, quoteNotice } from '../reading/readTable';
import { UnquotedLine, unquotedLineNotice } from '../reading/quotedLines';
import { countQuotes, createQuoteCounts, quoteNotices } from '../reading/quoteNotices';
import { createStructureCount, raggedNotice, takeFitting, totalRowNotice } from '../reading/structure';
import { isOpen, type OpenPoints, type PreparedText } from './input';

const { refused: reasons, warnings: words } = datasetsMessages;

export interface TextTable {
  readonly name: string;
  readonly text: PreparedText;
  readonly request: ReadingRequest;
  readonly reading: MemberReading;
  readonly layout: Layout;
  readonly names: readonly string[];
  readonly notices: readonly Notice[];
}

/** Settles how the file is read: an answer holds only where the file itself leaves that point open. `earlier` is how it was read before. Throws `unreadable-file`. */
export function examineMember(name: string, text: PreparedText, given: ReadingRequest, earlier: MemberReading | undefined): TextTable | OpenPoints {
  const base: ReadingRequest = { onAmbiguous: 'ask', onRagged: given.onRagged, delimiter: given.delimiter, quote: given.quote };
  const { name: _name, ...settled } = earlier ?? { name };
  let request: ReadingRequest = { ...base, ...settled, ...(earlier ? { skipLines: earlier.skipLines ?? 0 } : {}), ...text.settles };
  for (;;) {
    const examined = examineText(name, text, request);
    if (!isOpen(examined)) return examined;
    const answers = answersTo(examined, given, request);
    if (Object.keys(answers).length === 0) return examined;
    request = { ...request, ...answers };
  }
}

/** What was answered of the points that are open, and is not tried yet. */
function answersTo({ questions }: OpenPoints, given: ReadingRequest, tried: ReadingRequest): Partial<ReadingRequest> {
  const asked = questions.flatMap(({ options }) => options.flatMap(({ apply }) => Object.keys(apply)));
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => asked.includes(key) && value !== undefined && Reflect.get(tried, key) !== value));
}

/** Settles the text by this request alone. Throws `unreadable-file`. */
export function examineText(name: string, text: PreparedText, request: ReadingRequest): TextTable | OpenPoints {
  const encoding = examineEncoding(text.survey, request.encoding);
  if (encoding.problem) return { questions: [], problems: [encoding.problem] };
  if (encoding.question) return { questions: [encoding.question], problems: [] };
  const layout = examineLayout(text.survey, encoding.encoding, request, text.evidence !== null);
  if (layout.questions.length > 0) return { questions: layout.questions, problems: [] };
  const { records, lines } = layout.sample;
  const start = records.findIndex((record) => !isBlank(record));
  const header = records[start];
  if (!header) return { questions: [], problems: [{ code: 'no-rows', message: reasons.noHeader, line: 1 }] };
  const names = nameColumns(layout.hasHeader ? header : null, header.length, records.slice(start + 1, start + 20), request, lines[start] ?? 1);
  if (names.problem) return { questions: [], problems: [names.problem] };
  const headers = names.questions.find(({ code }) => code === 'two-header-rows');
  if (headers) return { questions: [{ ...headers, options: headers.options.filter(({ apply }) => apply.columnNames === undefined) }], problems: [] };
  const made = names.questions.length > 0 ? names.names.filter((made, i) => made !== header[i]) : [];
  return {
    name,
    text,
    request,
    layout,
    names: names.names,
    reading: {
      name,
      encoding: encoding.encoding,
      delimiter: layout.delimiter,
      quote: layout.quote,
      hasHeader: layout.hasHeader,
      ...(layout.escape === undefined ? {} : { escape: '\\' as const }),
      ...(layout.skipLines === 0 ? {} : { skipLines: layout.skipLines }),
      ...(layout.quotedLines ? { quotedLines: 'table' as const } : {}),
      ...(request.sheet === undefined ? {} : { sheet: request.sheet }),
    },
    notices: [...text.notices, ...names.warnings, ...noticeIf(made.length > 0, { code: 'made-names', message: inputsMessages.notes.madeNames(made) })],
  };
}

export interface TextCounts {
  /** False where `take` ended it. */
  readonly whole: boolean;
  readonly stored: number;
  readonly quarantined: number;
  readonly blank: number;
  readonly comment: number;
  readonly notices: readonly Notice[];
  readonly problems: readonly Notice[];
}

/** Gives the records that fit the header, a piece of the text at a time, with their lines in the source, until `take` says that it has enough. Throws `cancelled`. */
export async function readText({ text, request, reading, layout, names }: TextTable, signal: AbortSignal, take: (records: readonly (readonly string[])[], lines: readonly number[]) => Promise<boolean>): Promise<TextCounts> {
  const { pieces, newline, lineEnds } = preparedText({ path: text.path, survey: text.survey, encoding: reading.encoding, layout, signal, onProgress: () => undefined });
  const structure = createStructureCount();
  const notices: Notice[] = [];
  const quotes = createQuoteCounts();
  let begun = false;
  let whole = true;
  const stop = (problem: Notice): TextCounts => ({ whole, stored: structure.stored, quarantined: 0, blank: structure.blank, comment: layout.skipLines, notices: [], problems: [problem] });
  try {
    for await (const batch of readRecords(pieces, { delimiter: layout.delimiter, quote: layout.quote, escape: layout.escape, newline }, layout.skipLines + 1)) {
      let { records } = batch;
      let lines = text.lineOf === null ? batch.lines : batch.lines.map(text.lineOf);
      if (!begun) {
        const first = records.findIndex((record) => !isBlank(record));
        structure.blank += first === -1 ? records.length : first;
        if (first === -1) continue;
        begun = true;
        const from = first + (layout.hasHeader ? 1 : 0);
        records = records.slice(from);
        lines = lines.slice(from);
      }
      if (text.evidence === null) countQuotes(quotes, batch.text, batch.lines[0] ?? 1, layout, newline);
      const fitting = takeFitting(structure, records, lines, names.length);
      whole = await take(fitting.records, fitting.lines);
      if (!whole) break;
    }
  } catch (error) {
    if (error instanceof UnreadableQuotes) return stop(quoteNotice(error.problem));
    if (error instanceof UnquotedLine) return stop(unquotedLineNotice(error));
    if (error instanceof UndecodableBytes) return stop({ code: 'broken-encoding', message: reasons.undecodable(error.offset), offset: error.offset });
    throw error;
  }
  const quarantine = request.onRagged === 'quarantine';
  const ragged = raggedNotice(structure, names.length, quarantine);
  const total = totalRowNotice(structure);
  const kinds = lineEnds();
  if (kinds && [kinds.lf, kinds.cr, kinds.crlf].filter((count) => count > 0).length > 1) notices.push({ code: 'mixed-line-ends', message: words.mixedLineEnds(kinds) });
  if (text.survey.endMark) notices.push({ code: 'end-mark', message: words.endMark });
  return {
    whole,
    stored: structure.stored,
    quarantined: structure.ragged + text.setAside.quarantined,
    blank: structure.blank + text.setAside.blank,
    comment: layout.skipLines + text.setAside.comment,
    notices: [...quoteNotices(quotes), ...notices, ...(ragged && quarantine ? [ragged] : []), ...(total ? [total] : [])],
    problems: ragged && !quarantine ? [ragged] : [],
  };
}
