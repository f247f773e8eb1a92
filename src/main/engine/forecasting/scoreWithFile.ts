/** Every row of a snapshot by a model file: the same file of values and bounds, but no forecast of this project, since no run of it made the model. */
import type { OutputFile } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { JobContext } from '../kernel/area';
import { sum } from '../math';
import { columnsOutside } from '../training';
import { checkBatch, requireScorable } from './checkBatch';
import type { FileModel } from './fileModel';
import { scoreRows, writeScoredFile, type ScoreParts } from './scoreSnapshot';

/** Throws `invalid-input` where nothing can be scored. */
export async function scoreWithFile(parts: ScoreParts, model: FileModel, snapshot: Snapshot, level: number, context: JobContext): Promise<{ file: OutputFile; rows: number; total: number; rowsOutside: number }> {
  context.report({ fraction: 0, title: forecastingMessages.progress.checking });
  const checked = await checkBatch(parts.datasets, model, snapshot, context.signal);
  requireScorable(checked);
  const { table } = checked;
  const { predicted } = await scoreRows(parts, { saved: model.saved, baseline: null }, table, context);
  const { lower, upper } = model.boundsAt(table, predicted, level);
  const outside = Array.from({ length: table.rows }, (_, row) => columnsOutside(table, row, model.ranges));
  context.report({ fraction: 0.9, title: forecastingMessages.progress.writing });
  const object = await writeScoredFile(parts, snapshot, { value: predicted, lower, upper, outside, reasons: [] }, 0, context.signal);
  const file = parts.files.offerFile(forecastingMessages.fileNameOfFile(snapshot.datasetName), parts.blobs.pathOf(object), object);
  return { file, rows: table.rows, total: sum(predicted), rowsOutside: outside.filter((columns) => columns.length > 0).length };
}
