/** Requests by Pandera's rule: one check over a list of values, or a whole schema over a table, everything that fails told at once. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import type { TableSession } from '../../../storage/tableSession';
import { readRequest, type Answer } from '../../checkRequests/request';
import { fromFrictionless } from '../frictionlessColumns';
import { parsePandera, readPanderaDocument, type PanderaDocument } from '../panderaDocument';
import { answerHypothesis, isHypothesis } from './answerHypothesis';
import { bindCheck } from '../validation/boundCheck';
import { failureRows, type FailureRow } from '../validation/failures';
import { judgeChecks } from '../validation/judgeChecks';
import { keepFloats, readPython, writePython } from '../validation/pythonValue';
import { seriesOf, type Series } from '../validation/series';
import { validateFrame } from '../validation/validateFrame';

export interface PanderaContext {
  readonly tables: TableSession;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const listSchema = z.union([z.array(z.unknown()), z.object({ tile: z.array(z.unknown()), n: z.number().int().min(0).max(1_000_000) }).transform(({ tile, n }) => Array.from({ length: n }, () => tile).flat())]);
const optionShape = { ignore_na: z.boolean().nullish(), raise_warning: z.boolean().nullish(), n_failure_cases: z.number().int().nullish(), error: z.string().nullish() };
const checkSchema = z.object({ check: z.string(), args: z.unknown().optional(), values: listSchema.default([]), ...optionShape });
const rowsSchema = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.unknown())) });
const dataSchema = z.union([rowsSchema.transform(({ columns, rows }) => columns.map((name, i) => ({ name, values: rows.map((row) => row[i] ?? null) }))), z.record(z.string(), listSchema).transform((columns) => Object.entries(columns).map(([name, values]) => ({ name, values })))]);
const schemaSchema = z.object({ schema: z.unknown(), data: dataSchema });

/** The line's JSON, in which numbers written as floats stay such. Other requests take plain numbers. */
export function parsePanderaLine(line: string): unknown {
  return JSON.parse(line, keepFloats);
}

/** Throws `invalid-input` for what Pandera refuses too. */
export async function answerPanderaCheck(request: unknown, context: PanderaContext): Promise<Answer> {
  if (isHypothesis(readRequest(z.object({ check: z.string() }), request).check)) return answerHypothesis(request, context);
  const { tables, now } = context;
  const { check, args, values, ...options } = readRequest(checkSchema, request);
  const place = words.values;
  const series = seriesOf('values', values.map(readPython));
  const bound = bindCheck({ name: check, given: args, options }, place, series.dtype.startsWith('datetime64'));
  const [verdict] = await judgeChecks(tables, now, [{ series, check: bound.check, ignoreNa: options.ignore_na !== false }]);
  if (!verdict || 'error' in verdict) throw new EngineError('invalid-input', words.refused.notComparable(place, bound.label, verdict?.error ?? ''));
  if ('holds' in verdict) return { passes: verdict.holds, failure_cases: [], failure_case_index: [] };
  const failing = verdict.failing.slice(0, options.n_failure_cases ?? undefined);
  return { passes: verdict.failing.length === 0, failure_cases: failing.map((i) => writePython(series.values[i] ?? null)), failure_case_index: failing };
}

/** A schema in any dialect, as an object or as YAML; or a Table Schema, with `format: frictionless-table-schema`. */
export async function answerPanderaSchema(request: unknown, { tables, now }: PanderaContext): Promise<Answer> {
  const { schema, data } = readRequest(schemaSchema, request);
  const document = readSchema(schema);
  const given = data.map(({ name, values }) => seriesOf(name, values.map(readPython)));
  assertEven(given);
  const { failures, frame } = await validateFrame(tables, now, document, given);
  const rows = failureRows(failures);
  const rest = remaining(document, frame, rows);
  const written = rows.map((row) => ({ ...row, failure_case: writeCase(row.failure_case) }));
  return {
    valid: failures.length === 0 || rest !== frame,
    failure_cases: written,
    failure_case_values: written.map(({ failure_case }) => failure_case),
    failure_case_columns: written.map(({ column }) => column),
    failure_case_checks: written.map(({ check }) => check),
    failure_case_index: written.map(({ index }) => index),
    not_nullable_index: written.filter(({ check }) => check === 'not_nullable').map(({ index }) => index),
    coerce_failure: written.filter(({ check }) => check.startsWith('coerce_dtype(')).map(({ failure_case }) => failure_case),
    failures: grouped(written),
    failure_set: different(written),
    error_counts: Object.fromEntries([...new Set(failures.map(({ reason }) => reason))].map((reason) => [reason, failures.filter((failure) => failure.reason === reason).length])),
    columns: rest.map(({ name }) => name),
    dtypes: Object.fromEntries(rest.map(({ name, dtype }) => [name, dtype])),
    data: Object.fromEntries(rest.map(({ name, values }) => [name, values.map(writePython)])),
  };
}

function readSchema(schema: unknown): PanderaDocument {
  if (typeof schema === 'string') return parsePandera(schema);
  const frictionless = z.object({ format: z.literal('frictionless-table-schema'), schema: z.unknown() }).safeParse(schema);
  return frictionless.success ? fromFrictionless(frictionless.data.schema) : readPanderaDocument(schema);
}

function assertEven(frame: readonly Series[]): void {
  const lengths = new Set(frame.map(({ values }) => values.length));
  if (lengths.size > 1) throw new EngineError('invalid-input', 'The columns of the request are not equally long. Give each as many values.');
}

/** With `drop_invalid_rows` the rows that fail are left out, unless something is wrong with the table itself. */
function remaining({ drop_invalid_rows: drops }: PanderaDocument, frame: readonly Series[], rows: readonly FailureRow[]): readonly Series[] {
  if (drops !== true || rows.length === 0 || rows.some(({ index }) => index === null)) return frame;
  const dropped = new Set(rows.map(({ index }) => index));
  return frame.map((series) => ({ ...series, values: series.values.filter((_, i) => !dropped.has(i)) }));
}

function writeCase(found: FailureRow['failure_case']): unknown {
  return found instanceof Map ? Object.fromEntries([...found].map(([column, value]) => [column, writePython(value)])) : writePython(found);
}

type WrittenRow = Omit<FailureRow, 'failure_case'> & { readonly failure_case: unknown };

function grouped(rows: readonly WrittenRow[]): Readonly<Record<string, unknown>> {
  const contexts = new Map<string, Map<string, unknown[]>>();
  for (const { schema_context: context, check, failure_case: found } of rows) {
    const checks = contexts.get(context) ?? new Map<string, unknown[]>();
    checks.set(check, [...(checks.get(check) ?? []), found]);
    contexts.set(context, checks);
  }
  return Object.fromEntries([...contexts].map(([context, checks]) => [context, Object.fromEntries(checks)]));
}

/** Each pair of check and value once. */
function different(rows: readonly WrittenRow[]): readonly (readonly [string, unknown])[] {
  const seen = new Map(rows.map(({ check, failure_case: found }) => [JSON.stringify([check, found]), [check, found] as const]));
  return [...seen.values()];
}
