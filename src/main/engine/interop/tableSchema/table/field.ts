/** Fields of a Table Schema as a table is checked against them. */
import { z } from 'zod';
import { fieldOptionsSchema, type CellField } from '../cells';

const constraintsSchema = z
  .object({
    required: z.boolean().default(false),
    unique: z.boolean().default(false),
    minLength: z.number().int().optional(),
    maxLength: z.number().int().optional(),
    minimum: z.json().optional(),
    maximum: z.json().optional(),
    exclusiveMinimum: z.json().optional(),
    exclusiveMaximum: z.json().optional(),
    pattern: z.string().optional(),
    enum: z.array(z.json()).optional(),
  })
  .prefault({});

export type Constraints = z.infer<typeof constraintsSchema>;

export interface TableField extends CellField {
  readonly name: string;
  readonly constraints: Constraints;
}

const textOrList = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const fieldSchema = z.looseObject({ name: z.string(), type: z.string().default('any'), format: z.string().default('default'), constraints: constraintsSchema });

const foreignKeySchema = z.object({ fields: textOrList, reference: z.object({ fields: textOrList, rows: z.array(z.array(z.json())).optional() }) });

export const fieldsMatchSchema = z.enum(['exact', 'equal', 'subset', 'superset', 'partial']);
export type FieldsMatch = z.infer<typeof fieldsMatchSchema>;

export const tableSchemaSchema = z
  .object({
    fields: z.array(fieldSchema),
    fieldsMatch: z.union([fieldsMatchSchema, z.array(fieldsMatchSchema).min(1).transform(([first = 'exact']) => first)]).default('exact'),
    missingValues: z.array(z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)])).default(['']),
    primaryKey: textOrList.default([]),
    uniqueKeys: z.array(textOrList).default([]),
    foreignKeys: z.array(foreignKeySchema).default([]),
  })
  .transform(({ fields, missingValues, ...schema }) => ({
    ...schema,
    // A field's own list of missing values takes the place of the schema's.
    fields: fields.map(({ name, type, format, constraints, ...options }): TableField => ({ name, type, format, constraints, options: fieldOptionsSchema.parse({ missingValues, ...options }) })),
  }));

export type TableSchema = z.output<typeof tableSchemaSchema>;

/** A field that only says its name and type. */
export function plainField(name: string, type: string): TableField {
  return { name, type, format: 'default', options: fieldOptionsSchema.parse({}), constraints: constraintsSchema.parse({}) };
}
