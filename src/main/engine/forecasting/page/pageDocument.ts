/** What the mailable page knows: the model, its form, ranges and widths. No row of the data is in it. */
import type { CurvePoint, Form } from '@shared/areas/forecasting';
import type { AnsweringModel } from '../answerRows';
import { drawPoints } from '../drawCurve';
import { openInterval, openReach, restorePredictor, type SavedInterval, type SavedModel, type SavedReach, type TrainedRange } from '../../training';
import { typeRows, type ModelColumn } from '../typedRows';
import type { Table } from '@shared/areas/common';

export interface PageDocument {
  readonly form: Form;
  readonly columns: readonly ModelColumn[];
  /** Known texts as a list; a page offers no others. */
  readonly ranges: readonly (Extract<TrainedRange, { kind: 'number' }> | { readonly kind: 'text'; readonly name: string; readonly counts: readonly (readonly [string, number])[]; readonly sawMissing: boolean })[];
  readonly level: number;
  readonly curveColumn: string | null;
  readonly facts: {
    readonly model: string;
    readonly runId: string;
    readonly runNumber: number;
    readonly dataset: string;
    readonly version: number;
    readonly snapshotId: string;
    /** ISO day the data was imported. */
    readonly dataDay: string;
    readonly trainedDay: string;
    /** SHA-256 of the stored model. */
    readonly modelSha256: string;
    readonly appVersion: string;
  };
}

/** Of the model file, what answering needs; packed into the page. */
export interface PageModel {
  readonly saved: SavedModel;
  readonly interval: SavedInterval;
  readonly reach: SavedReach | null;
}

/** Level of the inner band of the curve. */
export const innerLevel = 0.5;

/** The model of a page, answering with the app's own code. */
export function openPageModel(page: PageDocument, { saved, interval, reach }: PageModel): AnsweringModel {
  const ranges = page.ranges.map((range): TrainedRange => (range.kind === 'number' ? range : { ...range, counts: new Map(range.counts) }));
  return {
    saved,
    predictor: restorePredictor(saved),
    columns: page.columns,
    ranges: new Map(ranges.map((range) => [range.name, range])),
    boundsAt: openInterval(interval, saved.transform),
    reachOf: reach && openReach(reach, saved.transform),
  };
}

/** The curve along a column with both its bands; see `drawCurve`. */
export async function pageCurve(model: AnsweringModel, page: PageDocument, table: Table, column: string, range: { readonly from: number; readonly to: number }, points: number): Promise<{ readonly points: readonly CurvePoint[]; readonly inner: readonly CurvePoint[] }> {
  const row = typeRows(table, page.columns).table;
  const drawAt = (level: number): Promise<CurvePoint[]> => drawPoints(model, row, { column, ...range, points }, level);
  return { points: await drawAt(page.level), inner: await drawAt(innerLevel) };
}
