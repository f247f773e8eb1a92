/** A quick look at the head of a file before it is imported: how it would be read, why, and what is open. */
import type { ColumnType } from '@shared/areas/common';
import type { Inspection, Notice, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { previewEncodings } from './encodingPreview';
import { inspectColumns } from './inspectColumns';
import { surveyBytes } from './reading/byteSurvey';
import { nameColumns, type ColumnNames } from './reading/columnNames';
import { resolvedReading } from './reading/decideForms';
import { isBlank, type Layout } from './reading/dialect';
import { examineEncoding, examineLayout } from './reading/readSource';
import { quoteNotice } from './reading/readTable';
import { dateEvidence, decimalEvidence } from './reading/fileEvidence';
import { createStructureCount, raggedNotice, takeFitting, type StructureCount } from './reading/structure';

const reasons = datasetsMessages.refused;
const shownRows = 100;

export interface InspectionSource {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Throws `unreadable-file` where the bytes are no text. */
export async function inspectFile({ path, name, sizeBytes }: InspectionSource, request: ReadingRequest, chosenTypes: ReadonlyMap<string, ColumnType> = new Map()): Promise<Inspection> {
  const survey = await surveyBytes(path, { headOnly: true });
  const encoding = examineEncoding(survey, request.encoding);
  if (encoding.problem) return refused({ name, sizeBytes }, encoding.problem, survey.complete);
  const layout = examineLayout(survey, encoding.encoding, request);
  const { header, rows, lines, structure, names, blankBefore } = readHead(layout, request);
  const found = inspectColumns({ names: names.names, rows, lines }, layout, encoding.encoding, request, chosenTypes);
  const refusals = [...(names.problem ? [names.problem] : []), ...structureNotices(layout, structure, names.names.length, header, request), ...found.problems];
  const cells = [...names.names.length > 0 ? [[...names.names]] : [], ...rows.slice(0, shownRows)];
  return {
    name,
    sizeBytes,
    reading: found.reading,
    evidence: { encoding: encoding.evidence, ...layout.evidence, decimal: decimalEvidence(found.tallies, found.reading, request), dateOrder: dateEvidence(found.tallies, found.reading, request) },
    encodings: encoding.question ? previewEncodings(survey, encoding.question) : [],
    cells,
    rowsRead: rows.length,
    wholeFile: survey.complete,
    records: { in: structure.stored + structure.ragged + structure.blank + blankBefore + layout.skipLines, stored: structure.stored, quarantined: structure.ragged, blank: structure.blank + blankBefore, comment: layout.skipLines },
    columns: [...found.columns],
    complete: survey.complete && rows.length <= shownRows && structure.ragged === 0 && layout.sample.problem === null,
    notices: [...refusals, ...names.warnings, ...found.warnings],
    questions: [...(encoding.question ? [encoding.question] : []), ...layout.questions, ...names.questions, ...found.questions],
  };
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
function readHead({ sample, hasHeader }: Layout, request: ReadingRequest): Head {
  const { records, lines } = sample;
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
  if (header === null) return [{ code: 'no-rows', message: reasons.noHeader }];
  const quarantine = request.onRagged === 'quarantine';
  const ragged = raggedNotice(structure, width, quarantine);
  const empty = structure.stored === 0 && (ragged === null || quarantine);
  const trailing = structure.trailing && structure.stored > 0;
  return [
    ...(ragged ? [ragged] : []),
    ...(empty ? [{ code: 'no-rows', message: reasons.noRows }] : []),
    ...(trailing ? [{ code: 'trailing-delimiter', message: datasetsMessages.warnings.trailingDelimiter }] : []),
  ];
}

function refused(source: Pick<InspectionSource, 'name' | 'sizeBytes'>, problem: Notice, complete: boolean): Inspection {
  const layout = { delimiter: ',', quote: '"', escape: undefined, skipLines: 0, hasHeader: true, evidence: { delimiter: '', header: '' }, sample: { records: [], lines: [], problem: null }, questions: [] };
  const reading = resolvedReading('utf-8', layout, { onAmbiguous: 'ask', onRagged: 'reject' });
  return { ...source, reading, evidence: { encoding: problem.message, ...layout.evidence, decimal: '', dateOrder: '' }, encodings: [], cells: [], rowsRead: 0, wholeFile: complete, records: { in: 0, stored: 0, quarantined: 0, blank: 0, comment: 0 }, columns: [], complete, notices: [problem], questions: [] };
}
