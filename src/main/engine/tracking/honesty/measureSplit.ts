/** What a lazy split would have invented: one forest on random rows with every row in, and on the proposed split, same columns. */
import { splitAdviceSchema, trainRequestSchema, type SplitAdvice, type TrainRequest } from '@shared/areas/tracking';
import { honestyMessages } from '@shared/messages/honesty';
import type { Compute } from '../../kernel/ports';
import type { Files } from '../../kernel/files';
import { mean, sampleSd, studentTQuantile } from '../../math';
import { prepareRace, type SnapshotReader } from '../prepareRace';
import { quickFolds, scoreQuickly, summariseScore, testToTrainOf, type QuickFold, type QuickModel } from './quickFolds';
import type { StructureAdvice } from './adviseSplit';
import { subjectOf, type StudyStore } from './studyStore';

/** A forest remembers single rows, so it shows best what repeated rows give away. */
const forest: QuickModel = { model: 'random-forest', parameters: { trees: 40 } };
const repeats = 2;

export interface MeasureParts {
  readonly datasets: SnapshotReader;
  readonly files: Files;
  readonly compute: Compute;
  readonly studies: StudyStore;
}

/** `request` holds target and columns to leave out; the split is the advice's. Throws `invalid-input` where there are too few rows for folds. */
export async function measureSplit(parts: MeasureParts, request: Pick<TrainRequest, 'snapshotId' | 'target' | 'exclude'>, advice: StructureAdvice, signal: AbortSignal): Promise<SplitAdvice> {
  const { split, groupBy, keepTogether, oneRowPer } = advice;
  const key = [request.snapshotId, request.target, request.exclude, advice, forest, repeats];
  return parts.studies.remember('split', subjectOf(request), key, splitAdviceSchema, async () => {
    if (split === 'kfold' && oneRowPer === null) return { ...advice, invented: null };
    const honest = trainRequestSchema.parse({ ...request, repeats, split, groupBy: groupBy ?? undefined, keepTogether, oneRowPer: oneRowPer ?? undefined });
    const lazy = { ...honest, split: 'kfold' as const, keepTogether: [], oneRowPer: undefined };
    const [lazily, honestly] = [await score(parts, lazy, signal), await score(parts, honest, signal)];
    if (!lazily || !honestly) return { ...advice, invented: null };
    const difference = lazily.score.mean - honestly.score.mean;
    const half = halfWidth(lazily.score.folds, lazily.folds, honestly.score.folds, honestly.folds);
    const between = { difference, lower: difference - half, upper: difference + half };
    return { ...advice, invented: { metric: lazily.metric, model: forest.model, lazy: lazily.score, honest: honestly.score, ...between, sentence: honestyMessages.invented(lazily.score, honestly.score, between) } };
  });
}

async function score({ datasets, files, compute }: MeasureParts, request: TrainRequest, signal: AbortSignal) {
  const race = await prepareRace(request, datasets, files, signal);
  const folds = quickFolds(race, repeats);
  const metric = race.transform === 'log1p' ? ('r2Log' as const) : ('r2' as const);
  const summary = summariseScore(await scoreQuickly(compute, race, race.table, race.features, folds, forest, signal), metric, folds);
  return summary && { metric, score: summary, folds };
}

/** Welch's interval for two means whose folds hold out different rows, each variance corrected as in `pairedDifference`. */
function halfWidth(a: readonly number[], foldsA: readonly QuickFold[], b: readonly number[], foldsB: readonly QuickFold[]): number {
  const variance = (values: readonly number[], folds: readonly QuickFold[]): number => (sampleSd(values) ?? 0) ** 2 * (1 / values.length + (mean([testToTrainOf(folds)]) ?? 0));
  return studentTQuantile(0.975, a.length + b.length - 2) * Math.sqrt(variance(a, foldsA) + variance(b, foldsB));
}
