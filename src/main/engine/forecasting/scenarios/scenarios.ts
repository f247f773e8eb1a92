/** Saved scenarios: kept with the run that answered, compared side by side, marked where the champion has changed since. */
import type { Cell, Table } from '@shared/areas/common';
import type { forecastingEndpoints, Scenario } from '@shared/areas/forecasting';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Announce, Handlers } from '../../kernel/area';
import type { Ports } from '../../kernel/ports';
import type { Db } from '../../storage/database';
import { answerRows } from '../answerRows';
import type { LoadedModel } from '../loadedModel';
import { findScenario, insertScenario, listScenarios, saveScenarioDeletion, updateScenario, type StoredScenario } from './scenarioStore';

export interface ScenarioParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'ids'>;
  readonly announce: Announce;
  /** A run, or `champion`. */
  load(reference: string): Promise<LoadedModel>;
  championRunId(): string | null;
}

type ScenarioNames = Extract<keyof typeof forecastingEndpoints, `forecasting.${string}cenario${string}`>;
export type ScenarioHandlers = Pick<Handlers<typeof forecastingEndpoints>, ScenarioNames>;

export function createScenarios({ db, ports, announce, load, championRunId }: ScenarioParts): ScenarioHandlers {
  const withMark = (scenario: StoredScenario): Scenario => {
    const champion = championRunId();
    return { ...scenario, stale: champion !== null && champion !== scenario.runId };
  };

  function mustFind(id: string): Scenario {
    const scenario = findScenario(db, id);
    if (!scenario) throw new EngineError('not-found', forecastingMessages.unknownScenario, { scenarioId: id });
    return withMark(scenario);
  }

  function setDeleted(ids: readonly string[], deletedAt: number | null): { done: true } {
    ids.forEach(mustFind);
    db.transaction(() => saveScenarioDeletion(db, ids, deletedAt)).immediate();
    announce('forecasts', ids);
    return { done: true };
  }

  async function save(reference: string, name: string, notes: string, table: Table, level: number | undefined): Promise<Scenario> {
    if (table.rows.length !== 1) throw new EngineError('invalid-input', forecastingMessages.oneRow(table.rows.length));
    const model = await load(reference);
    const [prediction] = (await answerRows(model, table, level ?? model.experiment.request.level)).predictions;
    if (!prediction) throw new EngineError('invalid-input', forecastingMessages.noRows);
    const id = ports.ids.next();
    const { value, lower, upper } = prediction;
    insertScenario(db, { id, runId: model.run.id, name, notes, table, value, lower, upper, level: prediction.level, createdAt: ports.clock.now() });
    announce('forecasts', [id]);
    return mustFind(id);
  }

  async function compare(ids: readonly string[], reference: string | undefined): Promise<Awaited<ReturnType<ScenarioHandlers['forecasting.compareScenarios']>>> {
    const scenarios = ids.map(mustFind);
    const names = [...new Set(scenarios.flatMap(({ table }) => table.columns))];
    const cellOf = ({ table }: Scenario, column: string): Cell => table.rows[0]?.[table.columns.indexOf(column)] ?? null;
    const columns = names.filter((column) => new Set(scenarios.map((scenario) => String(cellOf(scenario, column)))).size > 1);
    const predictions = await Promise.all(
      scenarios.map(async ({ runId, table, prediction }) => {
        const [now] = (await answerRows(await load(reference ?? runId), table, prediction.level)).predictions;
        if (!now) throw new EngineError('internal', forecastingMessages.noRows);
        return now;
      }),
    );
    const base = predictions[0]?.value ?? 0;
    return { columns, lines: scenarios.map((scenario, i) => ({ scenario, cells: columns.map((column) => cellOf(scenario, column)), now: predictions[i]!, change: i === 0 || base === 0 ? null : predictions[i]!.value / base - 1 })) };
  }

  return {
    async 'forecasting.scenarios'({ model }) {
      return listScenarios(db, model === undefined ? null : (await load(model)).run.id).map(withMark);
    },
    'forecasting.saveScenario': ({ model, name, notes, table, level }) => save(model, name, notes, table, level),
    'forecasting.changeScenario'({ scenarioId, name, notes }) {
      const held = mustFind(scenarioId);
      updateScenario(db, scenarioId, { name: name ?? held.name, notes: notes ?? held.notes });
      announce('forecasts', [scenarioId]);
      return mustFind(scenarioId);
    },
    'forecasting.deleteScenarios': ({ scenarioIds }) => setDeleted(scenarioIds, ports.clock.now()),
    'forecasting.restoreScenarios': ({ scenarioIds }) => setDeleted(scenarioIds, null),
    'forecasting.compareScenarios': ({ scenarioIds, model }) => compare(scenarioIds, model),
  };
}
