/** The part of JSON Schema (draft 7) that needs neither references nor patterns: what a document in a cell can be asked. */
import { z } from 'zod';

const typeNames = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
export type JsonType = (typeof typeNames)[number];

const countSchema = z.number().int().min(0);
/** Words that say nothing about a document. */
const remarks = { $schema: z.string(), $id: z.string(), $comment: z.string(), title: z.string(), description: z.string(), default: z.unknown(), examples: z.array(z.unknown()), format: z.string(), readOnly: z.boolean(), writeOnly: z.boolean() };

export type JsonSchema = boolean | SchemaObject;

export interface SchemaObject {
  readonly type?: JsonType | readonly JsonType[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly multipleOf?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly items?: JsonSchema | readonly JsonSchema[] | undefined;
  readonly additionalItems?: JsonSchema | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly uniqueItems?: boolean | undefined;
  readonly contains?: JsonSchema | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly additionalProperties?: JsonSchema | undefined;
  readonly propertyNames?: JsonSchema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly dependencies?: Readonly<Record<string, readonly string[] | JsonSchema>> | undefined;
  readonly minProperties?: number | undefined;
  readonly maxProperties?: number | undefined;
  readonly allOf?: readonly JsonSchema[] | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly not?: JsonSchema | undefined;
  readonly if?: JsonSchema | undefined;
  readonly then?: JsonSchema | undefined;
  readonly else?: JsonSchema | undefined;
}

const inner: z.ZodType<JsonSchema> = z.lazy(() => jsonSchemaSchema);
const several = z.array(inner).min(1);

/** Strict: a word that is not known would be a rule that is not kept. */
export const jsonSchemaSchema: z.ZodType<JsonSchema> = z.union([
  z.boolean(),
  z.strictObject({
    ...remarks,
    type: z.union([z.enum(typeNames), z.array(z.enum(typeNames)).min(1)]),
    enum: z.array(z.unknown()),
    const: z.unknown(),
    minimum: z.number(),
    maximum: z.number(),
    exclusiveMinimum: z.number(),
    exclusiveMaximum: z.number(),
    multipleOf: z.number().positive(),
    minLength: countSchema,
    maxLength: countSchema,
    items: z.union([inner, z.array(inner)]),
    additionalItems: inner,
    minItems: countSchema,
    maxItems: countSchema,
    uniqueItems: z.boolean(),
    contains: inner,
    properties: z.record(z.string(), inner),
    additionalProperties: inner,
    propertyNames: inner,
    required: z.array(z.string()),
    dependencies: z.record(z.string(), z.union([z.array(z.string()), inner])),
    minProperties: countSchema,
    maxProperties: countSchema,
    allOf: several,
    anyOf: several,
    oneOf: several,
    not: inner,
    if: inner,
    then: inner,
    else: inner,
  }).partial(),
]);
