/** A quick look at the head of a file before it is imported: how it would be read, why, and what is open. */
import { rmSync } from 'node:fs';
import type { ColumnType } from '@shared/areas/common';
import type { Inspection, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import type { BlobStore } from '../storage/blobStore';
import type { TableSession } from '../storage/tableSession';
import { isOpen, type OpenPoints, type PreparedText, type SourceParts } from './inputs/input';
import { createPreparer } from './inputs/prepareInput';
import { isZip } from './inputs/zipKind';
import { proposeLong } from './inputs/wide/longTable';
import { inspectColumns } from './inspectColumns';
import { surveyBytes, type ByteSurvey, type SurveyOptions } from './reading/byteSurvey';
import { nameColumns, type ColumnNames } from './reading/columnNames';
import { resolvedReading } from './reading/decideForms';
import type { Layout } from './reading/dialect';
import { isBlank } from './reading/sampleRecords';
import { examineEncoding, examineLayout } from './reading/readSource';
import { oddInCells } from './reading/oddCharacters';
import { quoteNotice } from './reading/readTable';
import { withoutColumns } from './reading/quotedLines';
import { dateEvidence, decimalEvidence } from './reading/fileEvidence';
import { pointAtOddCharacters } from './reading/pointAtOddCharacters';
import { noticeIf, type Notice } from './reading/notices';
import { recordCounts } from './reading/recordCounts';
import { countQuotes, createQuoteCounts, quoteNotices } from './reading/quoteNotices';
import { createStructureCount, raggedNotice, takeFitting, type StructureCount } from './reading/structure';

const reasons = datasetsMessages.refused;
const { bySource } = datasetsMessages.evidence;
const shownRows = 100;
/** Records of a workbook, a Parquet file or an archive that are looked at. */
const mostRecords = 2000;

export interface InspectionSource {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

export interface InspectionStores {
  readonly tables: TableSession;
  readonly blobs: Pick<BlobStore, 'tempPath'>;
}

/** Throws `unreadable-file` where the bytes are no table, `cancelled`. */
export function inspectFile(stores: InspectionStores, source: InspectionSource, request: ReadingRequest, signal: AbortSignal, chosenTypes: ReadonlyMap<string, ColumnType> = new Map()): Promise<Inspection> {
  return withHead(stores, source, request, signal, {}, async (prepared, survey) => {
    if (isOpen(prepared)) return { ...nothingRead(source, '', survey.complete), ...partsOf(prepared), isText: !isZip(survey.head), notices: [...prepared.problems], questions: [...prepared.questions] };
    const inspection = lookAt(source, prepared, request, chosenTypes);
    return { ...inspection, notices: prepared.lineOf === null ? await pointAtOddCharacters(prepared.path, inspection.reading.encoding, inspection.notices) : inspection.notices };
  });
}

/** The notices are the reader's own. */
type Looked = Inspection & { notices: Notice[] };

/** Reads the first bytes, or the first records where the file is no plain text, for work that ends before the temp files go. */
export async function withHead<T>(stores: InspectionStores, source: InspectionSource, request: ReadingRequest, signal: AbortSignal, { headBytes }: Pick<SurveyOptions, 'headBytes'>, work: (prepared: PreparedText | OpenPoints, survey: ByteSurvey) => T | Promise<T>): Promise<T> {
  const temporary: string[] = [];
  const tempPath = (suffix: string): string => {
    const path = stores.blobs.tempPath(suffix);
    temporary.push(path);
    return path;
  };
  try {
    const survey = await surveyBytes(source.path, { headOnly: true, signal, ...(headBytes !== undefined && { headBytes }) });
    const prepared = await createPreparer({ path: source.path, survey, tables: stores.tables, tempPath, signal, mostRecords })(request);
    return await work(prepared, survey);
  } finally {
    for (const path of temporary) rmSync(path, { force: true });
  }
}

function lookAt({ name, sizeBytes }: InspectionSource, prepared: PreparedText, asked: ReadingRequest, chosenTypes: ReadonlyMap<string, ColumnType>): Looked {
  const { survey } = prepared;
  const request = { ...asked, ...prepared.settles };
  const settled = (option: 'hasHeader' | 'decimal'): boolean => asked[option] === undefined && prepared.settles[option] !== undefined;
  const encoding = examineEncoding(survey, request.encoding);
  if (encoding.problem) return { ...nothingRead({ name, sizeBytes }, encoding.problem.message, survey.complete), notices: [encoding.problem] };
  const layout = examineLayout(survey, encoding.encoding, request, prepared.evidence !== null);
  const { header, rows, lines, structure, names, blankBefore } = readHead(layout, request, prepared.lineOf);
  const found = inspectColumns({ names: names.names, rows, lines }, layout, encoding.encoding, request, chosenTypes);
  const refusals = [...(names.problem ? [names.problem] : []), ...structureNotices(layout, structure, names.names.length, header, request), ...found.problems];
  const notices = [...refusals, ...prepared.notices, ...layout.warnings, ...names.warnings, ...quotesIn(layout), ...found.warnings, ...oddInCells(names.names, rows, lines)];
  const cells = [...names.names.length > 0 ? [[...names.names]] : [], ...rows.slice(0, shownRows)];
  return {
    name,
    sizeBytes,
    reading: found.reading,
    evidence: {
      encoding: prepared.evidence ?? encoding.evidence,
      ...layout.evidence,
      ...(settled('hasHeader') && { header: bySource }),
      decimal: settled('decimal') ? bySource : decimalEvidence(found.tallies, found.reading, request),
      dateOrder: dateEvidence(found.tallies, found.reading, request),
    },
    cells,
    rowsRead: rows.length,
    wholeFile: survey.complete && prepared.whole,
    records: recordCounts(structure, prepared, { blank: blankBefore, lines: layout.skipLines }),
    columns: [...found.columns],
    ...partsOf(prepared),
    isText: prepared.evidence === null,
    complete: survey.complete && prepared.whole && rows.length <= shownRows && structure.ragged === 0 && layout.sample.problem === null,
    notices: layout.quotedLines ? withoutColumns(notices) : notices,
    questions: [...(encoding.question ? [encoding.question] : []), ...layout.questions, ...names.questions, ...found.questions],
    proposals: request.unpivot === undefined && layout.hasHeader ? proposeLong(found.columns, rows.length) : [],
  };
}

/** Line ends of the sample are of one kind already. */
function quotesIn(layout: Layout): Notice[] {
  const counts = createQuoteCounts();
  countQuotes(counts, layout.sample.text, layout.skipLines + 1, layout, '\n');
  return quoteNotices(counts);
}

function partsOf({ sheets = [], union }: SourceParts): Pick<Inspection, 'sheets' | 'union'> {
  return { sheets, union: union ?? null };
}

interface Head {
  /** The first record that is not blank; null where there is none. */
  readonly header: readonly string[] | null;
  readonly names: ColumnNames;
  /** Rows that fit the header, and their lines in the file. */
  readonly rows: string[][];
  readonly lines: readonly number[];
  readonly structure: StructureCount;
  /** Blank records before the header. */
  readonly blankBefore: number;
}

/** Splits the sample as the import splits the file. */
export function readHead({ sample, hasHeader }: Layout, request: ReadingRequest, lineOf: PreparedText['lineOf']): Head {
  const { records } = sample;
  const lines = lineOf === null ? sample.lines : sample.lines.map(lineOf);
  const start = records.findIndex((record) => !isBlank(record));
  const header = records[start] ?? null;
  const width = header?.length ?? 1;
  const names = nameColumns(hasHeader ? header : null, width, records.slice(start + 1, start + 20), request, lines[start] ?? 1);
  const structure = createStructureCount();
  const from = header === null ? records.length : start + (hasHeader ? 1 : 0);
  const fitting = takeFitting(structure, records.slice(from), lines.slice(from), width);
  return { header, names, rows: names.problem ? [] : fitting.records, lines: fitting.lines, structure, blankBefore: start === -1 ? records.length : start };
}

/** What the import will refuse for its shape, or set aside, as far as the sample shows it. */
function structureNotices({ sample }: Layout, structure: StructureCount, width: number, header: Head['header'], request: ReadingRequest): Notice[] {
  if (sample.problem) return [quoteNotice(sample.problem)];
  if (header === null) return [{ code: 'no-rows', message: reasons.noHeader, line: 1 }];
  const quarantine = request.onRagged === 'quarantine';
  const ragged = raggedNotice(structure, width, quarantine);
  const empty = structure.stored === 0 && (ragged === null || quarantine);
  const trailing = structure.trailing && structure.stored > 0;
  return [
    ...(ragged ? [ragged] : []),
    ...noticeIf(empty, { code: 'no-rows', message: reasons.noRows, line: 1 }),
    ...noticeIf(trailing, { code: 'trailing-delimiter', message: datasetsMessages.warnings.trailingDelimiter }),
  ];
}

function nothingRead({ name, sizeBytes }: Pick<InspectionSource, 'name' | 'sizeBytes'>, evidence: string, complete: boolean): Looked {
  const layout = { delimiter: ',', quote: '"', escape: undefined, skipLines: 0, hasHeader: true, quotedLines: false, evidence: { delimiter: '', header: '' }, sample: { records: [], lines: [], text: '', problem: null }, questions: [], warnings: [] };
  const reading = resolvedReading('utf-8', layout, { onAmbiguous: 'ask', onRagged: 'reject' });
  return { name, sizeBytes, reading, evidence: { encoding: evidence, ...layout.evidence, decimal: '', dateOrder: '' }, cells: [], rowsRead: 0, wholeFile: complete, records: { in: 0, stored: 0, quarantined: 0, refused: 0, blank: 0, comment: 0 }, columns: [], complete, isText: true, sheets: [], union: null, notices: [], questions: [], proposals: [] };
}
