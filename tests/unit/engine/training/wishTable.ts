/** The real Wish file as a training table, typed as an import would: for tests only, and only where the file is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { TrainingColumn, TrainingTable } from '@engine/training';

export const wishPath = join(process.cwd(), '..', 'shared', 'data', 'wish', 'summer-products-with-rating-and-performance_2020-08.csv');

export const wishIsHere = existsSync(wishPath);
export const wishAbsent = 'skipped: ../shared/data/wish is not here';

export const afterSale = ['rating', 'rating_count', 'rating_five_count', 'rating_four_count', 'rating_three_count', 'rating_two_count', 'rating_one_count'];
/** Repeated rows of a product differ in these two only, so after one row per product they tell which row came first. */
export const bannerColumns = ['has_urgency_banner', 'urgency_text'];
const ids = new Set(['product_id', 'merchant_id', 'product_url', 'product_picture', 'merchant_profile_picture']);

/** One row per product, the first one kept. */
export function readWish(): TrainingTable {
  const [header, ...body] = Papa.parse<string[]>(readFileSync(wishPath, 'utf8'), { skipEmptyLines: true }).data;
  if (!header) throw new Error('The Wish file is empty.');
  const productAt = header.indexOf('product_id');
  const seen = new Set<string>();
  const rowNumbers: number[] = [];
  const rows = body.filter((row, i) => {
    const product = row[productAt] ?? '';
    if (seen.has(product)) return false;
    seen.add(product);
    rowNumbers.push(i + 1);
    return true;
  });
  return { rows: rows.length, rowNumbers: Int32Array.from(rowNumbers), columns: header.map((name, i) => toColumn(name, rows.map((row) => row[i] ?? ''))) };
}

function toColumn(name: string, cells: readonly string[]): TrainingColumn {
  const present = cells.filter((cell) => cell !== '');
  if (!ids.has(name) && present.length > 0 && present.every((cell) => Number.isFinite(Number(cell)))) {
    return { kind: 'number', name, type: 'decimal', values: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))) };
  }
  const levels = [...new Set(present)];
  const codes = new Map(levels.map((level, i) => [level, i]));
  return { kind: 'text', name, type: ids.has(name) ? 'id' : levels.length > 200 ? 'text' : 'category', codes: Int32Array.from(cells, (cell) => codes.get(cell) ?? -1), levels };
}
