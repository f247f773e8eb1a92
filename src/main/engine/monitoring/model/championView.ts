/** The champion as monitoring asks it: what it reads, what that matters, and its predictions on any table with its columns. */
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import type { Datasets } from '../../datasets';
import type { Ports } from '../../kernel/ports';
import type { Registry } from '../../registry';
import type { Tracking } from '../../tracking';
import { gatherTable, type SavedModel, type TrainingTable } from '../../training';

export interface ModelParts {
  readonly ports: Pick<Ports, 'compute'>;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns'>;
  readonly tracking: Pick<Tracking, 'readModel' | 'rowsOfRun' | 'findRun' | 'findExperiment'>;
  readonly registry: Pick<Registry, 'champion'>;
}

export interface ChampionView {
  readonly run: Run;
  readonly saved: SavedModel;
  readonly baseline: { readonly runId: string; readonly saved: SavedModel } | null;
  readonly used: ReadonlySet<string>;
  /** Share of all importance, by column. */
  readonly importance: ReadonlyMap<string, number>;
}

/** Null where there is none, or it cannot be read. */
export function openChampion({ registry, tracking }: ModelParts): ChampionView | null {
  const champion = registry.champion();
  if (!champion) return null;
  const { run, importance, baseline } = champion.detail;
  const saved = tracking.readModel(run.id);
  const total = importance.reduce((sum, { mean }) => sum + Math.max(0, mean), 0);
  return {
    run,
    saved,
    baseline: baseline === null || baseline.id === run.id ? null : { runId: baseline.id, saved: tracking.readModel(baseline.id) },
    used: new Set(saved.features),
    importance: new Map(importance.map(({ column, mean }) => [column, total === 0 ? 0 : Math.max(0, mean) / total])),
  };
}

/** More rows than this are taken in even steps. */
export const mostScoredRows = 50_000;
const rowsAtOnce = 20_000;

export interface ScoredTable {
  /** The rows asked, with every column read. */
  readonly table: TrainingTable;
  readonly predicted: Float64Array;
}

/** Rows of a snapshot with the named columns it has, in even steps where there are too many. */
export async function readTable({ datasets }: ModelParts, snapshotId: string, names: readonly string[], signal: AbortSignal): Promise<TrainingTable> {
  const snapshot = datasets.snapshot(snapshotId);
  const there = snapshot.columns.map(({ name }) => name).filter((name) => names.includes(name));
  const { columns } = await datasets.readColumns(snapshotId, there, signal);
  const step = Math.ceil(snapshot.rows / mostScoredRows);
  const rows = Int32Array.from({ length: Math.ceil(snapshot.rows / step) }, (_, i) => i * step);
  const whole: TrainingTable = { rows: snapshot.rows, rowNumbers: new Int32Array(0), columns };
  return { ...gatherTable(whole, there, rows.length, () => rows), rowNumbers: rows.map((row) => row + 1) };
}

/** Throws `invalid-input` where the table lacks a column the model learned from. */
export async function predictTable({ ports }: ModelParts, saved: SavedModel, table: TrainingTable, signal: AbortSignal): Promise<Float64Array> {
  const there = new Set(table.columns.map(({ name }) => name));
  const absent = saved.features.filter((name) => !there.has(name));
  if (absent.length > 0) throw new EngineError('invalid-input', words.modelLacks(absent), { columns: absent });
  const predicted = new Float64Array(table.rows);
  for (let from = 0; from < table.rows; from += rowsAtOnce) {
    const rows = Int32Array.from({ length: Math.min(rowsAtOnce, table.rows - from) }, (_, i) => from + i);
    predicted.set(await ports.compute.run('training.predict', { model: saved, table: gatherTable(table, saved.features, rows.length, () => rows) }, { signal }), from);
  }
  return predicted;
}
