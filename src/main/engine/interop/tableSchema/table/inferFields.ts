/** Guesses the fields of a table from its labels and first rows, by the rule of frictionless-py 5.19 (detector). */
import type { Today } from '../../../quality';
import { createCellReader, type CellValue } from '../cells';
import { plainField, type TableField } from './field';

/** In the order they are tried; the first that fits wins. */
const candidates = ['yearmonth', 'geopoint', 'duration', 'geojson', 'object', 'array', 'datetime', 'time', 'date', 'integer', 'number', 'boolean', 'year', 'string'];

const defaultConfidence = 0.9;
const sampleSize = 100;

export interface InferenceOptions {
  /** Share of the cells that must be of the type, 0 to 1. */
  readonly confidence?: number | undefined;
  readonly missingValues?: readonly string[] | undefined;
}

/** A column that no type fits is `any`; so is every column of a table without rows. */
export function inferFields(labels: readonly string[], rows: readonly (readonly CellValue[])[], today: Today, { confidence = defaultConfidence, missingValues = [''] }: InferenceOptions = {}): TableField[] {
  const sample = rows.slice(0, sampleSize);
  return fieldNames(labels, sample).map((name, i) => plainField(name, sample.length === 0 ? 'any' : inferType(sample.map((cells) => cells[i] ?? null), confidence, new Set(missingValues), today)));
}

/** Blank labels are named by their place, repeated ones by their count. */
function fieldNames(labels: readonly string[], sample: readonly (readonly CellValue[])[]): string[] {
  const given = labels.length > 0 ? labels : (sample[0] ?? []).map(() => '');
  const names = given.map((label, i) => label.replaceAll('\n', ' ').trim() || `field${i + 1}`);
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}${before + 1}`;
  });
}

/** Each candidate gains a point for a cell of its type and loses one for another; it wins as soon as its points suffice. */
function inferType(cells: readonly CellValue[], confidence: number, missing: ReadonlySet<string>, today: Today): string {
  const runners = candidates.map((type) => ({ type, read: createCellReader(plainField('', type), today), points: 0 }));
  const hopeless = cells.length * (confidence - 1);
  let most = cells.length;
  for (const cell of cells) {
    const isMissing = typeof cell === 'string' && missing.has(cell);
    if (isMissing) most -= 1;
    for (const runner of runners) {
      if (runner.points < hopeless) continue;
      if (!isMissing) runner.points += runner.read(cell).isValid ? 1 : -1;
      if (most > 0 && runner.points >= most * confidence) return runner.type;
    }
  }
  return 'any';
}
