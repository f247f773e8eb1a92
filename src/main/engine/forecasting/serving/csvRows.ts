/** A CSV body of the scoring endpoint (RFC 4180, comma, header first), as MLflow's clients write it. Files are imported elsewhere, with more care. */
import type { Table } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { scoringMessages as words } from '@shared/messages/scoring';

/** Empty cells are null. Throws `invalid-input` for an open quote, a header that names a column twice, or rows of another length. */
export function parseCsvRows(text: string): Table {
  const [header = [], ...rows] = readRecords(text.startsWith('\uFEFF') ? text.slice(1) : text);
  if (header.length === 0 || rows.length === 0) throw new EngineError('invalid-input', words.emptyCsv);
  const twice = header.find((name, i) => header.indexOf(name) !== i);
  if (twice !== undefined) throw new EngineError('invalid-input', words.columnTwice(twice));
  const wrong = rows.findIndex((row) => row.length !== header.length);
  if (wrong >= 0) throw new EngineError('invalid-input', words.csvWidth(wrong + 1, rows[wrong]!.length, header.length));
  return { columns: header, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) };
}

/** Lines without a character are no records. */
function readRecords(text: string): string[][] {
  const field = /("[^"]*(?:""[^"]*)*"|[^",\r\n]*)(,|\r\n|\n|\r|$)/y;
  const records: string[][] = [];
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new EngineError('invalid-input', words.csvQuote(records.length + 1));
    const [, raw = '', end] = found;
    record.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    const endsInComma = end === ',' && field.lastIndex === text.length;
    if (endsInComma) record.push('');
    if (end === ',' && !endsInComma) continue;
    if (record.length > 1 || raw !== '') records.push(record);
    record = [];
  }
  return records;
}
