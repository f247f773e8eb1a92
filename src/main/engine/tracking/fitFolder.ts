/**
 * Fits in a folder that several computers share: each is one file named by what went into it, written once. A race that
 * finds a fit there takes it instead of computing it, so that candidates and folds can be fitted elsewhere first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import { writeDurably } from '../storage/durableFile';
import { parseSavedModel, resolveParameters } from '../training';
import type { FitOutcome, FitTask } from '../training/types';

export interface FitFolder {
  keyOf(task: FitTask): string;
  find(key: string): FitOutcome | null;
  keep(key: string, outcome: FitOutcome): void;
}

const curveSchema = z.object({ unit: z.string(), name: z.string(), train: z.array(z.number()), validation: z.array(z.number()) });
const documentSchema = z.object({
  format: z.literal('almanac-fit'),
  formatVersion: z.literal(1),
  /** Base64 of doubles, little-endian. */
  predictions: z.string(),
  curve: curveSchema.nullable(),
  importance: z.array(z.object({ column: z.string(), rise: z.number() })),
  model: z.unknown(),
  backend: z.string(),
  durationMs: z.number(),
});

export function openFitFolder(folder: string, snapshotId: string): FitFolder {
  const pathOf = (key: string): string => join(folder, `${key}.fit.json`);
  return {
    keyOf({ target, transform, features, groupBy, model, parameters, steps, monotone, seed, train, test, keepModel, measureImportance }) {
      const rows = (list: Int32Array): string => sha256Hex(new Uint8Array(Int32Array.from(list).buffer));
      return sha256Hex(canonicalJson({ format: 2, snapshotId, steps, monotone, target, transform, features, groupBy, model, parameters: resolveParameters(model, parameters), seed, train: rows(train), test: rows(test), keepModel, measureImportance }));
    },
    find: (key) => (existsSync(pathOf(key)) ? readFit(pathOf(key)) : null),
    keep(key, outcome) {
      if (existsSync(pathOf(key))) return;
      const bytes = Float64Array.from(outcome.predictions);
      const { curve, importance, model, backend, durationMs } = outcome;
      const document = { format: 'almanac-fit', formatVersion: 1, predictions: Buffer.from(bytes.buffer).toString('base64'), curve, importance, model, backend, durationMs };
      writeDurably(join(folder, `.${key}.${process.pid}.part`), pathOf(key), Buffer.from(JSON.stringify(document)));
    },
  };
}

/** Throws `corrupt-store` where the file is not a fit. */
function readFit(path: string): FitOutcome {
  try {
    const { predictions, curve, importance, model, backend, durationMs } = documentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const bytes = Buffer.from(predictions, 'base64');
    return { predictions: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)), curve, importance, model: model === null ? null : parseSavedModel(model), backend, durationMs };
  } catch (error) {
    throw new EngineError('corrupt-store', trackingMessages.brokenFit(path), { path }, { cause: error });
  }
}
