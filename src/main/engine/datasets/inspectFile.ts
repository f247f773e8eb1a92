/** A quick look at the head of a file before it is imported: how it would be read, why, and what is open. */
import type { Inspection, Notice, ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { suggestRoles } from './columnRoles';
import type { ColumnFacts } from './columnFacts';
import { typeOfColumn } from './columnType';
import { surveyBytes } from './reading/byteSurvey';
import { nameColumns, type ColumnNames } from './reading/columnNames';
import { createTally, tallyCells } from './reading/columnTally';
import { decideForms, resolvedReading } from './reading/decideForms';
import { isBlank, type Layout } from './reading/dialect';
import { examineEncoding, examineLayout } from './reading/readSource';
import { quoteNotice } from './reading/readTable';
import { createStructureCount, raggedNotice, takeFitting, type StructureCount } from './reading/structure';

const reasons = datasetsMessages.refused;
const shownRows = 100;

export interface InspectionSource {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
}

/** Throws `unreadable-file` where the bytes are no text. */
export async function inspectFile({ path, name, sizeBytes }: InspectionSource, request: ReadingRequest): Promise<Inspection> {
  const survey = await surveyBytes(path, { headOnly: true });
  const encoding = examineEncoding(survey, request.encoding);
  if (encoding.problem) return refused({ name, sizeBytes }, encoding.problem, survey.complete);
  const layout = examineLayout(survey, encoding.encoding, request);
  const { header, rows, lines, structure, names } = readHead(layout, request);
  const tallies = names.names.map((_, c) => {
    const tally = createTally();
    tallyCells(tally, rows.map((row) => row[c] ?? ''), lines, new Set(request.nullTokens ?? []));
    return tally;
  });
  const decided = decideForms(names.names, tallies, encoding.encoding, layout, request, new Map());
  const typed = decided.forms.map((form, c) => {
    const facts = factsOf(rows.map((row) => row[c] ?? ''));
    return { name: form.name, ...typeOfColumn(form, facts, rows.length, undefined), nulls: facts.nulls, distinct: facts.distinct, rows: rows.length };
  });
  const roles = suggestRoles(typed);
  const refusals = [...(names.problem ? [names.problem] : []), ...structureNotices(layout, structure, names.names.length, header, request), ...decided.problems];
  const cells = [...names.names.length > 0 ? [[...names.names]] : [], ...rows.slice(0, shownRows)];
  return {
    name,
    sizeBytes,
    reading: decided.reading,
    evidence: { encoding: encoding.evidence, ...layout.evidence },
    cells,
    columns: typed.map((column, i) => ({ name: column.name, type: column.type, evidence: column.evidence, role: roles[i]?.role ?? 'feature', knownWhen: roles[i]?.knownWhen ?? 'before-launch' })),
    complete: survey.complete && rows.length <= shownRows && structure.ragged === 0 && layout.sample.problem === null,
    notices: [...refusals, ...names.warnings, ...decided.warnings],
    questions: [...(encoding.question ? [encoding.question] : []), ...layout.questions, ...names.questions, ...decided.questions],
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
  return { header, names, rows: names.problem ? [] : fitting.records, lines: fitting.lines, structure };
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
  return { ...source, reading, evidence: { encoding: problem.message, ...layout.evidence }, cells: [], columns: [], complete, notices: [problem], questions: [] };
}

/** The same facts that DuckDB gathers over the whole file, here over the shown rows. */
function factsOf(cells: readonly string[]): ColumnFacts {
  const values = cells.filter((cell) => cell !== '');
  const numbers = values.map(Number);
  const numeric = values.length > 0 && numbers.every(Number.isFinite);
  const share = (count: number): number => (values.length === 0 ? 0 : count / values.length);
  return {
    nulls: cells.length - values.length,
    distinct: new Set(values).size,
    smallest: numeric ? numbers.reduce((a, b) => Math.min(a, b)) : null,
    largest: numeric ? numbers.reduce((a, b) => Math.max(a, b)) : null,
    meanLength: share(values.reduce((sum, value) => sum + value.length, 0)),
    spacedShare: share(values.filter((value) => /\s/.test(value)).length),
    hexadecimal: values.length > 0 && values.every((value) => /^([0-9a-fA-F]{16,}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/.test(value)),
  };
}
