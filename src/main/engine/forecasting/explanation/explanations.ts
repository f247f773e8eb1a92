/** Endpoints that explain a run. What takes seconds is kept: a finished run never changes. */
import type { explanationEndpoints } from '@shared/areas/explanation';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Handlers } from '../../kernel/area';
import type { Compute } from '../../kernel/ports';
import { deriveSeed } from '../../math';
import { findColumn } from '../../training';
import { sampleRows } from '../explain';
import type { LoadedModel } from '../loadedModel';
import { describeDependence } from './dependenceView';
import { describeDrivers, pointsOf, sampleShapley, type ShapleySample } from './drivers';
import { createKeep } from '../../kernel/keep';

/** Each is answered once per pair of values. */
const pairRows = 100;
const mostSamples = 8;
const mostAnswers = 200;

export function createExplanations(load: (reference: string) => Promise<LoadedModel>, compute: Compute): Handlers<typeof explanationEndpoints> {
  const samples = createKeep<ShapleySample>(mostSamples);
  const dependences = createKeep<Awaited<ReturnType<typeof describeDependence>>>(mostAnswers);
  const pairs = createKeep<Awaited<ReturnType<typeof pairOf>>>(mostAnswers);
  const sampleOf = (model: LoadedModel, signal: AbortSignal): Promise<ShapleySample> => samples.get(model.run.id, signal, () => sampleShapley(model, compute, signal));

  async function pairOf(model: LoadedModel, columns: readonly [string, string], signal: AbortSignal) {
    for (const column of columns) if (!model.saved.features.includes(column)) throw new EngineError('invalid-input', forecastingMessages.notUsed(column), { column });
    if (columns[0] === columns[1]) throw new EngineError('invalid-input', forecastingMessages.twoColumns, { column: columns[0] });
    const sample = sampleRows(model, pairRows, deriveSeed(model.run.seed, 'pair'));
    const all = { ...model.trained, columns: columns.flatMap((name) => findColumn(model.trained, name) ?? []) };
    const pair = await compute.run('training.pairDependence', { model: model.saved, sample, all, columns: [...columns] }, { signal, priority: 'interactive' });
    if (!pair) throw new EngineError('invalid-input', forecastingMessages.emptyColumn(columns.join('" or "')), { columns: [...columns] });
    return { columns: [...pair.columns] as [string, string], first: [...pair.first], second: [...pair.second], cells: pair.cells.map((line) => line.map((cell) => ({ ...cell }))), sampleRows: sample.rows };
  }

  return {
    'explanation.drivers': async ({ model }, { signal }) => {
      const loaded = await load(model);
      return describeDrivers(loaded, await sampleOf(loaded, signal));
    },
    'explanation.driverPoints': async ({ model, column }, { signal }) => {
      const loaded = await load(model);
      return { column, space: loaded.saved.transform === 'log1p' ? 'log1p' : 'units', points: pointsOf(await sampleOf(loaded, signal), column) };
    },
    'explanation.dependence': async ({ model, column }, { signal }) => {
      const loaded = await load(model);
      const { view, warnings } = await dependences.get(`${loaded.run.id} ${column}`, signal, () => describeDependence(loaded, column, compute, signal));
      return { ...view, warnings };
    },
    'explanation.pair': async ({ model, columns }, { signal }) => {
      const loaded = await load(model);
      return pairs.get(JSON.stringify([loaded.run.id, ...columns]), signal, () => pairOf(loaded, columns, signal));
    },
  };
}
