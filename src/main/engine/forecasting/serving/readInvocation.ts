/** MLflow's ways to send rows (mlflow.pyfunc.scoring_server, 2.x and 3.x): exactly one of four JSON forms, or CSV. */
import { z } from 'zod';
import { cellSchema, type Cell, type Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { scoringMessages as words } from '@shared/messages/scoring';
import { parseCsvRows } from './csvRows';

export interface Invocation {
  readonly table: Table;
  /** True: bounds are wanted beside the value. */
  readonly intervals: boolean;
  readonly level: number | undefined;
}

const forms = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;
const splitSchema = z.strictObject({ columns: z.array(z.string()).min(1), index: z.array(z.unknown()).optional(), data: z.array(z.array(cellSchema)), dtype: z.unknown().optional() });
const recordsSchema = z.array(z.record(z.string(), cellSchema)).min(1);
const listsSchema = z.array(z.array(cellSchema)).min(1);
const columnsSchema = z.record(z.string(), z.union([z.array(cellSchema), cellSchema]));
const paramsSchema = z.strictObject({ intervals: z.boolean().optional(), level: z.number().min(0.5).max(0.99).optional() });

const deepest = 8;
export const mostRows = 100_000;

/** @param features columns of the model in their order, for rows sent as plain lists. Throws `invalid-input` in words. */
export function readInvocation({ type, text }: { readonly type: 'json' | 'csv'; readonly text: string }, features: readonly string[]): Invocation {
  if (type === 'csv') return { table: checked(parseCsvRows(text)), intervals: false, level: undefined };
  const document = parseJson(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw refusal(words.notObject);
  const members = new Map(Object.entries(document));
  const given = forms.filter((form) => members.has(form));
  const unknown = [...members.keys()].filter((name) => name !== 'params' && !forms.some((form) => form === name));
  const [form] = given;
  if (form === undefined || given.length > 1 || unknown.length > 0) throw refusal(words.oneForm(forms, [...members.keys()]));
  const params = paramsSchema.safeParse(members.get('params') ?? {});
  if (!params.success) throw refusal(words.params);
  return { table: checked(readForm(form, members.get(form), features)), intervals: params.data.intervals ?? false, level: params.data.level };
}

function readForm(form: (typeof forms)[number], value: unknown, features: readonly string[]): Table {
  if (form === 'dataframe_split') {
    const split = splitSchema.safeParse(value);
    if (!split.success) throw refusal(words.shape[form]);
    return { columns: split.data.columns, rows: split.data.data };
  }
  const records = recordsSchema.safeParse(value);
  if (records.success && form !== 'inputs') return fromRecords(records.data);
  if (form === 'dataframe_records') throw refusal(words.shape[form]);
  const lists = listsSchema.safeParse(value);
  if (lists.success) return fromLists(lists.data, features);
  const columns = columnsSchema.safeParse(value);
  if (form === 'inputs' && columns.success && Object.keys(columns.data).length > 0) return fromColumns(columns.data);
  if (form === 'inputs' && records.success) return fromRecords(records.data);
  throw refusal(words.shape[form]);
}

function fromRecords(records: readonly Readonly<Record<string, Cell>>[]): Table {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return { columns, rows: records.map((record) => columns.map((name) => (Object.hasOwn(record, name) ? (record[name] ?? null) : null))) };
}

function fromLists(rows: Cell[][], features: readonly string[]): Table {
  const wrong = rows.findIndex((row) => row.length !== features.length);
  if (wrong >= 0) throw refusal(words.listWidth(wrong + 1, rows[wrong]!.length, features));
  return { columns: [...features], rows };
}

function fromColumns(columns: Readonly<Record<string, Cell | Cell[]>>): Table {
  const lists = Object.entries(columns).map(([name, cells]) => [name, Array.isArray(cells) ? cells : [cells]] as const);
  const count = lists[0]?.[1].length ?? 0;
  if (lists.some(([, cells]) => cells.length !== count)) throw refusal(words.columnLengths);
  return { columns: lists.map(([name]) => name), rows: Array.from({ length: count }, (_, row) => lists.map(([, cells]) => cells[row] ?? null)) };
}

function checked(table: Table): Table {
  const twice = table.columns.find((name, i) => table.columns.indexOf(name) !== i);
  if (twice !== undefined) throw refusal(words.columnTwice(twice));
  if (table.rows.length === 0) throw refusal(words.noRows);
  if (table.rows.length > mostRows) throw refusal(words.manyRows(table.rows.length, mostRows));
  return table;
}

/** pandas and numpy write NaN and Infinity, which JSON has no word for: they are missing values. */
function parseJson(text: string): unknown {
  if (depthOf(text) > deepest) throw refusal(words.deep(deepest));
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) => (found.startsWith('"') ? found : 'null'));
    try {
      return JSON.parse(plain);
    } catch {
      throw new EngineError('invalid-input', words.notJson, {}, { cause: error });
    }
  }
}

/** Counted before anything is built, so that a deep document costs nothing. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) most = Math.max(most, ++depth);
    else if (code === 93 || code === 125) depth -= 1;
  }
  return most;
}

function refusal(message: string): EngineError {
  return new EngineError('invalid-input', message);
}
