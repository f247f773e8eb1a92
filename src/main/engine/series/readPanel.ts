/** The panel of a snapshot and a set-up; the last few are kept, since explorer, backtest and forecast ask for the same. */
import type { Snapshot } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { Datasets } from '../datasets';
import { buildPanel, type Panel, type PanelSetup } from './panel';

export type SnapshotReader = Pick<Datasets, 'snapshot' | 'readColumns'>;

export interface PanelShelf {
  /** Throws `invalid-input` where a column is missing or of the wrong type. */
  read(snapshotId: string, target: string, setup: PanelSetup, signal: AbortSignal): Promise<Panel>;
}

const kept = 3;

export function createPanelShelf(datasets: SnapshotReader): PanelShelf {
  const shelf = new Map<string, Panel>();
  return {
    async read(snapshotId, target, setup, signal) {
      const snapshot = datasets.snapshot(snapshotId);
      const { date, keys, frequency, gaps, closedWeekdays, closures, season, price, horizon } = setup;
      const id = JSON.stringify([snapshot.id, target, date, keys, frequency, gaps, closedWeekdays, closures, season, price, horizon]);
      const known = shelf.get(id);
      if (known) return known;
      checkColumns(snapshot, target, setup);
      const names = [...new Set([date, ...keys, target, ...(price === null ? [] : [price])])];
      const { columns, rows } = await datasets.readColumns(snapshot.id, names, signal);
      const panel = buildPanel(columns, rows, target, setup);
      shelf.set(id, panel);
      const [oldest] = shelf.keys();
      if (shelf.size > kept && oldest !== undefined) shelf.delete(oldest);
      return panel;
    },
  };
}

function checkColumns({ columns }: Snapshot, target: string, { date, keys, price }: PanelSetup): void {
  const words = seriesMessages.refused;
  const there = new Set(columns.map(({ name }) => name));
  if (!there.has(target)) throw new EngineError('invalid-input', words.noNumbers(target, 'nothing'), { target });
  if (!there.has(date)) throw new EngineError('invalid-input', words.noDates(date, 'nothing'), { date });
  const unknown = [...keys, ...(price === null ? [] : [price])].find((name) => !there.has(name));
  if (unknown !== undefined) throw new EngineError('invalid-input', words.noKeyColumn(unknown), { column: unknown });
  const used = [date, ...keys, target];
  const twice = used.find((name, i) => used.indexOf(name) !== i);
  if (twice !== undefined) throw new EngineError('invalid-input', words.sameColumn(twice), { column: twice });
}
