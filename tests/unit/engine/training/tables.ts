/** Small tables for training tests. */
import { createRandom } from '@engine/math';
import { fitNeeds, type FitTask, type NumberColumn, type TextColumn, type TrainingColumn, type TrainingTable } from '@engine/training';

export function numbers(name: string, values: Iterable<number>, type: NumberColumn['type'] = 'decimal'): NumberColumn {
  return { kind: 'number', name, type, values: Float64Array.from(values) };
}

export function texts(name: string, cells: readonly (string | null)[], type: TextColumn['type'] = 'category'): TextColumn {
  const levels = [...new Set(cells.filter((cell) => cell !== null))];
  const codes = new Map(levels.map((level, i) => [level, i]));
  return { kind: 'text', name, type, codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : codes.get(cell)!)), levels };
}

export function tableOf(columns: readonly TrainingColumn[], rows = columns[0]?.kind === 'number' ? columns[0].values.length : (columns[0]?.codes.length ?? 0)): TrainingTable {
  return { rows, rowNumbers: Int32Array.from({ length: rows }, (_, row) => row + 1), columns };
}

export function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

/** Friedman #1 (1991): ten uniform inputs, five of which matter, noise of sd 1. */
export function friedman(rows: number, seed: number): TrainingTable {
  const random = createRandom(seed);
  const inputs = Array.from({ length: 10 }, () => new Float64Array(rows));
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const input of inputs) input[row] = random.next();
    const x = inputs.map((input) => input[row]!);
    target[row] = 10 * Math.sin(Math.PI * x[0]! * x[1]!) + 20 * (x[2]! - 0.5) ** 2 + 10 * x[3]! + 5 * x[4]! + random.normal();
  }
  return tableOf([numbers('y', target), ...inputs.map((input, i) => numbers(`x${i}`, input))]);
}

/** A shop: price, colour, tags, missing cells, and sales on a long tail that depend on them. */
export function shop(rows: number, seed: number): TrainingTable {
  const random = createRandom(seed);
  const colours = ['red', 'blue', 'green', 'black', null];
  const words = ['summer', 'dress', 'beach', 'casual', 'party', 'cotton'];
  const price: number[] = [];
  const weight: number[] = [];
  const colour: (string | null)[] = [];
  const tags: string[] = [];
  const merchant: string[] = [];
  const units: number[] = [];
  for (let row = 0; row < rows; row++) {
    price.push(1 + random.integer(40));
    weight.push(random.next() < 0.2 ? NaN : random.next() * 10);
    colour.push(colours[random.integer(colours.length)]!);
    const chosen = words.filter(() => random.next() < 0.5);
    tags.push([...chosen, `item ${row}`, 'women', 'new', 'sale'].join(','));
    merchant.push(`m${random.integer(Math.max(2, rows / 3))}`);
    const log = 5 - price[row]! / 15 + (colour[row] === 'red' ? 1.5 : 0) + (chosen.includes('beach') ? 1 : 0) + random.normal() * 0.5;
    units.push(Math.round(Math.exp(log)));
  }
  return tableOf([numbers('units', units, 'integer'), numbers('price', price), numbers('weight', weight), texts('colour', colour), texts('tags', tags, 'text'), texts('merchant', merchant, 'category')]);
}

export function taskOf(table: TrainingTable, changes: Partial<FitTask> & Pick<FitTask, 'model'>): FitTask {
  const target = changes.target ?? table.columns[0]!.name;
  const cut = Math.floor(table.rows * 0.75);
  return {
    table,
    target,
    transform: 'none',
    features: table.columns.map(({ name }) => name).filter((name) => name !== target),
    groupBy: null,
    parameters: {},
    // Any cut points do for a model that learns targets in steps.
    steps: fitNeeds(changes.model)?.needsSteps ? [0, 5, 10, 20, 50, 100, 200, 500, 1000] : null,
    monotone: {},
    seed: 1,
    train: range(0, cut),
    test: range(cut, table.rows),
    keepModel: false,
    measureImportance: false,
    ...changes,
  };
}

export const quiet = { report: () => undefined };
