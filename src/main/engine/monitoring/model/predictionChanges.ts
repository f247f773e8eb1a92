/** The business effect of each column: how the mean prediction over the reference would move if only this column had changed. */
import { mean } from '../../math';
import { gatherTable, type TrainingColumn, type TrainingTable } from '../../training';
import { predictTable, type ChampionView, type ModelParts } from './championView';
import { swapColumn } from './swapColumn';

/** Rows of the reference that stand for it, in even steps. */
const mostRows = 1000;

/** Relative change by column; columns that cannot be swapped, and texts, are left out. */
export async function measurePredictionChanges(parts: ModelParts, champion: ChampionView, reference: TrainingTable, current: TrainingTable, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const step = Math.ceil(reference.rows / mostRows);
  const rows = Int32Array.from({ length: Math.ceil(reference.rows / step) }, (_, i) => i * step);
  const base = gatherTable(reference, champion.saved.features, rows.length, () => rows);
  const swaps = base.columns.flatMap((column): { name: string; columns: readonly TrainingColumn[] }[] => {
    const now = current.columns.find(({ name }) => name === column.name);
    if (!now || column.type === 'text') return [];
    const swapped = swapColumn(column, now);
    return swapped === null ? [] : [{ name: column.name, columns: base.columns.map((each) => (each.name === column.name ? swapped : each)) }];
  });
  const before = mean(await predictTable(parts, champion.saved, base, signal));
  const changes = new Map<string, number>();
  if (before === null || before === 0) return changes;
  for (const { name, columns } of swaps) {
    const after = mean(await predictTable(parts, champion.saved, { ...base, columns }, signal));
    if (after !== null) changes.set(name, after / before - 1);
  }
  return changes;
}
