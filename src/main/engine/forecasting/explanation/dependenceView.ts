/** One column moved through its values: worked out in a worker, described with its shape and warnings. */
import type { DependenceView, ExplainWarning } from '@shared/areas/explanation';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Compute } from '../../kernel/ports';
import { deriveSeed } from '../../math';
import { sampleRows } from '../explain';
import { isPrice, type LoadedModel } from '../loadedModel';
import { directionWarnings, priceWarnings, sparseWarnings } from './warnings';

const dependenceRows = 300;

/** Throws `invalid-input` for a column the model does not use. */
export async function describeDependence(model: LoadedModel, column: string, compute: Compute, signal: AbortSignal): Promise<{ view: DependenceView; warnings: ExplainWarning[] }> {
  if (!model.saved.features.includes(column)) throw new EngineError('invalid-input', forecastingMessages.notUsed(column), { column });
  const sample = sampleRows(model, dependenceRows, deriveSeed(model.run.seed, 'dependence'));
  const outcome = await compute.run('training.dependence', { model: model.saved, sample, column, direction: model.experiment.request.monotone[column] ?? null }, { signal, priority: 'interactive' });
  const { dependence, accumulated, monotone } = outcome;
  if (!dependence) throw new EngineError('invalid-input', forecastingMessages.emptyColumn(column), { column });
  const view: DependenceView = {
    column,
    kind: dependence.kind,
    sampleRows: sample.rows,
    points: dependence.points.map((point) => ({ ...point })),
    lines: dependence.lines.map(({ row, values }) => ({ row: sample.rowNumbers[row]!, values: [...values] })),
    steps: dependence.steps.map((step) => ({ ...step })),
    shape: dependence.kind === 'number' ? shapeOf(dependence.points.map(({ mean }) => mean)) : null,
    accumulated: accumulated.map((point) => ({ ...point })),
  };
  const points = view.points.map(({ x, mean }) => ({ x, value: mean }));
  return { view, warnings: [...priceWarnings(column, isPrice(model, column), points), ...directionWarnings(monotone), ...sparseWarnings(view)] };
}

/** A span below 1 % of the largest value is flat; ways back of up to 5 % of the way count as none. */
export function shapeOf(values: readonly number[]): NonNullable<DependenceView['shape']> {
  let up = 0;
  let down = 0;
  for (let i = 1; i < values.length; i++) {
    const step = values[i]! - values[i - 1]!;
    if (step > 0) up += step;
    else down -= step;
  }
  const span = Math.max(...values) - Math.min(...values);
  if (span <= 0.01 * Math.max(...values.map(Math.abs))) return 'flat';
  if (down <= 0.05 * up) return 'rises';
  return up <= 0.05 * down ? 'falls' : 'mixed';
}
