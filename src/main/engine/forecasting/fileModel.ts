/** A model file as a model ready to answer, in any project: it needs nothing but itself. */
import { readFileSync } from 'node:fs';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { trackingMessages } from '@shared/messages/tracking';
import { openInterval, openReach, readModelDocument, restorePredictor, trainedRangeIn, type SavedModel, type TrainedRange } from '../training';
import type { AnsweringModel } from './answerRows';

export interface FileModel extends AnsweringModel {
  readonly saved: SavedModel;
  /** Level of the race it comes from. */
  readonly level: number;
}

/** Hashes are checked. Throws `corrupt-store` where the file is no model or was changed, naming the part, `too-new`, or `invalid-input` for a file of version 1. */
export function openFileModel(path: string): FileModel {
  const { model: saved, parts } = readModelDocument(parse(readFileSync(path, 'utf8')));
  if (!parts) throw new EngineError('invalid-input', forecastingMessages.firstFormat);
  const { interval, reach, schema, facts } = parts;
  return {
    saved,
    predictor: restorePredictor(saved),
    columns: schema.columns.map(({ name, type, kind }) => ({ name, type, kind })),
    ranges: new Map(schema.columns.flatMap((column): [string, TrainedRange][] => {
      const range = trainedRangeIn(column);
      return range ? [[column.name, range]] : [];
    })),
    boundsAt: openInterval(interval, saved.transform),
    reachOf: reach && openReach(reach, saved.transform),
    level: facts.level,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError('corrupt-store', trackingMessages.modelFile.notAModel, {}, { cause: error });
  }
}
