/** One of our schemas as a Table Schema (Data Package 2.0). What it cannot say is told. */
import type { ColumnType } from '@shared/areas/common';
import { columnsOf, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { tableSchemaMessages } from '@shared/messages/tableSchema';
import type { WrittenSchema } from '../../schemas/schemaFormat';
import { constraintFor } from './constraints';

const words = tableSchemaMessages.notThere;
const profile = 'https://datapackage.org/profiles/2.0/tableschema.json';
const types: Readonly<Record<ColumnType | 'any', string>> = { integer: 'integer', decimal: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', category: 'string', text: 'string', id: 'string', any: 'any' };

type Written = Record<string, unknown>;

export function writeTableSchema({ table, columns, checks }: DataSchema): WrittenSchema {
  const left: string[] = [];
  const sayable = checks.filter((check) => isSayable(check, left));
  const fields = columns.flatMap((column) => (column.pattern ? [] : [writeField(column, sayable.filter((check) => check.column === column.name), left)]));
  for (const { name, pattern } of columns) if (pattern) left.push(words.namePattern(name));
  const keys = writeKeys(columns, sayable, left);
  const undeclared = sayable.filter(({ column, check }) => column !== undefined && check !== 'unique-together' && !columns.some(({ name, pattern }) => name === column && !pattern));
  for (const check of undeclared) left.push(words.undeclared(nameOf(check)));
  return { text: `${JSON.stringify({ $schema: profile, fields, fieldsMatch: writeMatch(table, columns, left), missingValues: [''], ...keys }, null, 2)}\n`, notExpressible: left };
}

/** A constraint holds for all rows or does not hold. */
function isSayable(check: Check, left: string[]): boolean {
  const name = nameOf(check);
  const reason = !check.enabled ? words.disabled(name) : check.mostly < 1 ? words.share(name) : check.condition !== undefined ? words.condition(name) : check.nulls === 'fail' ? words.missing(name) : null;
  if (reason !== null) left.push(reason);
  return reason === null;
}

function writeField(column: DeclaredColumn, checks: readonly Check[], left: string[]): Written {
  const { name, type, title, description } = column;
  const constraints: Written = {};
  let categories: unknown;
  for (const check of checks) {
    const rule = nameOf(check);
    if (check.severity !== 'critical') left.push(words.severity(rule, check.severity));
    if (check.check === 'one-of' && type === 'category' && categories === undefined) {
      categories = check.args['values'];
      continue;
    }
    const written = constraintFor(check, type);
    if (written === null || Object.keys(written).some((key) => key in constraints)) left.push(written === null ? words.rule(rule) : words.twice(rule));
    else Object.assign(constraints, written);
  }
  if (type === 'id') left.push(words.identifier(name));
  if (type === 'category' && categories === undefined) left.push(words.category(name));
  if (column.coerce) left.push(words.coerce(name));
  if (column.default !== undefined) left.push(words.default(name));
  return { name, type: types[type], ...(title !== undefined && { title }), ...(description !== undefined && { description }), ...(categories !== undefined && { categories }), ...(Object.keys(constraints).length > 0 && { constraints }) };
}

/** The first joint key without missing cells is the primary one, the others are unique keys. */
function writeKeys(columns: readonly DeclaredColumn[], checks: readonly Check[], left: string[]): Written {
  const declared = new Set(columns.filter(({ pattern }) => !pattern).map(({ name }) => name));
  const filled = new Set(checks.flatMap((check) => (check.check === 'not-null' ? columnsOf(check) : [])));
  let primaryKey: readonly string[] | null = null;
  const uniqueKeys: (readonly string[])[] = [];
  const foreignKeys: Written[] = [];
  for (const check of checks.filter(({ column }) => column === undefined)) {
    const own = columnsOf(check);
    const [rule, isDeclared] = [nameOf(check), own.every((name) => declared.has(name))];
    if (check.severity !== 'critical') left.push(words.severity(rule, check.severity));
    if (check.check === 'unique-together' && isDeclared && (check.args['report'] ?? 'all') === 'all') {
      const isFilled = own.every((name) => filled.has(name));
      if (!isFilled && check.args['ignore'] !== 'any') left.push(words.missingParts(rule));
      if (primaryKey === null && isFilled) primaryKey = own;
      else uniqueKeys.push(own);
    } else if (check.check === 'in-other-table' && isDeclared) foreignKeys.push({ fields: own, reference: { resource: check.args['dataset'], fields: check.args['columns'] ?? own } });
    else left.push(words.rule(rule));
  }
  return { ...(primaryKey !== null && { primaryKey }), ...(uniqueKeys.length > 0 && { uniqueKeys }), ...(foreignKeys.length > 0 && { foreignKeys }) };
}

function writeMatch({ strict, ordered }: DataSchema['table'], columns: readonly DeclaredColumn[], left: string[]): string {
  const optional = columns.filter(({ required, pattern }) => !required && !pattern);
  const isOptional = optional.length > 0 && optional.length === columns.filter(({ pattern }) => !pattern).length;
  if (strict === 'filter') left.push(words.filter);
  if (ordered && (strict !== 'error' || isOptional)) left.push(words.ordered);
  if (!isOptional) for (const { name } of optional) left.push(words.optional(name));
  if (strict === 'error') return isOptional ? 'superset' : ordered ? 'exact' : 'equal';
  return isOptional ? 'partial' : 'subset';
}

function nameOf(check: Check): string {
  const columns = columnsOf(check).join(', ');
  return columns === '' ? check.check : `${columns}, ${check.check}`;
}
