/** The range of a saved model: which method, what it measured, and the companion it was fitted with. */
import { z } from 'zod';
import { intervalMethodSchema } from '@shared/areas/intervals';
import { allRows, findColumn, mapTexts } from '../table';
import { toModelSpace } from '../targetSpace';
import type { Bounds, TargetTransform, TrainingTable } from '../types';
import { companionNames } from './companions/companion';
import { companionOf } from './companions/companions';
import { boundsInUnits } from './crossIntervals';
import { intervalMethodOf } from './methods/methods';

export const savedCompanionSchema = z.object({ name: z.enum(companionNames), body: z.unknown() });
export type SavedCompanion = z.infer<typeof savedCompanionSchema>;

export const savedIntervalSchema = z.object({
  method: intervalMethodSchema,
  /** Level of the race; any other can be asked for. */
  level: z.number(),
  /** Column of the categories, for the method that asks for one. */
  column: z.string().nullable(),
  calibration: z.unknown(),
  companion: savedCompanionSchema.nullable(),
});
export type SavedInterval = z.infer<typeof savedIntervalSchema>;

/** Bounds in units around answers in units for rows of a table. */
export type TableBounder = (table: TrainingTable, predicted: Float64Array, level: number) => Bounds;

/** Throws `corrupt-store` where the document does not fit together. */
export function openInterval({ method, column, calibration, companion }: SavedInterval, transform: TargetTransform): TableBounder {
  const bound = intervalMethodOf[method].restore(calibration);
  const answer = companion && companionOf[companion.name].restore(companion.body);
  return (table, predicted, level) => {
    const categories = column === null ? null : categoriesOf(table, column);
    const asked = { predicted: predicted.map((value) => toModelSpace(value, transform)), companions: answer ? answer(table, allRows(table), level) : [], categories };
    return boundsInUnits(bound(asked, level), transform);
  };
}

/** Text of the column in each row, null where it is missing. */
export function categoriesOf(table: TrainingTable, column: string): (string | null)[] {
  const categories = new Array<string | null>(table.rows).fill(null);
  mapTexts(findColumn(table, column), allRows(table), (text) => text, (row, text) => (categories[row] = text));
  return categories;
}
