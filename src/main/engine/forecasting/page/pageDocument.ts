/** What the mailable page knows: the model, its form, ranges and widths. No row of the data is in it. */
import type { CurvePoint, Form } from '@shared/areas/forecasting';
import type { AnsweringModel } from '../answerRows';
import { drawPoints } from '../drawCurve';
import { intervalAround, restorePredictor, type SavedModel } from '../../training';
import type { TrainedRange } from '../trainedRange';
import { typeRows, type ModelColumn } from '../typedRows';
import type { Table } from '@shared/areas/common';

export interface PageDocument {
  readonly form: Form;
  readonly columns: readonly ModelColumn[];
  /** Known texts as a list; a page offers no others. */
  readonly ranges: readonly (Extract<TrainedRange, { kind: 'number' }> | { readonly kind: 'text'; readonly name: string; readonly counts: readonly (readonly [string, number])[]; readonly sawMissing: boolean })[];
  readonly level: number;
  /** Half widths of the interval in the model's space, at `level` and at 50 %. */
  readonly halfWidth: number;
  readonly innerHalfWidth: number;
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

export const innerLevel = 0.5;

/** The model of a page, answering with the app's own code. */
export function openPageModel(page: PageDocument, saved: SavedModel): AnsweringModel {
  const ranges = page.ranges.map((range): TrainedRange => (range.kind === 'number' ? range : { ...range, counts: new Map(range.counts) }));
  return {
    saved,
    predictor: restorePredictor(saved),
    columns: page.columns,
    ranges: new Map(ranges.map((range) => [range.name, range])),
    boundsAt: (predictions, level) => intervalAround(predictions, level === innerLevel ? page.innerHalfWidth : page.halfWidth, saved.transform),
  };
}

/** The curve along a column; see `drawCurve`. */
export function pageCurve(model: AnsweringModel, page: PageDocument, table: Table, column: string, range: { readonly from: number; readonly to: number }, points: number): Promise<CurvePoint[]> {
  return drawPoints(model, typeRows(table, page.columns).table, { column, ...range, points }, page.level);
}
