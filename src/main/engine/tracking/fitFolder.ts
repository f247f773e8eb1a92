/**
 * Fits in a folder that several computers share: each is one file named by what went into it, written once. A race that
 * finds a fit there takes it instead of computing it, so that candidates and folds can be fitted elsewhere first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { writeDurably } from '../storage/durableFile';
import { parseSavedModel } from '../training';
import type { FitOutcome } from '../training/types';
import { detailsOf, fitDetailsSchema, readDetails } from './fitDocument';
import { decodePredictions, encodePredictions } from './planDocument';

export interface FitFolder {
  find(key: string): FitOutcome | null;
  keep(key: string, outcome: FitOutcome): void;
}

const documentSchema = fitDetailsSchema.extend({
  format: z.literal('almanac-fit'),
  formatVersion: z.literal(1),
  /** Base64 of doubles, little-endian. */
  predictions: z.string(),
  model: z.unknown(),
});

export function openFitFolder(folder: string): FitFolder {
  const pathOf = (key: string): string => join(folder, `${key}.fit.json`);
  return {
    find: (key) => (existsSync(pathOf(key)) ? readFit(pathOf(key)) : null),
    keep(key, outcome) {
      if (existsSync(pathOf(key))) return;
      const predictions = Buffer.from(encodePredictions(outcome.predictions)).toString('base64');
      const document = { format: 'almanac-fit', formatVersion: 1, predictions, ...detailsOf(outcome), model: outcome.model };
      writeDurably(join(folder, `.${key}.${process.pid}.part`), pathOf(key), Buffer.from(JSON.stringify(document)));
    },
  };
}

/** Throws `corrupt-store` where the file is not a fit. */
function readFit(path: string): FitOutcome {
  try {
    const { predictions, model, ...details } = documentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { ...readDetails(details), predictions: decodePredictions(Buffer.from(predictions, 'base64')), model: model === null ? null : parseSavedModel(model) };
  } catch (error) {
    throw new EngineError('corrupt-store', trackingMessages.brokenFit(path), { path }, { cause: error });
  }
}
