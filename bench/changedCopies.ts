/** Two large CSVs of one table: real rows again and again under unique ids, and a copy in which some rows changed, went or came. */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { createRandom } from '@engine/math';

const wish = '../shared/data/wish/summer-products-with-rating-and-performance_2020-08.csv';
const piece = 1 << 20;

export interface ChangedCopies {
  readonly columns: number;
  readonly source: string;
  /** What a difference must find. */
  readonly expected: { readonly changed: number; readonly added: number; readonly removed: number };
}

/** One row in a hundred costs a tenth more, half of these have another title; one in 2,000 is gone, and as many are new. */
export function writeChangedCopies(before: string, after: string, rows: number): ChangedCopies {
  const isWish = existsSync(join(process.cwd(), wish));
  const { data } = papaparse.parse<string[]>(readFileSync(join(process.cwd(), isWish ? wish : 'resources/samples/summer-shop.csv'), 'utf8'), { skipEmptyLines: true });
  const [header = [], ...body] = data;
  const [id, price, title] = ['product_id', 'price', 'title'].map((name) => header.indexOf(name));
  if (id === undefined || price === undefined || title === undefined || Math.min(id, price, title) < 0) throw new Error('The table has no product_id, price or title.');
  const [old, now] = [createLines(before), createLines(after)];
  for (const lines of [old, now]) lines.add(header);
  const random = createRandom(1);
  const expected = { changed: 0, added: 0, removed: 0 };
  for (let n = 0; n < rows; n++) {
    const row = [...(body[n % body.length] ?? [])];
    row[id] = `${row[id] ?? ''}-${n.toString(16)}`;
    old.add(row);
    const draw = random.next();
    if (draw < 0.01) {
      row[price] = (Number(row[price]) * 1.1 + 0.01).toFixed(2);
      if (draw < 0.005) row[title] = `${row[title] ?? ''} new`;
      expected.changed += 1;
    }
    if (draw >= 0.9995) expected.removed += 1;
    else now.add(row);
    if (draw >= 0.5 && draw < 0.5005) {
      now.add(row.map((cell, i) => (i === id ? `new-${cell}` : cell)));
      expected.added += 1;
    }
  }
  for (const lines of [old, now]) lines.end();
  return { columns: header.length, source: isWish ? 'Wish' : 'summer shop', expected };
}

function createLines(path: string): { add(row: readonly string[]): void; end(): void } {
  const file = openSync(path, 'w');
  let waiting = '';
  return {
    add(row) {
      waiting += `${row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
      if (waiting.length < piece) return;
      writeSync(file, waiting);
      waiting = '';
    },
    end() {
      writeSync(file, waiting);
      closeSync(file);
    },
  };
}
