/** The model file of a finished run: the fitted model with its range, its steps, what it saw and where it comes from. */
import { schemaColumnOf, trainedRangeOf, writeModelDocument, type SchemaColumn } from '../training';
import type { SavedModel } from '../training/types';
import type { MeasuredRun } from './measureRun';
import type { PreparedRace } from './prepareRace';
import type { StoredRun } from './runStore';

export interface ModelFileWriter {
  write(run: StoredRun, model: SavedModel, measured: MeasuredRun): string;
}

/** Looks at each column once for all runs of the race. */
export function createModelFileWriter(race: PreparedRace): ModelFileWriter {
  const known = new Map<string, SchemaColumn>();

  function schemaColumn(name: string): SchemaColumn[] {
    const column = race.table.columns.find((each) => each.name === name);
    if (!column) return [];
    const found = known.get(name) ?? schemaColumnOf(column, trainedRangeOf(column));
    known.set(name, found);
    return [found];
  }

  return {
    write: (run, model, { saved, reach }) =>
      writeModelDocument(model, {
        interval: { ...saved, companion: model.companion ?? null },
        reach,
        schema: { columns: model.features.flatMap(schemaColumn) },
        facts: { snapshotId: race.snapshot.id, rows: race.table.rows, folds: run.foldsTotal, seed: race.request.seed, level: race.request.level, appVersion: run.appVersion, backend: run.backend, parameters: run.parameters },
      }),
  };
}
