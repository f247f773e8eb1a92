/** A schema of Pandera as one of ours. What has no equal here is told, one sentence each. */
import { cellSchema } from '@shared/areas/common';
import { checkSchema, dataSchemaSchema, schemaFormatVersion, type Check, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { panderaMessages } from '@shared/messages/pandera';
import type { ReadSchema } from '../schemas/schemaFormat';
import { builtinNamed, readBuiltin } from './builtinChecks';
import type { WrittenCheck } from './checkDialects';
import { ownCheck } from './checkMapping';
import { columnTypeOf, readDtype } from './dtypes';
import { readNamePattern } from './namePattern';
import { parsePandera, type PanderaColumn, type PanderaDocument } from './panderaDocument';

const words = panderaMessages.left;
const reports = { all: 'all', exclude_first: 'exclude-first', exclude_last: 'exclude-last' } as const;

/** Throws `invalid-input` where the text is no schema of Pandera, or holds a check with arguments Pandera refuses. */
export function readPandera(text: string): ReadSchema {
  const document = parsePandera(text);
  const left: string[] = [];
  const columns = document.columns.map((column) => readColumn(column, document, left));
  const declared = columns.map(({ name }) => name);
  tellTable(document, left);
  const schema = dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: schemaFormatVersion,
    table: { strict: document.strict === 'filter' ? 'filter' : document.strict === true ? 'error' : 'off', ordered: document.ordered === true },
    columns,
    checks: [...jointKey(document), ...document.columns.flatMap((column, i) => columnChecks(column, declared[i] ?? column.name, left)), ...document.checks.flatMap((check) => tableCheck(check, document, declared, left))],
  });
  return { schema, notExpressible: left };
}

function readColumn(column: PanderaColumn, { coerce, dtype: common }: PanderaDocument, left: string[]): DeclaredColumn {
  const { name, regex, required, title, description } = column;
  const named = common ?? column.dtype ?? null;
  const dtype = named === null ? null : readDtype(named);
  const type = dtype === null ? null : columnTypeOf(dtype);
  if (named !== null && type === null) left.push(words.type(name, named));
  const standIn = column.default === undefined || column.default === null ? undefined : cellSchema.safeParse(column.default).data;
  if (column.default !== undefined && column.default !== null) left.push(standIn === undefined ? words.defaultValue(name) : words.default(name));
  if (column.drop_invalid_rows === true) left.push(words.dropRows(name));
  return {
    name: regex === true ? readNamePattern(name) : name,
    pattern: regex === true,
    type: type ?? 'any',
    coerce: type !== null && (coerce === true || column.coerce === true),
    required: required !== false,
    ...(standIn !== undefined && { default: standIn }),
    ...(typeof title === 'string' && title !== '' && { title: title.slice(0, 200) }),
    ...(typeof description === 'string' && description !== '' && { description: description.slice(0, 2000) }),
  };
}

function columnChecks(column: PanderaColumn, name: string, left: string[]): Check[] {
  const isNullable = column.nullable === true;
  const report = reports[column.report_duplicates ?? 'all'];
  if (column.unique === true && isNullable) left.push(words.uniqueMissing(name));
  return [
    ...(isNullable ? [] : [made({ check: 'not-null', column: name })]),
    ...(column.unique === true ? [made({ check: 'unique', column: name, args: report === 'all' ? {} : { report } })] : []),
    ...column.checks.flatMap((check) => readCheck(check, name, left) ?? []),
  ];
}

/** Null where it has no equal, which is told. */
function readCheck({ name, given, options }: WrittenCheck, column: string, left: string[]): Check | null {
  const known = builtinNamed(name);
  const builtin = known === null ? null : readBuiltin(known, given, column);
  const own = builtin === null ? null : ownCheck(builtin);
  if (own === null || builtin === null || (options.groupby !== null && options.groupby !== undefined)) {
    left.push(own === null ? (builtin === null ? words.unknown(column, name) : words.check(column, name)) : words.groupby(column, name));
    return null;
  }
  if (typeof options.n_failure_cases === 'number') left.push(words.mostFailures(column, name));
  // Where values must differ, a missing one differs, so it holds there even if it is looked at.
  const isNegative = builtin.name === 'not_equal_to' || builtin.name === 'notin';
  return made({
    ...own,
    column,
    nulls: options.ignore_na === false && !isNegative ? 'fail' : 'pass',
    severity: options.raise_warning === true ? 'warning' : 'critical',
    ...(typeof options.error === 'string' && options.error !== '' && !isOwnLabel(options.error, name) && { note: options.error.slice(0, 2000) }),
  });
}

/** Some releases write the label every check has. */
function isOwnLabel(text: string, name: string): boolean {
  return text.startsWith(`${name}(`) && text.endsWith(')');
}

/** A check of the table looks at every cell. */
function tableCheck(check: WrittenCheck, { strict }: PanderaDocument, declared: readonly string[], left: string[]): Check[] {
  if (declared.length === 0 || check.name.startsWith('str_')) {
    left.push(words.check(panderaMessages.table, check.name));
    return [];
  }
  if (strict !== true) left.push(words.declaredOnly(check.name));
  return declared.flatMap((column) => readCheck(check, column, left) ?? []);
}

/** Missing cells are equal to each other there. */
function jointKey({ unique, report_duplicates }: PanderaDocument): Check[] {
  const report = reports[report_duplicates ?? 'all'];
  return unique && unique.length > 0 ? [made({ check: 'unique-together', columns: unique, args: { ...(report !== 'all' && { report }), ignore: 'never' } })] : [];
}

function tellTable(document: PanderaDocument, left: string[]): void {
  if (document.index !== null && document.index !== undefined) left.push(words.index);
  if (document.add_missing_columns === true) left.push(words.addMissing);
  if (document.drop_invalid_rows === true) left.push(words.dropRows(panderaMessages.table));
  if (typeof document.dtype === 'string' && document.columns.length === 0) left.push(words.tableType(document.dtype));
  if (typeof document.title === 'string' || typeof document.description === 'string') left.push(words.texts);
}

function made(check: Partial<Check> & Pick<Check, 'check'>): Check {
  return checkSchema.parse(check);
}
