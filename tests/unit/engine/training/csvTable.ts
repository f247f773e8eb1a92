/** A CSV file as a training table, typed as an import would: for tests only. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { TrainingColumn, TrainingTable } from '@engine/training';

const idName = /(_id|url|picture)$/;
const dateName = /(^date|_start)$/;
const mostLevels = 200;

export function readCsvTable(path: string): TrainingTable {
  const [header, ...rows] = Papa.parse<string[]>(readFileSync(path, 'utf8'), { skipEmptyLines: true }).data;
  if (!header) throw new Error(`${path} is empty.`);
  return { rows: rows.length, rowNumbers: Int32Array.from(rows, (_, i) => i + 1), columns: header.map((name, i) => toColumn(name, rows.map((row) => row[i] ?? ''))) };
}

function toColumn(name: string, cells: readonly string[]): TrainingColumn {
  const present = cells.filter((cell) => cell !== '');
  if (dateName.test(name)) return { kind: 'number', name, type: 'date', values: Float64Array.from(cells, (cell) => Date.parse(cell)) };
  if (!idName.test(name) && present.length > 0 && present.every((cell) => Number.isFinite(Number(cell)))) {
    return { kind: 'number', name, type: present.every((cell) => Number.isInteger(Number(cell))) ? 'integer' : 'decimal', values: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))) };
  }
  const levels = [...new Set(present)];
  const codes = new Map(levels.map((level, i) => [level, i]));
  return { kind: 'text', name, type: idName.test(name) ? 'id' : levels.length > mostLevels ? 'text' : 'category', codes: Int32Array.from(cells, (cell) => codes.get(cell) ?? -1), levels };
}
