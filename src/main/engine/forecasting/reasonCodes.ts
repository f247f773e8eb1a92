/** Reason codes of a batch: the columns that move each row's forecast most, with how far. */
import { forecastingMessages } from '@shared/messages/forecasting';
import type { JobContext } from '../kernel/area';
import type { Compute } from '../kernel/ports';
import { deriveSeed } from '../math';
import { gatherTable, type ExplainedRows, type TrainingTable } from '../training';
import { sampleRows } from './explain';
import type { LoadedModel } from './loadedModel';

export interface ReasonCodes {
  /** One list of texts per row, strongest first; empty lists where there are no reasons. */
  readonly texts: readonly (readonly string[])[];
  /** How they were found, or why there are none. */
  readonly method: string;
}

/** Beyond these many rows the reasons would take longer than the scores are worth waiting for. */
const mostExactRows = 20_000;
const mostSampledRows = 2_000;
const sampledBackgroundRows = 4;
const rowsAtOnce = 250;

export async function findReasons(model: LoadedModel, table: TrainingTable, count: number, compute: Compute, { signal, report }: Pick<JobContext, 'signal' | 'report'>): Promise<ReasonCodes> {
  const none = table.rows === 0 || count === 0;
  const { exact } = model;
  const most = exact ? mostExactRows : mostSampledRows;
  if (none || table.rows > most) return { texts: [], method: none ? forecastingMessages.reasons.none : forecastingMessages.reasons.tooMany(most, exact) };
  const seed = deriveSeed(model.run.seed, 'reasons');
  const background = sampleRows(model, sampledBackgroundRows, seed);
  const names = table.columns.map(({ name }) => name);
  const starts = Array.from({ length: Math.ceil(table.rows / rowsAtOnce) }, (_, part) => part * rowsAtOnce);
  let ways: ExplainedRows['ways'] = [];
  let done = 0;
  const parts = await Promise.all(
    starts.map(async (from) => {
      const rows = Int32Array.from({ length: Math.min(rowsAtOnce, table.rows - from) }, (_, i) => from + i);
      const explained = await compute.run('training.contribute', { model: model.saved, table: gatherTable(table, names, rows.length, () => rows), background, seed }, { signal });
      ways = explained.ways;
      done += rows.length;
      report({ fraction: 0.5 + (0.4 * done) / table.rows, title: forecastingMessages.progress.reasons(done, table.rows) });
      return Array.from(rows, (_, row) => strongest(explained, row, count, model.saved.transform === 'log1p'));
    }),
  );
  return { texts: parts.flat(), method: forecastingMessages.method.contributions(ways, sampledBackgroundRows) };
}

function strongest({ columns, values }: ExplainedRows, row: number, count: number, asFactors: boolean): string[] {
  return columns
    .map((column, i) => ({ column, value: values[row * columns.length + i]! }))
    .filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, count)
    .map(({ column, value }) => forecastingMessages.reasons.text(column, value, asFactors));
}
