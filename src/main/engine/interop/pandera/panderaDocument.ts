/** A Pandera schema as its YAML or JSON says it, in one shape for every dialect. */
import { parseDocument, type Tags } from 'yaml';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { panderaMessages as words } from '@shared/messages/pandera';
import { interopSchemaMessages } from '@shared/messages/interopSchemas';
import { documentLimits } from '../../kernel/jsonDocument';
import { parseShape } from '../schemas/schemaFormat';
import { flatChecks, writtenChecks, type WrittenCheck } from './checkDialects';

const flagSchema = z.boolean().nullish();
const reportSchema = z.enum(['all', 'exclude_first', 'exclude_last']).nullish();
const columnSchema = z.object({
  dtype: z.string().nullish(),
  nullable: flagSchema,
  unique: flagSchema,
  report_duplicates: reportSchema,
  coerce: flagSchema,
  required: flagSchema,
  regex: flagSchema,
  default: z.unknown().optional(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  drop_invalid_rows: flagSchema,
  checks: z.unknown().optional(),
});
const nameSchema = z.union([z.string(), z.number()]).transform(String);
const namesSchema = z.union([z.string().transform((name) => [name]), z.array(z.string())]);
const rawColumnSchema = z.record(z.string(), z.unknown());
const documentSchema = z.object({
  schema_type: z.literal('dataframe').nullish(),
  columns: z.union([z.record(z.string(), rawColumnSchema.nullable()), z.array(z.looseObject({ name: nameSchema }))]).nullish(),
  checks: z.unknown().optional(),
  index: z.unknown().optional(),
  dtype: z.string().nullish(),
  coerce: flagSchema,
  strict: z.union([z.boolean(), z.literal('filter')]).nullish(),
  name: z.string().nullish(),
  ordered: flagSchema,
  unique: namesSchema.nullish(),
  report_duplicates: reportSchema,
  unique_column_names: flagSchema,
  add_missing_columns: flagSchema,
  title: z.string().nullish(),
  description: z.string().nullish(),
  drop_invalid_rows: flagSchema,
});

export type PanderaColumn = Omit<z.output<typeof columnSchema>, 'checks'> & { readonly name: string; readonly checks: readonly WrittenCheck[] };
export type PanderaDocument = Omit<z.output<typeof documentSchema>, 'columns' | 'checks'> & { readonly columns: readonly PanderaColumn[]; readonly checks: readonly WrittenCheck[] };

/** Throws `invalid-input` where the text is no YAML, does harm, or is no schema of Pandera. */
export function parsePandera(text: string): PanderaDocument {
  return readPanderaDocument(parseYaml(text));
}

export function readPanderaDocument(value: unknown): PanderaDocument {
  const { columns, checks, ...table } = parseShape(documentSchema, value, interopSchemaMessages.pandera);
  const named = Array.isArray(columns) ? columns.map((column) => ({ name: column.name, raw: column })) : Object.entries(columns ?? {}).map(([name, raw]) => ({ name, raw: raw ?? {} }));
  const twice = named.find(({ name }, i) => named.findIndex((other) => other.name === name) < i);
  if (twice) throw new EngineError('invalid-input', words.refused.columnTwice(twice.name), { column: twice.name });
  return { ...table, columns: named.map(({ name, raw }) => readColumn(name, raw)), checks: writtenChecks(checks, words.table) };
}

function readColumn(name: string, raw: Readonly<Record<string, unknown>>): PanderaColumn {
  const { checks, ...column } = parseShape(columnSchema, raw, interopSchemaMessages.pandera, ['columns', name]);
  return { ...column, name, checks: checks === undefined || checks === null ? flatChecks(raw, name) : writtenChecks(checks, name) };
}

function parseYaml(text: string): unknown {
  if (text.length > documentLimits.bytes) throw new EngineError('invalid-input', words.refused.notYaml(words.refused.tooLong(documentLimits.bytes)));
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''), { version: '1.1', customTags: asPython });
    // A tag that is not known, such as that of a Python object, is only a warning to the parser.
    const [wrong] = [...document.errors, ...document.warnings];
    if (wrong) throw wrong;
    return document.toJS() as unknown;
  } catch (error) {
    throw new EngineError('invalid-input', words.refused.notYaml(error instanceof Error ? (error.message.split('\n')[0] ?? '').replace(/:$/, '') : String(error)), {}, { cause: error });
  }
}

/** Python reads YAML 1.1, but for whole numbers that begin with a zero; days stay text here. */
function asPython(tags: Tags): Tags {
  return tags.flatMap((tag): Tags => {
    if (typeof tag === 'string' || tag.collection !== undefined) return [tag];
    if (tag.tag === 'tag:yaml.org,2002:timestamp') return [];
    return [tag.tag === 'tag:yaml.org,2002:int' && tag.format === undefined ? { ...tag, test: /^[-+]?(?:0|[1-9][0-9_]*)$/ } : tag];
  });
}
