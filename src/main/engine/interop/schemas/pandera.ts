/** Pandera YAML: all four dialects in (checks as a map, as a map with options, as a list, as flat keys), the list form out, which every release since 0.24 loads. */
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import type { ColumnType } from '@shared/areas/common';
import type { Check, DataSchema } from './plainSchema';
import { EngineError } from '@shared/contract/errors';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { readPanderaCheck } from './panderaChecks';
import { isOpen, isTime, parseShape, SchemaDraft, setValues, wholeValue, type SchemaFormat } from './schemaFormat';

const columnSchema = z.looseObject({ dtype: z.string().nullish(), nullable: z.boolean().nullish(), unique: z.boolean().nullish(), regex: z.boolean().nullish(), checks: z.unknown().optional() });
const documentSchema = z.looseObject({
  schema_type: z.literal('dataframe').optional(),
  columns: z.union([z.record(z.string(), columnSchema.nullable()), z.array(columnSchema.extend({ name: z.union([z.string(), z.number()]) }))]),
  checks: z.unknown().optional(),
  strict: z.union([z.boolean(), z.string()]).nullish(),
  ordered: z.boolean().nullish(),
  unique: z.union([z.string(), z.array(z.string())]).nullish(),
});
type PanderaColumn = z.infer<typeof columnSchema>;

/** Keys of a column that are no checks, whatever the dialect. */
const columnKeys = new Set(['title', 'description', 'dtype', 'nullable', 'checks', 'unique', 'coerce', 'required', 'regex', 'name', 'drop_invalid_rows', 'default', 'report_duplicates', 'metadata', 'alias']);
const largestText = 5_000_000;

export const pandera: SchemaFormat = { name: 'pandera', read, write };

function read(text: string): ReturnType<SchemaFormat['read']> {
  const document = parseShape(documentSchema, parseYaml(text), words.pandera);
  const draft = new SchemaDraft();
  const columns: (readonly [string, PanderaColumn])[] = Array.isArray(document.columns) ? document.columns.map((column) => [String(column.name), column]) : Object.entries(document.columns).map(([name, column]) => [name, column ?? {}]);
  for (const [name, column] of columns) readColumn(draft, name, column);
  for (const { name } of listChecks(document.checks)) draft.leaveOut(words.left.foreign(null, name));
  if (document.strict === true || document.strict === 'filter') draft.leaveOut(words.left.strict);
  if (document.ordered === true) draft.leaveOut(words.left.ordered);
  const together = [document.unique ?? []].flat();
  if (together.length > 0) draft.leaveOut(words.left.foreign(null, `uniqueness of ${together.join(', ')} together`));
  return draft.finish();
}

function parseYaml(text: string): unknown {
  if (text.length > largestText) throw new EngineError('invalid-input', words.notYaml(`it is longer than ${largestText} characters`));
  try {
    const document = parseDocument(text);
    // A tag that is not known, such as that of a Python object, is only a warning to the parser.
    const [wrong] = [...document.errors, ...document.warnings];
    if (wrong) throw wrong;
    return document.toJS() as unknown;
  } catch (error) {
    throw new EngineError('invalid-input', words.notYaml(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)), {}, { cause: error });
  }
}

function readColumn(draft: SchemaDraft, name: string, column: PanderaColumn): void {
  if (column.regex === true) {
    draft.leaveOut(words.left.foreign(name, 'a pattern of column names'));
    return;
  }
  const type = typeOf(column.dtype ?? '');
  draft.addColumn(name, type ?? 'text', column.nullable === true);
  const base = { column: name, severity: 'critical' as const, allow: 0 };
  if (type !== null) draft.add({ check: 'type', ...base, type });
  else if (column.dtype) draft.leaveOut(words.left.foreign(name, `the type ${column.dtype}`));
  if (column.nullable !== true) draft.add({ check: 'not-null', ...base });
  if (column.unique === true) draft.add({ check: 'unique', ...base });
  const flat = Object.entries(column).filter(([key]) => !columnKeys.has(key)).map(([key, value]) => ({ name: key, value, options: optionsIn(value) }));
  for (const check of [...listChecks(column.checks), ...flat]) readPanderaCheck(draft, base, check, type ?? 'text');
}

function typeOf(dtype: string): ColumnType | null {
  if (/^u?int\d*$/i.test(dtype)) return 'integer';
  if (/^(float|double)\d*$/i.test(dtype) || /^decimal/i.test(dtype)) return 'decimal';
  if (/^bool(ean)?$/i.test(dtype)) return 'boolean';
  if (/^(datetime|timestamp)/i.test(dtype)) return 'datetime';
  if (/^date/i.test(dtype)) return 'date';
  if (/^category/i.test(dtype)) return 'category';
  if (/^(str|string|object)/i.test(dtype)) return 'text';
  return null;
}

