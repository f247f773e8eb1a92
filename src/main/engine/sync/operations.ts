/** What travels: facts and values of cells, and the batch that carries them. */
import { z } from 'zod';
import { jsonSchema } from '../kernel/syncSource';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const deviceSchema = z.string().regex(/^[0-9a-f]{16}$/);
const keySchema = z.string().min(1).max(1000);
const titleSchema = z.string().max(500);

export const objectSchema = z.object({ sha256: sha256Schema, sizeBytes: z.number().int().nonnegative() });
export type SharedObject = z.infer<typeof objectSchema>;

export const factOperationSchema = z.object({
  type: z.literal('fact'),
  kind: z.string().max(100),
  key: keySchema,
  title: titleSchema,
  madeAt: z.number().int(),
  body: jsonSchema,
  objects: z.array(objectSchema).max(10_000),
  claim: z.object({ scope: keySchema, number: z.number().int() }).optional(),
});

export const valueOperationSchema = z.object({
  type: z.literal('value'),
  kind: z.string().max(100),
  key: keySchema,
  cellClass: z.enum(['cell', 'decision', 'deletion']),
  title: titleSchema,
  about: z.array(keySchema).max(20),
  stamp: z.string().max(100),
  value: jsonSchema,
});

export const operationSchema = z.discriminatedUnion('type', [factOperationSchema, valueOperationSchema]);
export type Operation = z.infer<typeof operationSchema>;

/** A batch of another lane that was known when this one was made. */
export const headSchema = z.object({ device: deviceSchema, seq: z.number().int().positive(), sha256: sha256Schema });
export type Head = z.infer<typeof headSchema>;

export const batchHeaderSchema = z.object({
  format: z.literal('almanac-batch'),
  formatVersion: z.literal(1),
  device: deviceSchema,
  /** From 1, without a gap. */
  seq: z.number().int().positive(),
  /** SHA-256 of the device's batch before this one. */
  previous: sha256Schema.nullable(),
  heads: z.array(headSchema).max(10_000),
  stamp: z.string().max(100),
  appVersion: z.string().max(100),
  operations: z.number().int().nonnegative(),
});
export type BatchHeader = z.infer<typeof batchHeaderSchema>;

export const deviceFileSchema = z.object({ device: deviceSchema, name: z.string().min(1).max(200), appVersion: z.string().max(100), at: z.number().int() });
export type DeviceFile = z.infer<typeof deviceFileSchema>;
