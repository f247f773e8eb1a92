/** Holds what the product says of a file against an independent reading of it: every record has its place, every stored cell is equal. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ImportReport } from '@shared/areas/datasets';
import type { ReadFile } from './importSession';
import { physicalRecords } from './physicalRecords';

/** Sentences that say what was lost or changed without a word; none where the law holds. */
export function lawBreaks(path: string, { report, error, cells }: ReadFile): string[] {
  if (report === null) return error?.message ? [] : ['an error without a message'];
  const { records, warnings, questions, snapshot, reading } = report;
  const breaks: string[] = [];
  if (records.in !== records.stored + records.quarantined + records.refused + records.blank + records.comment) breaks.push(`the records do not add up: ${JSON.stringify(records)}`);
  if (snapshot === null || cells === null || reading === null) {
    if (records.stored > 0) breaks.push(`${records.stored} records are called stored, but nothing was`);
    if (warnings.length + questions.length === 0) breaks.push('nothing was stored and nothing said why');
    return breaks;
  }
  const text = textOf(readFileSync(path));
  if (text === null) return breaks;
  return [...breaks, ...comparedWithFile(text, { ...report, snapshot, reading }, cells)];
}

/** Null for archives and workbooks: their members are held against other tools elsewhere. */
function textOf(bytes: Buffer): Buffer | null {
  if (bytes.subarray(0, 2).toString('hex') === '1f8b') return gunzipSync(bytes);
  return ['504b0304', '50415231'].includes(bytes.subarray(0, 4).toString('hex')) ? null : bytes;
}

function comparedWithFile(bytes: Buffer, { records, reading, snapshot, warnings }: ImportReport & { snapshot: NonNullable<ImportReport['snapshot']>; reading: NonNullable<ImportReport['reading']> }, cells: readonly (readonly string[])[]): string[] {
  const { records: physical, skipped } = physicalRecords(bytes, reading);
  const filled = physical.filter(({ blank }) => !blank).map((record) => record.cells);
  const blanks = physical.length - filled.length;
  const counted = physical.length + skipped - (reading.hasHeader ? 1 : 0);
  const breaks: string[] = [];
  if (records.in !== counted) breaks.push(`${counted} records in the file, ${records.in} counted`);
  if (records.blank !== blanks) breaks.push(`${blanks} blank lines in the file, ${records.blank} counted`);
  if (records.stored !== snapshot.rows || cells.length !== snapshot.rows + 1) breaks.push(`${records.stored} records called stored, ${snapshot.rows} rows in the version, ${cells.length - 1} read back`);
  const width = snapshot.columns.length;
  const trailing = warnings.some(({ code }) => code === 'trailing-delimiter');
  const fits = (row: readonly string[]): boolean => (trailing ? row.length === width + 1 && row[width] === '' : row.length === width);
  const rows = (reading.hasHeader ? filled.slice(1) : filled).filter(fits).map((row) => row.slice(0, width));
  if (rows.length !== records.stored) breaks.push(`${rows.length} records have ${width} cells, ${records.stored} stored`);
  const differing = rows.findIndex((row, r) => JSON.stringify(row) !== JSON.stringify(cells[r + 1]));
  if (differing !== -1) breaks.push(`row ${differing + 1} is ${JSON.stringify(cells[differing + 1])?.slice(0, 200)}, in the file ${JSON.stringify(rows[differing]).slice(0, 200)}`);
  return breaks;
}
