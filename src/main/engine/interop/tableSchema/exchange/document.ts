/** A Table Schema as its JSON says it (Data Package 2.0; a text where a list may stand, as in version 1). */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { tableSchemaMessages as words } from '@shared/messages/tableSchema';
import { interopSchemaMessages } from '@shared/messages/interopSchemas';
import { parseJson, parseShape } from '../../schemas/schemaFormat';
import { fieldsMatchSchema } from '../table';

const valueSchema = z.union([z.string(), z.number(), z.boolean()]);
const limitSchema = z.union([z.string(), z.number()]);
const constraintsSchema = z.looseObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minLength: z.number().int().nonnegative().optional(),
  maxLength: z.number().int().nonnegative().optional(),
  minimum: limitSchema.optional(),
  maximum: limitSchema.optional(),
  exclusiveMinimum: limitSchema.optional(),
  exclusiveMaximum: limitSchema.optional(),
  pattern: z.string().min(1).optional(),
  enum: z.array(valueSchema).min(1).optional(),
});
const fieldSchema = z.looseObject({
  name: z.string().min(1),
  type: z.string().default('any'),
  format: z.string().default('default'),
  title: z.string().optional(),
  description: z.string().optional(),
  constraints: constraintsSchema.default({}),
  categories: z.array(z.union([valueSchema, z.looseObject({ value: valueSchema }).transform(({ value }) => value)])).optional(),
  categoriesOrdered: z.boolean().optional(),
});
const namesSchema = z.union([z.string().transform((name) => [name]), z.array(z.string()).min(1)]);
const documentSchema = z.looseObject({
  fields: z.array(fieldSchema),
  fieldsMatch: z.union([fieldsMatchSchema, z.array(fieldsMatchSchema).min(1).transform(([first = 'exact']) => first)]).default('exact'),
  missingValues: z.array(z.union([z.string(), z.looseObject({ value: z.string() }).transform(({ value }) => value)])).default(['']),
  primaryKey: namesSchema.optional(),
  uniqueKeys: z.array(namesSchema).default([]),
  foreignKeys: z.array(z.looseObject({ fields: namesSchema, reference: z.looseObject({ resource: z.string().default(''), fields: namesSchema }) })).default([]),
});

export type TableSchemaDocument = z.output<typeof documentSchema>;
export type TableSchemaField = TableSchemaDocument['fields'][number];

/** Throws `invalid-input` where the text is no Table Schema, names a field twice, or a key names a field that is not there. */
export function parseTableSchema(text: string): TableSchemaDocument {
  const format = interopSchemaMessages.tableSchema;
  const document = parseShape(documentSchema, parseJson(text, format), format);
  const { fields, primaryKey = [], uniqueKeys, foreignKeys } = document;
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new EngineError('invalid-input', words.refused.fieldTwice(twice), { field: twice });
  const unknown = [...primaryKey, ...uniqueKeys.flat(), ...foreignKeys.flatMap((key) => key.fields)].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new EngineError('invalid-input', words.refused.keyField(unknown), { field: unknown });
  return document;
}
