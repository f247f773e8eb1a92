/** Table Schema (Data Package 2.0): fields with types and constraints. A pattern there means the whole value, as it does here. */
import { z } from 'zod';
import type { ColumnType } from '@shared/areas/common';
import type { Check, DataSchema } from './plainSchema';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import { boundSchema, isNumeric, parseJson, parseShape, scalarSchema, SchemaDraft, setValues, type SchemaFormat } from './schemaFormat';

const profile = 'https://datapackage.org/profiles/2.0/tableschema.json';

const constraintsSchema = z.looseObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minimum: boundSchema.optional(),
  maximum: boundSchema.optional(),
  minLength: z.number().int().optional(),
  maxLength: z.number().int().optional(),
  pattern: z.string().optional(),
  enum: z.array(scalarSchema).optional(),
});
const fieldSchema = z.looseObject({ name: z.string().min(1), type: z.string().optional(), constraints: constraintsSchema.optional(), categories: z.array(z.union([scalarSchema, z.looseObject({ value: scalarSchema })])).optional() });
const documentSchema = z.looseObject({ fields: z.array(fieldSchema), fieldsMatch: z.union([z.string(), z.array(z.string())]).optional(), primaryKey: z.union([z.string(), z.array(z.string())]).optional() });

const typeNames: Readonly<Record<ColumnType, string>> = { integer: 'integer', decimal: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', category: 'string', text: 'string', id: 'string' };
const columnTypes: Readonly<Record<string, ColumnType>> = { integer: 'integer', year: 'integer', number: 'decimal', boolean: 'boolean', date: 'date', datetime: 'datetime', string: 'text' };
const knownConstraints = new Set(['required', 'unique', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'enum']);

export const tableSchema: SchemaFormat = { name: 'table-schema', read, write };

function read(text: string): ReturnType<SchemaFormat['read']> {
  const document = parseShape(documentSchema, parseJson(text, words.tableSchema), words.tableSchema);
  const draft = new SchemaDraft();
  const primary = [document.primaryKey ?? []].flat();
  for (const field of document.fields) {
    const constraints = field.constraints ?? {};
    const required = constraints.required === true || primary.includes(field.name);
    const type = columnTypes[field.type ?? 'any'];
    draft.addColumn(field.name, type ?? 'text', !required);
    if (type !== undefined) draft.add({ check: 'type', column: field.name, severity: 'critical', allow: 0, type });
    else if (field.type !== undefined && field.type !== 'any') draft.leaveOut(words.left.foreign(field.name, `the type ${field.type}`));
    readConstraints(draft, field.name, required, primary.length === 1 && primary[0] === field.name, constraints);
    if (field.categories) draft.add({ check: 'one-of', column: field.name, severity: 'critical', allow: 0, values: field.categories.map((each) => String(typeof each === 'object' ? each.value : each)) });
  }
  if (primary.length > 1) draft.leaveOut(words.left.foreign(null, `uniqueness of ${primary.join(', ')} together`));
  if (Array.isArray(document['foreignKeys']) && document['foreignKeys'].length > 0) draft.leaveOut(words.left.foreign(null, 'a foreign key'));
  if (Array.isArray(document['uniqueKeys'])) draft.leaveOut(words.left.foreign(null, 'a unique key'));
  const match = [document.fieldsMatch ?? 'exact'].flat()[0];
  if (match === 'exact' || match === 'equal') draft.leaveOut(words.left.strict);
  return draft.finish();
}

function readConstraints(draft: SchemaDraft, column: string, required: boolean, primary: boolean, constraints: z.infer<typeof constraintsSchema>): void {
  const base = { column, severity: 'critical' as const, allow: 0 };
  if (required) draft.add({ check: 'not-null', ...base });
  if (constraints.unique === true || primary) draft.add({ check: 'unique', ...base });
  if (constraints.minimum !== undefined || constraints.maximum !== undefined) {
    draft.add({ check: 'range', ...base, ...(constraints.minimum === undefined ? {} : { min: bound(draft, column, constraints.minimum) }), ...(constraints.maximum === undefined ? {} : { max: bound(draft, column, constraints.maximum) }) });
  }
  if (constraints.minLength !== undefined || constraints.maxLength !== undefined) draft.add({ check: 'pattern', ...base, pattern: lengthPattern(constraints.minLength, constraints.maxLength) });
  if (constraints.pattern !== undefined) draft.add({ check: 'pattern', ...base, pattern: constraints.pattern });
  if (constraints.enum) draft.add({ check: 'one-of', ...base, values: constraints.enum.map(String) });
  for (const name of Object.keys(constraints).filter((each) => !knownConstraints.has(each))) draft.leaveOut(words.left.foreign(column, name));
}

function bound(draft: SchemaDraft, column: string, value: string | number): string | number {
  return isNumeric(draft.typeOf(column)) ? Number(value) : value;
}

/** Any characters, line ends too, at least and at most so many. */
export function lengthPattern(min: number | undefined, max: number | undefined): string {
  return `(?s:.{${min ?? 0},${max ?? ''}})`;
}

function write(schema: DataSchema): ReturnType<SchemaFormat['write']> {
  const notExpressible: string[] = [];
  const fields = schema.columns.map(({ name, type }) => {
    const constraints: Record<string, unknown> = {};
    for (const check of schema.checks.filter(({ column }) => column === name)) {
      const rule = words.ruleName(name, check.check);
      if (check.allow > 0) {
        notExpressible.push(words.left.allowance(rule));
        continue;
      }
      if (check.severity !== 'critical') notExpressible.push(words.left.severity(rule, check.severity));
      const written = constraintOf(check, type);
      const taken = Object.keys(written).some((key) => key in constraints);
      if (taken || (check.check === 'type' && check.type !== type)) notExpressible.push(words.left.rule(rule));
      else Object.assign(constraints, written);
    }
    return { name, type: typeNames[type], ...(Object.keys(constraints).length > 0 ? { constraints } : {}) };
  });
  return { text: `${JSON.stringify({ $schema: profile, fields, fieldsMatch: 'subset', missingValues: [''] }, null, 2)}\n`, notExpressible };
}

function constraintOf(check: Check, type: ColumnType): Record<string, unknown> {
  switch (check.check) {
    case 'type':
      return {};
    case 'not-null':
      return { required: true };
    case 'unique':
      return { unique: true };
    case 'range':
      return { ...(check.min === undefined || check.min === null ? {} : { minimum: check.min }), ...(check.max === undefined || check.max === null ? {} : { maximum: check.max }) };
    case 'one-of':
      return { enum: setValues(check, type) };
    case 'pattern':
      return { pattern: check.pattern };
  }
}
