/** A trained run with its parts, its encoded training rows and its answers for them. */
import type { RunDetail } from '@shared/areas/tracking';
import { isModelKind } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { Datasets } from '../../datasets';
import type { Tracking } from '../../tracking';
import { addPredictions, featureMatrix, gatherTable, modelParts, restoreFitted, toUnits, type ModelParts, type SavedModel, type TrainingTable } from '../../training';
import { encodedInput, type EncodedInput } from './encodedInput';

export interface ModelSource {
  readonly detail: RunDetail;
  readonly saved: SavedModel;
  readonly parts: ModelParts;
  readonly input: EncodedInput;
  /** Row numbers in the snapshot, from 1, of the rows below. */
  readonly rowNumbers: readonly number[];
  readonly trainedRows: number;
  /** One array per feature. */
  readonly encoded: readonly Float64Array[];
  /** Sums of trees whose logarithm is led to the model's own scale, as tools without such a step answer; null for all other models. */
  readonly raw: Float64Array | null;
  /** On the model's own scale. */
  readonly answers: Float64Array;
  /** In units of the target. */
  readonly predictions: Float64Array;
}

export interface ModelSources {
  readonly datasets: Pick<Datasets, 'readColumns'>;
  readonly tracking: Tracking;
}

/** Enough to check a model against, little enough to ship beside it. */
const mostShippedRows = 10_000;

/** Throws `conflict` where the run has no model, `unavailable-here` where it is a method for time series. */
export async function readModelSource({ datasets, tracking }: ModelSources, runId: string, format: string, signal: AbortSignal): Promise<ModelSource> {
  const run = tracking.findRun(runId);
  if (!isModelKind(run.model)) throw new EngineError('unavailable-here', interopMessages.refused.seriesModel(run.number, format), { runId });
  if (run.state !== 'finished' || run.modelObject === null) throw new EngineError('conflict', interopMessages.refused.noModel(run.number, run.state), { runId });
  const saved = tracking.readModel(runId);
  const parts = modelParts(saved);
  const input = encodedInput(parts);
  const { rowNumbers } = tracking.rowsOfRun(runId);
  const shipped = rowNumbers.slice(0, mostShippedRows);
  const names = [...new Set([...saved.features, ...input.columns])];
  const whole: TrainingTable = { ...(await datasets.readColumns(run.snapshotId, names, signal)), rowNumbers: new Int32Array(0) };
  const picked = Int32Array.from(shipped, (number) => number - 1);
  const table = gatherTable(whole, names, picked.length, () => picked);
  const rows = Int32Array.from(picked.keys());
  const answers = restoreFitted(saved).predict(table, rows);
  const encoded = input.encode(table, rows);
  return {
    detail: tracking.runDetail(runId),
    saved,
    parts,
    input,
    rowNumbers: shipped,
    trainedRows: rowNumbers.length,
    encoded,
    raw: parts.kind === 'trees' && parts.lead.length > 0 ? sumsOf(parts, encoded, rows.length) : null,
    answers,
    predictions: answers.map((answer) => toUnits(answer, saved.transform)),
  };
}

function sumsOf({ trees, base, weight }: Extract<ModelParts, { kind: 'trees' }>, encoded: readonly Float64Array[], rows: number): Float64Array {
  const sums = new Float64Array(rows).fill(base);
  addPredictions(trees, featureMatrix([...encoded], rows), sums, weight);
  return sums;
}

/** From the sum of the trees to the model's own scale, in words; null where they are the same. */
export function leadFormula(parts: ModelParts): string | null {
  if (parts.kind !== 'trees' || parts.lead.length === 0) return null;
  return `answer = ${parts.lead.reduce((formula, step) => (step === 'exp' ? `exp(${formula})` : `log(1 + ${formula})`), 'raw')}`;
}
