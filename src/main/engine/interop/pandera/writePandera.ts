/** One of our schemas as Pandera's YAML, checks in the list form, which every release since 0.24 reads. What it cannot say is told. */
import { Document, isMap, isScalar, Scalar } from 'yaml';
import type { ColumnType } from '@shared/areas/common';
import { columnsOf, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { panderaMessages } from '@shared/messages/pandera';
import type { WrittenSchema } from '../schemas/schemaFormat';
import { builtinsFor } from './checkMapping';
import { dtypeOf } from './dtypes';
import { writeNamePattern } from './namePattern';

const words = panderaMessages.notThere;
const reports = { all: 'all', 'exclude-first': 'exclude_first', 'exclude-last': 'exclude_last' } as const;
const listForm = '0.24.0';

type Written = Record<string, unknown>;

export function writePandera({ table, columns: declared, checks }: DataSchema): WrittenSchema {
  const left: string[] = [];
  const sayable = checks.filter((check) => isSayable(check, left));
  const key = sayable.find((check) => check.check === 'unique-together' && isGrave(check));
  const columns = withNamed(declared, sayable);
  const written = new Map(columns.map((column) => [column.name, writeColumn(column, sayable.filter((check) => check.column === column.name), left)]));
  for (const check of sayable) if (check.column === undefined && check !== key && check.check !== 'column-exists') left.push(words.rule(nameOf(check)));
  if (columns.some(({ type, coerce }) => type !== 'any' && !coerce)) left.push(words.coerced);
  if (key && key.args['ignore'] !== 'never') left.push(words.missingEqual(nameOf(key)));
  const document = {
    schema_type: 'dataframe',
    version: listForm,
    columns: Object.fromEntries(columns.map(({ name, pattern }) => [pattern ? writeNamePattern(name) : name, written.get(name)])),
    checks: null,
    index: null,
    dtype: null,
    coerce: false,
    strict: { off: false, error: true, filter: 'filter' }[table.strict],
    name: null,
    ordered: table.ordered,
    unique: key ? [...columnsOf(key)] : null,
    report_duplicates: reportOf(key),
    unique_column_names: false,
    add_missing_columns: false,
    title: null,
    description: null,
  };
  return { text: yamlText(document), notExpressible: left };
}

/** All text in quotes: in Python's YAML a bare no is false, 08 is not what it is elsewhere, and = is nothing at all. */
function yamlText(document: Written): string {
  const yaml = new Document(document, { version: '1.1', aliasDuplicateObjects: false });
  const columns = yaml.get('columns');
  for (const { key } of isMap(columns) ? columns.items : []) if (isScalar(key)) key.type = Scalar.QUOTE_DOUBLE;
  return yaml.toString({ defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });
}

/** A rule of Pandera holds for all rows or does not hold. */
function isSayable(check: Check, left: string[]): boolean {
  const name = nameOf(check);
  const reason = !check.enabled ? words.disabled(name) : check.mostly < 1 ? words.share(name) : check.condition !== undefined ? words.condition(name) : null;
  if (reason !== null) left.push(reason);
  return reason === null;
}

/** Columns that are not declared but looked at have to be there. */
function withNamed(declared: readonly DeclaredColumn[], checks: readonly Check[]): readonly DeclaredColumn[] {
  const known = new Set(declared.map(({ name }) => name));
  const named = checks.flatMap((check) => (check.check === 'column-exists' && check.args['position'] === undefined ? [String(check.args['name'])] : check.column === undefined ? [] : [check.column]));
  const others = [...new Set(named)].filter((name) => !known.has(name));
  return [...declared, ...others.map((name): DeclaredColumn => ({ name, pattern: false, type: 'any', coerce: false, required: true }))];
}

function writeColumn(column: DeclaredColumn, checks: readonly Check[], left: string[]): Written {
  const has = (kind: string): Check | undefined => checks.find((check) => check.check === kind && isGrave(check) && check.nulls === 'pass');
  const [typed, present, unique] = [has('type'), has('not-null'), has('unique')];
  const type = column.type === 'any' ? typeArgument(typed) : column.type;
  const dtype = type === null ? null : type === 'category' && checks.some(needsText) ? 'str' : dtypeOf[type];
  if (type !== null) tellType(column, type, dtype, left);
  if (unique && !present) left.push(words.missingEqual(nameOf(unique)));
  if (column.default !== undefined) left.push(words.default(column.name));
  const others = checks.filter((check) => check !== present && check !== unique && !(check === typed && column.type === 'any'));
  const written = others.flatMap((check) => writeCheck(check, type, left));
  return {
    title: column.title ?? null,
    description: column.description ?? null,
    dtype,
    nullable: present === undefined,
    checks: written.length > 0 ? written : null,
    unique: unique !== undefined,
    ...(reportOf(unique) !== 'all' && { report_duplicates: reportOf(unique) }),
    coerce: dtype !== null,
    required: column.required,
    regex: column.pattern,
    ...(column.default !== undefined && { default: column.default }),
  };
}

function typeArgument(check: Check | undefined): ColumnType | null {
  const type = check?.args['type'];
  return typeof type === 'string' && isColumnType(type) ? type : null;
}

function isColumnType(type: string): type is ColumnType {
  return Object.hasOwn(dtypeOf, type);
}

function tellType({ name }: DeclaredColumn, type: ColumnType, dtype: string | null, left: string[]): void {
  if (type === 'date') left.push(words.day(name));
  if (type === 'id') left.push(words.identifier(name));
  if (type === 'category' && dtype === 'str') left.push(words.category(name));
}

function writeCheck(check: Check, type: ColumnType | null, left: string[]): readonly Written[] {
  const name = nameOf(check);
  const reason = unsayable(check, type);
  if (reason !== null) {
    left.push(reason);
    return [];
  }
  const builtins = builtinsFor(check, (value) => asHeld(value, type)) ?? [];
  if (builtins.length === 0) {
    left.push(['type', 'not-null', 'unique'].includes(check.check) ? words.propertySeverity(name) : words.rule(name));
    return [];
  }
  if (check.severity === 'info') left.push(words.info(name));
  return builtins.map(({ name: check_name, args }) => ({ ...args, options: { check_name, raise_warning: check.severity !== 'critical', ignore_na: check.nulls === 'pass' } }));
}

/** Pandera puts categories in no order, and stumbles over missing ones that fail. */
function needsText({ check, nulls }: Check): boolean {
  return check === 'range' || nulls === 'fail';
}

const textKinds = new Set(['pattern', 'not-pattern', 'patterns', 'not-patterns', 'starts-with', 'ends-with', 'length']);
const negativeKinds = new Set(['not-equal', 'not-one-of']);

/** Why Pandera would judge otherwise, else null. */
function unsayable(check: Check, type: ColumnType | null): string | null {
  const isText = type === null || type === 'text' || type === 'category' || type === 'id';
  if (textKinds.has(check.check) && !isText) return words.textOnly(nameOf(check));
  if (check.check === 'range' && isText && type !== null && [check.args['min'], check.args['max']].some((bound) => typeof bound === 'number')) return words.numbersOfText(nameOf(check));
  if (check.nulls === 'fail' && (negativeKinds.has(check.check) || check.check === 'distinct-equals')) return words.missing(nameOf(check));
  return null;
}

/** A value as a column of the type holds it there: times as "2024-01-31 00:00:00". */
function asHeld(value: unknown, type: ColumnType | null): unknown {
  if (value === null || type === null) return value;
  if (type === 'integer' || type === 'decimal') return typeof value === 'boolean' || Number.isNaN(Number(value)) ? value : Number(value);
  if (type === 'boolean') return value === true || value === 'true';
  if (type === 'date' || type === 'datetime') return timeText(String(value));
  return String(value);
}

function timeText(iso: string): string {
  const text = iso.replace('T', ' ').replace(/(\.\d+)?Z?$/, '');
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00:00` : text;
}

function isGrave({ severity }: Check): boolean {
  return severity === 'critical';
}

function reportOf(check: Check | undefined): string {
  const report = check?.args['report'];
  return report === 'exclude-first' || report === 'exclude-last' ? reports[report] : reports.all;
}

function nameOf(check: Check): string {
  const columns = columnsOf(check).join(', ');
  return columns === '' ? check.check : `${columns}, ${check.check}`;
}
