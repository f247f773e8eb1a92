/** What a model answers for rows in which some columns are shuffled: only what the shuffle changes is made and answered anew. */
import type { FinishedColumn } from './features/featureKind';
import { encodeFeatures, partOfPlan } from './features/featurePlan';
import type { Encoded, FittedModel } from './models/algorithm';
import { blendAnswers } from './models/combination';
import { allRows, gather, gatherColumn } from './table';
import type { TrainingTable } from './types';

/** One answer per row of the table, in the model's space. */
export interface ShuffledAnswers {
  readonly intact: Float64Array;
  /** With the columns of row `order[i]` in row i, all else as it is. */
  shuffled(columns: ReadonlySet<string>, order: Int32Array): Float64Array;
}

export function openShuffled(model: FittedModel, table: TrainingTable): ShuffledAnswers {
  const { encoded, combination } = model;
  if (encoded) return openEncoded(encoded, table);
  if (!combination) return openPlain(model, table);
  const members = combination.members.map((member) => openShuffled(member, table));
  return {
    intact: blendAnswers(members.map(({ intact }) => intact), combination),
    shuffled: (columns, order) => blendAnswers(members.map((member) => member.shuffled(columns, order)), combination),
  };
}

function openPlain(model: FittedModel, table: TrainingTable): ShuffledAnswers {
  return {
    intact: model.predict(table, allRows(table)),
    shuffled: (columns, order) => model.predict(shuffleColumns(table, columns, order), allRows(table)),
  };
}

function openEncoded({ plan, used, answer, remember }: Encoded, table: TrainingTable): ShuffledAnswers {
  const everyRow = allRows(table);
  const features = encodeFeatures(plan, table, everyRow);
  const intact = answer(features, table.rows);
  const again = remember ? remember(features, table.rows) : (changed: readonly FinishedColumn[], rows: Int32Array): Float64Array => answer(changed, rows.length);
  return {
    intact,
    shuffled(columns, order) {
      const part = partOfPlan(plan, columns);
      const mixed = [...features];
      encodeFeatures(part.plan, shuffleColumns(table, columns, order), everyRow).forEach((feature, i) => (mixed[part.places[i]!] = feature));
      const places = part.places.filter((place) => used[place]);
      const changed = changedRows(places, features, mixed, table.rows);
      const answers = intact.slice();
      if (changed.length > 0) again(mixed.map((feature) => gather(feature, changed)), changed, places).forEach((value, i) => (answers[changed[i]!] = value));
      return answers;
    },
  };
}

function shuffleColumns(table: TrainingTable, columns: ReadonlySet<string>, order: Int32Array): TrainingTable {
  return { ...table, columns: table.columns.map((column) => (columns.has(column.name) ? gatherColumn(column, order) : column)) };
}

/** Rows in which one of the features at these places is another one. */
function changedRows(places: readonly number[], before: readonly FinishedColumn[], after: readonly FinishedColumn[], rows: number): Int32Array {
  const differs = new Uint8Array(rows);
  for (const place of places) {
    const [old, now] = [before[place]!, after[place]!];
    for (let row = 0; row < rows; row++) if (!Object.is(old[row], now[row])) differs[row] = 1;
  }
  return allRows({ rows }).filter((row) => differs[row] === 1);
}
