/** The table a request brings along: CSV text, or rows of values with the labels first. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import type { CellValue } from '../tableSchema/cells';
import { cutCsvText, inferFields, tableSchemaSchema, type SourceRow, type TableSchema } from '../tableSchema/table';
import { readRequest, type RequestContext } from './request';

const requestSchema = z.object({
  csv: z.string().optional(),
  delimiter: z.string().length(1).optional(),
  labels: z.array(z.string()).optional(),
  rows: z.array(z.array(z.json())).optional(),
  schema: tableSchemaSchema.optional(),
});

export interface SourceTable {
  readonly labels: readonly string[];
  readonly rows: readonly SourceRow[];
  /** As given, or guessed from the labels and rows. */
  readonly schema: TableSchema;
}

/** Throws `invalid-input` where there is no table. */
export function readSourceTable(request: unknown, { today }: RequestContext): SourceTable {
  const { csv, delimiter, labels: givenLabels, rows, schema } = readRequest(requestSchema, request);
  const lines: CellValue[][] | undefined = csv === undefined ? rows : cutCsvText(csv, delimiter);
  if (lines === undefined) throw new EngineError('invalid-input', 'The request needs a table: csv, or rows with the labels first.');
  const header = givenLabels === undefined ? headerPlace(lines) : -1;
  const labels = givenLabels ?? (lines[header] ?? []).map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : JSON.stringify(cell)));
  const body = lines.slice(header + 1).map((cells, i): SourceRow => ({ number: header + i + 2 + (givenLabels === undefined ? 0 : 1), cells }));
  const fields = (): TableSchema['fields'] => inferFields(labels, body.map(({ cells }) => cells), today);
  return { labels, rows: body, schema: schema ?? { ...tableSchemaSchema.parse({ fields: [] }), fields: fields() } };
}

/** The first row about as wide as the rows are on average: narrower ones before it are notes (frictionless-py 5.19, detector). */
function headerPlace(lines: readonly (readonly CellValue[])[]): number {
  const sample = lines.slice(0, 100);
  if (sample.length === 0) return 0;
  const width = roundHalfEven(sample.reduce((total, cells) => total + cells.length, 0) / sample.length);
  const slack = Math.max(roundHalfEven(width * 0.1), 1);
  const place = sample.findIndex((cells) => Math.abs(cells.length - width) <= slack);
  return Math.max(place, 0);
}

function roundHalfEven(value: number): number {
  const low = Math.floor(value);
  return value - low === 0.5 ? low + (low % 2) : Math.round(value);
}
