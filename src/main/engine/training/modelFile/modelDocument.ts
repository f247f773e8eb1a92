/**
 * The model file, version 2: one JSON document with all that answering needs, in parts with a hash each. Version 1 held the model
 * alone and is still read. docs/models.md describes every member.
 */
import { z } from 'zod';
import { columnTypes } from '@shared/areas/common';
import { modelKinds } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import { savedIntervalSchema, type SavedInterval } from '../intervals/savedInterval';
import { savedReachSchema, type SavedReach } from '../reach/savedReach';
import { parseSavedModel } from '../savedModel';
import type { SavedModel } from '../types';

const knownNumber = z.number().nullable();
const columnNameSchema = z.object({ name: z.string(), type: z.enum(columnTypes) });
/** Numbers are null where the column held none; the levels of free text are not kept, since each row has its own. */
export const schemaColumnSchema = z.discriminatedUnion('kind', [
  columnNameSchema.extend({ kind: z.literal('number'), min: knownNumber, max: knownNumber, low: knownNumber, high: knownNumber, median: knownNumber, whole: z.boolean(), sawMissing: z.boolean(), rows: z.number().int() }),
  columnNameSchema.extend({ kind: z.literal('text'), levels: z.array(z.string()).nullable(), sawMissing: z.boolean() }),
]);
export type SchemaColumn = z.infer<typeof schemaColumnSchema>;

export const modelFactsSchema = z.object({
  snapshotId: z.string(),
  rows: z.number().int(),
  folds: z.number().int(),
  seed: z.number().int(),
  level: z.number(),
  appVersion: z.string(),
  backend: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

const modelPartSchema = z.object({ kind: z.enum(modelKinds), target: z.string(), transform: z.enum(['log1p', 'none']), features: z.array(z.string()), body: z.unknown() });

const partSchemas = {
  model: modelPartSchema,
  interval: savedIntervalSchema,
  reach: savedReachSchema.nullable(),
  schema: z.object({ columns: z.array(schemaColumnSchema) }),
  facts: modelFactsSchema,
};
type PartName = keyof typeof partSchemas;
const partNames: readonly PartName[] = ['model', 'interval', 'reach', 'schema', 'facts'];
const partOrWhole = [...partNames, 'document'] as const;

const envelopeSchema = z.object({ format: z.literal('almanac-model'), formatVersion: z.literal(2), hashes: z.record(z.enum(partOrWhole), z.string()) });

export interface ModelParts2 {
  readonly interval: SavedInterval;
  /** Null where the target has no steps. */
  readonly reach: SavedReach | null;
  readonly schema: { readonly columns: readonly SchemaColumn[] };
  readonly facts: ModelFacts;
}

export interface ModelDocument {
  readonly model: SavedModel;
  /** Null in a document of version 1: what it lacks is in the project that holds the run. */
  readonly parts: ModelParts2 | null;
}

/** The bytes of a model file; the same parts give the same bytes. */
export function writeModelDocument({ kind, target, transform, features, body }: SavedModel, parts: ModelParts2): string {
  const content = canonicalParts({ model: { kind, target, transform, features, body }, ...parts });
  // As the canonical JSON of the whole, of which the parts are written already: they are large.
  const { facts, interval, model, reach, schema } = content;
  return `{"facts":${facts},"format":"almanac-model","formatVersion":2,"hashes":${canonicalJson(hashesOf(content))},"interval":${interval},"model":${model},"reach":${reach},"schema":${schema}}\n`;
}

/**
 * Reads parsed JSON of unknown origin. Throws `too-new` for a later format, `corrupt-store` for another shape or, naming the
 * part, where a hash does not fit.
 */
export function readModelDocument(document: unknown): ModelDocument {
  const version = z.object({ format: z.literal('almanac-model'), formatVersion: z.number() }).safeParse(document);
  const words = trackingMessages.modelFile;
  if (!version.success) throw new EngineError('corrupt-store', words.notAModel);
  if (version.data.formatVersion < 2) return { model: parseSavedModel(document), parts: null };
  if (version.data.formatVersion > 2) throw new EngineError('too-new', words.tooNew, { formatVersion: version.data.formatVersion });
  const envelope = envelopeSchema.safeParse(document);
  const raw = z.record(z.string(), z.unknown()).safeParse(document);
  if (!envelope.success || !raw.success) throw new EngineError('corrupt-store', words.damagedPart('hashes'), { part: 'hashes' });
  const found = hashesOf(canonicalParts(raw.data));
  for (const name of partOrWhole) {
    if (envelope.data.hashes[name] !== found[name]) throw new EngineError('corrupt-store', words.damagedPart(name), { part: name });
  }
  const model = readPart('model', raw.data);
  return {
    model: { format: 'almanac-model', formatVersion: 1, ...model },
    parts: { interval: readPart('interval', raw.data), reach: readPart('reach', raw.data), schema: readPart('schema', raw.data), facts: readPart('facts', raw.data) },
  };
}

function readPart<N extends PartName>(name: N, raw: Readonly<Record<string, unknown>>): z.infer<(typeof partSchemas)[N]>;
function readPart(name: PartName, raw: Readonly<Record<string, unknown>>): unknown {
  const parsed = partSchemas[name].safeParse(raw[name]);
  if (!parsed.success) throw new EngineError('corrupt-store', trackingMessages.modelFile.damagedPart(name), { part: name, issues: parsed.error.issues.slice(0, 5) });
  return parsed.data;
}

function canonicalParts(content: Readonly<Record<string, unknown>>): Record<PartName, string> {
  const of = (name: PartName): string => canonicalJson(content[name] ?? null);
  return { model: of('model'), interval: of('interval'), reach: of('reach'), schema: of('schema'), facts: of('facts') };
}

/** SHA-256 of the canonical JSON of each part; `document` is that of the other hashes. */
function hashesOf(content: Readonly<Record<PartName, string>>): Record<(typeof partOrWhole)[number], string> {
  const of = (name: PartName): string => sha256Hex(content[name]);
  const parts = { model: of('model'), interval: of('interval'), reach: of('reach'), schema: of('schema'), facts: of('facts') };
  return { ...parts, document: sha256Hex(canonicalJson({ formatVersion: 2, ...parts })) };
}
