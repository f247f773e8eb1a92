/** Checks over a whole table (frictionless-py 5.19): which rows and cells are wrong, in the order found. */
import { z } from 'zod';
import type { CellValue } from '../tableSchema/cells';
import { asciiValue } from '../tableSchema/table/checks/asciiValue';
import { deviatedCell } from '../tableSchema/table/checks/deviatedCell';
import { averageNames, deviatedValue, deviationBounds } from '../tableSchema/table/checks/deviatedValue';
import { duplicateRow } from '../tableSchema/table/checks/duplicateRow';
import { forbiddenValue } from '../tableSchema/table/checks/forbiddenValue';
import { requiredValue } from '../tableSchema/table/checks/requiredValue';
import { rowConstraint } from '../tableSchema/table/checks/rowConstraint';
import { sequentialValue } from '../tableSchema/table/checks/sequentialValue';
import { tableDimensions } from '../tableSchema/table/checks/tableDimensions';
import { truncatedValue } from '../tableSchema/table/checks/truncatedValue';
import { filterErrors, validateTable, type TableCheck } from '../tableSchema/table';
import { readRequest, type Answer, type Operation, type Operations, type RequestContext } from './request';
import { readSourceTable } from './sourceTable';

const fieldsSchema = z.union([z.object({ fields: z.array(z.string()).min(1) }).transform(({ fields }) => fields), z.object({ field: z.string() }).transform(({ field }) => [field]), z.object({ field_name: z.string() }).transform(({ field_name }) => [field_name])]);
const rulesSchema = z.object({ rules: z.array(z.tuple([z.string(), z.array(z.json())])) }).transform(({ rules }) => rules);
const oneRuleSchema = z.object({ values: z.array(z.json()) }).transform(({ values }) => values);
const formulasSchema = z.union([z.object({ formula: z.string() }).transform(({ formula }) => [formula]), z.object({ formulas: z.array(z.string()).min(1) }).transform(({ formulas }) => formulas)]);
/** As many as the peer reports without being asked for more. */
const mostErrors = 1000;
const filterSchema = z.object({ pick_errors: z.array(z.string()).default([]), skip_errors: z.array(z.string()).default([]), limit_errors: z.number().int().positive().default(mostErrors) });
const averageSchema = z.object({ average: z.enum(averageNames).default('mean'), interval: z.number().default(3) });
const sizeSchema = z.number().int().nonnegative().optional();
const dimensionsSchema = z.object({ num_rows: sizeSchema, min_rows: sizeSchema, max_rows: sizeSchema, num_fields: sizeSchema, min_fields: sizeSchema, max_fields: sizeSchema });

/** A list of values alone is a table of one column. */
const valuesSchema = z.object({ values: z.array(z.json()), rows: z.undefined().optional(), csv: z.undefined().optional() });

export const tableOperations: Operations = {
  'csv-structure': (request, context) => answer(request, context, []),
  'sequential-value': (request, context) => answer(request, context, readRequest(fieldsSchema, snakeKeys(request)).map(sequentialValue)),
  'forbidden-value': (request, context) => answer(request, context, rulesOf(request).map(([field, values]) => forbiddenValue(field, values))),
  'required-value': (request, context) => answer(request, context, rulesOf(request).map(([field, values]) => requiredValue(field, values))),
  'row-constraint': (request, context) => answer(request, context, readRequest(formulasSchema, request).map(rowConstraint)),
  'duplicate-row': (request, context) => answer(request, context, [duplicateRow()]),
  'table-dimensions': (request, context) => {
    const limits = readRequest(dimensionsSchema, snakeKeys(request));
    const rows = { exactly: limits.num_rows, least: limits.min_rows, most: limits.max_rows };
    return answer(request, context, [tableDimensions(rows, { exactly: limits.num_fields, least: limits.min_fields, most: limits.max_fields })]);
  },
  'truncated-value': overValues('truncated-value', truncatedValue),
  'ascii-value': overValues('ascii-value', asciiValue),
  'deviated-cell': (request, context) => {
    const { interval, ignore_fields } = readRequest(z.object({ interval: z.number().default(3), ignore_fields: z.array(z.string()).default([]) }), snakeKeys(request));
    const check = deviatedCell(interval, ignore_fields);
    const list = valuesSchema.safeParse(request);
    if (!list.success) return answer(request, context, [check]);
    // Lengths are compared with each other: one column of texts.
    const table = { labels: ['value'], rows: list.data.values.map((value) => [repeated(value)]), schema: { fields: [{ name: 'value', type: 'string' }] } };
    return { flagged: validateTable(readSourceTable(table, context), [check], context.today).filter(([, , kind]) => kind === 'deviated-cell').length };
  },
  'deviated-value': (request, context) => {
    const { average, interval } = readRequest(averageSchema, request);
    const list = valuesSchema.safeParse(request);
    if (!list.success) return answer(request, context, readRequest(fieldsSchema, snakeKeys(request)).map((field) => deviatedValue(field, average, interval)));
    const values = readRequest(z.array(z.number().nullable()), list.data.values);
    const bounds = deviationBounds(values.filter((value) => value !== null), average, interval);
    const outliers = values.flatMap((value, i) => (value !== null && bounds !== null && (value < bounds.low || value > bounds.high) ? [{ value, row: i + firstRow }] : []));
    // The peer tells the bounds with two decimals.
    return { outliers: outliers.map(({ value }) => value), row_numbers: outliers.map(({ row }) => row), bounds: bounds === null ? null : [rounded(bounds.low), rounded(bounds.high)] };
  },
};

/** The header is row 1. */
const firstRow = 2;

function answer(request: unknown, context: RequestContext, checks: readonly TableCheck[]): Answer {
  const { pick_errors, skip_errors, limit_errors } = readRequest(filterSchema, snakeKeys(request));
  const errors = filterErrors(validateTable(readSourceTable(request, context), checks, context.today), { pick: pick_errors, skip: skip_errors, limit: limit_errors });
  return { valid: errors.length === 0, errors };
}

/** Pairs of a field and its values, or one such pair. */
function rulesOf(request: unknown): z.output<typeof rulesSchema> {
  const several = rulesSchema.safeParse(request);
  return several.success ? several.data : readRequest(fieldsSchema, snakeKeys(request)).map((field) => [field, readRequest(oneRuleSchema, request)]);
}

/** Over a table, or over a list of values, each looked at by its own type, whose findings are counted. */
function overValues(kind: string, makeCheck: () => TableCheck): Operation {
  return (request, context) => {
    const list = valuesSchema.safeParse(request);
    if (!list.success) return answer(request, context, [makeCheck()]);
    const found = list.data.values.map((value) => validateTable(readSourceTable({ rows: [['value'], [repeated(value)]] }, context), [makeCheck()], context.today).filter(([, , error]) => error === kind));
    const rows = found.flatMap((errors, i) => (errors.length > 0 ? [i + firstRow] : []));
    return { flagged: rows.length, row_numbers: rows };
  };
}

/** A value "a*255" is the letter a, 255 times. */
function repeated(value: CellValue): CellValue {
  return typeof value === 'string' ? value.replace(/^(.)\*(\d{1,6})$/su, (_, sign: string, count: string) => sign.repeat(Number(count))) : value;
}

/** minRows and min_rows are the same key. */
function snakeKeys(request: unknown): unknown {
  const facts = z.record(z.string(), z.unknown()).safeParse(request);
  return facts.success ? Object.fromEntries(Object.entries(facts.data).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])) : request;
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
