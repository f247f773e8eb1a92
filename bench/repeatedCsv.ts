/** A large CSV made of one real file's rows again and again: the Wish file where it is here, else the shipped shop. */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RepeatedCsv {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: number;
  readonly source: string;
}

const wish = '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv';

/** Copies whole files' worth of rows until at least `rows` are there; neither source has line ends inside cells at its seams. */
export function writeRepeatedCsv(path: string, rows: number): RepeatedCsv {
  const isWish = existsSync(join(process.cwd(), wish));
  const bytes = readFileSync(join(process.cwd(), isWish ? wish : 'resources/samples/summer-shop.csv'));
  const headerEnd = bytes.indexOf('\n') + 1;
  const body = bytes.subarray(headerEnd);
  const seam = body.at(-1) === 10 ? '' : '\n';
  const rowsInBody = countRecords(body);
  const copies = Math.ceil(rows / rowsInBody);
  const file = openSync(path, 'w');
  let written = writeSync(file, bytes, 0, headerEnd);
  for (let i = 0; i < copies; i++) written += writeSync(file, body) + writeSync(file, seam);
  closeSync(file);
  return { rows: copies * rowsInBody, columns: bytes.subarray(0, headerEnd).toString('utf8').split(',').length, bytes: written, source: isWish ? 'Wish' : 'summer shop' };
}

/** Line ends outside quotes. */
function countRecords(body: Buffer): number {
  let inQuotes = false;
  let count = 0;
  for (const byte of body) {
    if (byte === 34) inQuotes = !inQuotes;
    else if (byte === 10 && !inQuotes) count++;
  }
  return count + (body.at(-1) === 10 ? 0 : 1);
}