export interface PanderaCheck {
  readonly name: string;
  /** The bare value, or a map of arguments. */
  readonly value: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

const mapSchema = z.record(z.string(), z.unknown());

/** The map and the list dialects as one list; an argument may stand bare, under `value`, or under its own name. */
function listChecks(checks: unknown): PanderaCheck[] {
  if (Array.isArray(checks)) {
    return checks.flatMap((raw) => {
      const entry = mapSchema.safeParse(raw).data;
      const options = mapSchema.safeParse(entry?.['options']).data ?? {};
      const name = options['check_name'];
      return entry && typeof name === 'string' ? [{ name, value: argumentOf(entry), options }] : [];
    });
  }
  const map = mapSchema.safeParse(checks).data ?? {};
  return Object.entries(map).map(([name, value]) => ({ name, value, options: optionsIn(value) }));
}

function optionsIn(value: unknown): Readonly<Record<string, unknown>> {
  const map = mapSchema.safeParse(value).data;
  return mapSchema.safeParse(map?.['options']).data ?? map ?? {};
}

function argumentOf(entry: Readonly<Record<string, unknown>>): unknown {
  return 'value' in entry ? entry['value'] : Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'options'));
}

const dtypes: Readonly<Record<ColumnType, string>> = { integer: 'Int64', decimal: 'float64', boolean: 'boolean', date: 'datetime64[ns]', datetime: 'datetime64[ns]', category: 'str', text: 'str', id: 'str' };

function write(schema: DataSchema): ReturnType<SchemaFormat['write']> {
  const notExpressible: string[] = [];
  const columns = Object.fromEntries(
    schema.columns.map(({ name, type }) => {
      const own = schema.checks.filter(({ column }) => column === name);
      for (const check of own) noteWhatIsLost(check, notExpressible);
      const kept = own.filter(({ allow }) => allow === 0);
      const has = (kind: Check['check']): boolean => kept.some(({ check }) => check === kind);
      const checks = kept.flatMap((check) => writtenCheck(check, type));
      return [name, { dtype: has('type') ? dtypes[type] : null, nullable: !has('not-null'), checks: checks.length > 0 ? checks : null, unique: has('unique'), coerce: true, required: true, regex: false }];
    }),
  );
  const document = { schema_type: 'dataframe', version: '0.24.0', columns, checks: null, index: null, dtype: null, coerce: true, strict: false, name: null, ordered: false, unique: null, report_duplicates: 'all', unique_column_names: false, add_missing_columns: false, title: null, description: null };
  return { text: stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }), notExpressible };
}

function noteWhatIsLost({ check, column, allow, severity }: Check, notExpressible: string[]): void {
  const rule = words.ruleName(column, check);
  if (allow > 0) notExpressible.push(words.left.allowance(rule));
  // Checks can warn instead of fail; type, missing values and uniqueness are properties of the column and cannot.
  else if (severity !== 'critical' && (severity === 'info' || ['type', 'not-null', 'unique'].includes(check))) notExpressible.push(words.left.severity(rule, severity));
}

function writtenCheck(check: Check, type: ColumnType): readonly Record<string, unknown>[] {
  const options = (name: string): Record<string, unknown> => ({ options: { check_name: name, raise_warning: check.severity !== 'critical', ignore_na: true } });
  switch (check.check) {
    case 'range': {
      const bound = (value: unknown): unknown => (isTime(type) && typeof value === 'string' ? timeText(value) : value);
      if (isOpen(check.min)) return isOpen(check.max) ? [] : [{ value: bound(check.max), ...options('less_than_or_equal_to') }];
      if (isOpen(check.max)) return [{ value: bound(check.min), ...options('greater_than_or_equal_to') }];
      return [{ min_value: bound(check.min), max_value: bound(check.max), include_min: true, include_max: true, ...options('in_range') }];
    }
    case 'one-of':
      return [{ value: setValues(check, type), ...options('isin') }];
    case 'pattern':
      return [{ value: wholeValue(check.pattern), ...options('str_matches') }];
    default:
      return [];
  }
}

/** Pandera writes limits of time as "2024-01-31 00:00:00". */
function timeText(iso: string): string {
  const text = iso.replace('T', ' ').replace(/(\.\d+)?Z?$/, '');
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00:00` : text;
}
