/** A Table Schema as one of ours: fields are declared columns, constraints and keys are checks. What has no equal here is told. */
import type { ColumnType } from '@shared/areas/common';
import { checkSchema, dataSchemaSchema, schemaFormatVersion, type Check, type DataSchema, type DeclaredColumn } from '@shared/areas/qualitySchema';
import { tableSchemaMessages } from '@shared/messages/tableSchema';
import { translatePattern } from '../../pandera/pythonPattern';
import type { ReadSchema } from '../../schemas/schemaFormat';
import { parseTableSchema, type TableSchemaDocument, type TableSchemaField } from './document';

const words = tableSchemaMessages.left;
const types: Readonly<Record<string, ColumnType | 'any'>> = { string: 'text', number: 'decimal', integer: 'integer', year: 'integer', boolean: 'boolean', date: 'date', datetime: 'datetime', any: 'any' };

/** How each says which columns a table has. */
const matches: Readonly<Record<TableSchemaDocument['fieldsMatch'], DataSchema['table'] & { readonly required: boolean }>> = {
  exact: { strict: 'error', ordered: true, required: true },
  equal: { strict: 'error', ordered: false, required: true },
  subset: { strict: 'off', ordered: false, required: true },
  superset: { strict: 'error', ordered: false, required: false },
  partial: { strict: 'off', ordered: false, required: false },
};

/** Throws `invalid-input` where the text is no Table Schema. */
export function readTableSchema(text: string): ReadSchema {
  const document = parseTableSchema(text);
  const left: string[] = [];
  const { required, ...table } = matches[document.fieldsMatch];
  const schema = dataSchemaSchema.parse({
    format: 'almanac-schema',
    formatVersion: schemaFormatVersion,
    table,
    columns: document.fields.map((field) => readField(field, required, left)),
    checks: [...document.fields.flatMap((field) => fieldChecks(field, document, left)), ...keyChecks(document, left)],
  });
  if (!isPlainMissing(document.missingValues)) left.push(words.missingValues(document.missingValues));
  return { schema, notExpressible: left };
}

function typeOf({ type, categories }: TableSchemaField): ColumnType | 'any' {
  const known = Object.hasOwn(types, type) ? (types[type] ?? 'any') : 'any';
  return known === 'text' && categories !== undefined ? 'category' : known;
}

/** Keys of a field that say how its cells are read, which is not a rule of a schema here. */
const readingKeys = ['decimalChar', 'groupChar', 'bareNumber', 'trueValues', 'falseValues', 'delimiter', 'itemType'];

function readField(field: TableSchemaField, required: boolean, left: string[]): DeclaredColumn {
  const { name, type, format, title, description } = field;
  if (!Object.hasOwn(types, type)) left.push(words.type(name, type));
  if (format !== 'default' && format !== '') left.push(words.format(name, format));
  if (field.categoriesOrdered === true) left.push(words.categoriesOrdered(name));
  for (const key of readingKeys) if (field[key] !== undefined) left.push(words.reading(name, key));
  const own = field['missingValues'];
  if (own !== undefined && !isPlainMissing(own)) left.push(words.ownMissingValues(name));
  return { name, pattern: false, type: typeOf(field), coerce: false, required, ...(title !== undefined && title !== '' && { title: title.slice(0, 200) }), ...(description !== undefined && description !== '' && { description: description.slice(0, 2000) }) };
}

function isPlainMissing(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1 && values[0] === '';
}

const knownConstraints = new Set(['required', 'unique', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'pattern', 'enum']);

function fieldChecks(field: TableSchemaField, { primaryKey = [] }: TableSchemaDocument, left: string[]): Check[] {
  const { name, constraints, categories } = field;
  const checks: Pick<Check, 'check' | 'args'>[] = [];
  const isKey = primaryKey.includes(name);
  if (constraints.required === true || isKey) checks.push({ check: 'not-null', args: {} });
  if (constraints.unique === true || (isKey && primaryKey.length === 1)) checks.push({ check: 'unique', args: {} });
  checks.push(...ranges(field));
  const { minLength: min, maxLength: max } = constraints;
  if (min !== undefined || max !== undefined) checks.push({ check: 'length', args: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } });
  if (constraints.pattern !== undefined) {
    const { plain } = translatePattern(constraints.pattern);
    if (plain === null) left.push(words.pattern(name, constraints.pattern));
    else checks.push({ check: 'pattern', args: { pattern: plain } });
  }
  if (constraints.enum) checks.push({ check: 'one-of', args: { values: constraints.enum } });
  if (categories && categories.length > 0) checks.push({ check: 'one-of', args: { values: categories } });
  for (const other of Object.keys(constraints).filter((each) => !knownConstraints.has(each))) left.push(words.constraint(name, other));
  return checks.map((check) => checkSchema.parse({ ...check, column: name }));
}

/** A field may have both a limit that is in and one that is out; each is then a rule. */
function ranges({ type, constraints }: TableSchemaField): Pick<Check, 'check' | 'args'>[] {
  const isNumber = ['integer', 'number', 'year'].includes(type);
  const limit = (value: string | number | undefined): string | number | undefined => (isNumber && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value);
  const [low, above, high, below] = [constraints.minimum, constraints.exclusiveMinimum, constraints.maximum, constraints.exclusiveMaximum].map(limit);
  const min = low ?? above;
  const max = high ?? below;
  const first = min === undefined && max === undefined ? [] : [{ check: 'range', args: { ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...(low === undefined && above !== undefined && { strictMin: true }), ...(high === undefined && below !== undefined && { strictMax: true }) } }];
  const second = low !== undefined && above !== undefined ? [{ check: 'range', args: { min: above, strictMin: true } }] : [];
  const third = high !== undefined && below !== undefined ? [{ check: 'range', args: { max: below, strictMax: true } }] : [];
  return [...first, ...second, ...third];
}

/** Rows in which a part of the key is missing are left out. */
function keyChecks({ primaryKey = [], uniqueKeys, foreignKeys }: TableSchemaDocument, left: string[]): Check[] {
  const together = (columns: readonly string[]): Check => checkSchema.parse(columns.length === 1 ? { check: 'unique', column: columns[0] } : { check: 'unique-together', columns, args: { ignore: 'any' } });
  return [
    ...(primaryKey.length > 1 ? [together(primaryKey)] : []),
    ...uniqueKeys.map(together),
    ...foreignKeys.flatMap(({ fields, reference }) => {
      if (reference.resource !== '') return [checkSchema.parse({ check: 'in-other-table', columns: fields, args: { dataset: reference.resource, columns: reference.fields } })];
      left.push(words.selfReference(fields));
      return [];
    }),
  ];
}
