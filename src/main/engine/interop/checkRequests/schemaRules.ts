/** Rules of Table Schema 2.0 that need no cell types: how fields match labels, keys, what counts as missing. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { fieldsMatchSchema, foreignKeyRule, matchLabels, plainField, primaryKeyRule, uniqueKeyRule, type KeyRule } from '../tableSchema/table';
import type { CellValue } from '../tableSchema/cells';
import { readRequest, type Operation, type Operations } from './request';

const namesSchema = z.union([z.string().transform((name) => [name]), z.array(z.string())]);
const fieldNameSchema = z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]);
const rowsSchema = z.array(z.union([z.array(z.json()), z.record(z.string(), z.json())]));
const tableSchema = z.object({ fields: z.array(fieldNameSchema), rows: rowsSchema });
const keyListSchema = z.union([z.array(z.array(z.string())), namesSchema.transform((names) => [names])]);
/** One key, or several. */
const keysSchema = z.union([
  z.object({ key: keyListSchema }).transform(({ key }) => key),
  z.object({ keys: keyListSchema }).transform(({ keys }) => keys),
  z.object({ unique_keys: keyListSchema }).transform(({ unique_keys }) => unique_keys),
]);
type Table = z.output<typeof tableSchema>;

const primaryKey: Operation = (request) => {
  const { key, ...table } = readRequest(tableSchema.extend({ key: namesSchema }), request);
  return verdict(keyValues(table, key), primaryKeyRule());
};

const uniqueKeys: Operation = (request) => {
  const table = readRequest(tableSchema, request);
  const verdicts = readRequest(keysSchema, request).map((key) => verdict(keyValues(table, key), uniqueKeyRule()));
  return { valid: verdicts.every(({ valid }) => valid), rows: [...new Set(verdicts.flatMap(({ rows }) => rows))] };
};

const foreignKey: Operation = (request) => {
  const { key, reference, ...table } = readRequest(tableSchema.extend({ key: namesSchema, reference: tableSchema.extend({ key: namesSchema.optional() }) }), request);
  return verdict(keyValues(table, key), foreignKeyRule(keyValues(reference, reference.key ?? key)));
};

const missingValues: Operation = (request) => {
  const { schema_missing, field_missing, cells } = readRequest(z.object({ schema_missing: z.array(z.string()).default(['']), field_missing: z.array(z.string()).optional(), cells: z.array(z.string()) }), request);
  const missingBy = (list: readonly string[]): boolean[] => cells.map((cell) => list.includes(cell));
  // A field's own list takes the place of the schema's.
  return { column_without_own_list: missingBy(schema_missing), column_with_own_list: missingBy(field_missing ?? schema_missing) };
};

export const schemaOperations: Operations = {
  'fields-match': (request) => {
    const { mode, fields, labels } = readRequest(z.object({ mode: fieldsMatchSchema.default('exact'), fields: z.array(fieldNameSchema), labels: z.array(z.string()) }), request);
    const { errors } = matchLabels(labels, { fields: fields.map((name) => plainField(name, 'any')), fieldsMatch: mode, primaryKey: [] });
    return { valid: errors.length === 0, errors };
  },
  'primary-key': primaryKey,
  'unique-key': uniqueKeys,
  'unique-keys': uniqueKeys,
  'foreign-key': foreignKey,
  'foreign-keys': foreignKey,
  'missing-values': missingValues,
};

/** Rows that break the rule, counted from 1 without the header. */
function verdict(keys: readonly (readonly CellValue[])[], breaks: KeyRule): { readonly valid: boolean; readonly rows: number[] } {
  const rows = keys.flatMap((key, i) => (breaks(key) ? [i + 1] : []));
  return { valid: rows.length === 0, rows };
}

function keyValues({ fields, rows }: Table, key: readonly string[]): CellValue[][] {
  const unknown = key.find((name) => !fields.includes(name));
  if (unknown !== undefined) throw new EngineError('invalid-input', `The key names a field ${unknown} the table does not have.`);
  return rows.map((row) => key.map((name) => (Array.isArray(row) ? row[fields.indexOf(name)] : row[name]) ?? null));
}
