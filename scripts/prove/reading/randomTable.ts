/** Random tables of the hard kind: what shops really hold, and what readers like to change. */
import type { Random } from '@engine/math';

export type Writable = (text: string) => boolean;

type MakeColumn = (random: Random, delimiter: string) => (row: number) => string;

const hardTexts = [
  'plain', 'a "quoted" word', '"', '""', 'comma, inside', 'semi; colon', 'pipe | bar', 'tab\there', 'two\nlines', 'two\r\nlines', 'bare\rreturn', ' leading', 'trailing ', '  both  ', '\\', 'back\\slash', "it's",
  'Größe', 'naïve café', '5 €', '日本語', '销量', 'カタカナ', '👗 dress', '👩‍👩‍👧', 'e\u0301 combining', 'שלום', 'مرحبا', '\u2028', '\u00a0', 'x\u200by', 'a\u202eb', '\u{1F600}\u{10FFFD}',
  'NO', 'no', 'Yes', 'N/A and more', '-', '=1+1', '+49 30 1234', '@sum', "'=x", '__proto__', 'constructor', '#', '# note', '<b>x</b>', '${x}', '{{x}}', '%s', '../../x', 'sep=;', 'Total', 'NaN x', 'null', 'undefined', '0', '-0', '1.0', '007', '1e5', '0x1F', '12345678901234567890', '2025-01-31', 'Infinity', 'true', 'a;b,c|d\te',
] as const;

const pick = <T>(random: Random, from: readonly [T, ...T[]] | readonly T[]): T => from[random.integer(from.length)] as T;
const maybeMissing = (random: Random, share: number, value: string): string => (random.next() < share ? '' : value);
const twoDigits = (value: number): string => String(value).padStart(2, '0');

const makers: readonly MakeColumn[] = [
  (random) => () => pick(random, hardTexts),
  (random) => () => maybeMissing(random, 0.3, pick(random, hardTexts)),
  (random) => () => Array.from({ length: 1 + random.integer(8) }, () => String.fromCodePoint(32 + random.integer(95))).join(''),
  (random) => () => Array.from({ length: 1 + random.integer(5) }, () => String.fromCodePoint(pick(random, [0x20, 0x22, 0x2c, 0x3b, 0x7c, 0x9, 0xa, 0xd, 0xe4, 0x4e2d, 0x1f457, 0x301, 0x41]))).join('x'),
  (random) => () => maybeMissing(random, 0.1, String(random.integer(100_000) - 1000)),
  (random) => () => maybeMissing(random, 0.1, (random.integer(1_000_000) / 100).toFixed(2)),
  (random) => () => String((random.next() - 0.5) * 10 ** (random.integer(30) - 15)),
  (random) => () => String(random.integer(100_000)).padStart(5, '0'),
  (random) => () => `9${String(random.integer(4_000_000_000)).padStart(17, '0')}`,
  (random) => () => pick(random, ['NO', 'SE', 'DK', 'DE']),
  (random) => () => pick(random, ['true', 'false']),
  (random) => (row) => `${2015 + random.integer(10)}-${twoDigits(1 + random.integer(12))}-${twoDigits(row === 0 ? 25 : 1 + random.integer(28))}`,
  (random) => (row) => `${twoDigits(row === 0 ? 25 : 1 + random.integer(28))}.${twoDigits(1 + random.integer(12))}.${2015 + random.integer(10)}`,
  (random) => () => `${2015 + random.integer(10)}-03-${twoDigits(1 + random.integer(28))}T${twoDigits(random.integer(24))}:${twoDigits(random.integer(60))}:00`,
  (random) => () => `SKU-${random.integer(500)}`,
  (random) => () => `${pick(random, ['=', '+', '-', '@'])}${pick(random, ['SUM(A1)', '1+1', 'cmd', 'x'])}`,
  // A decimal comma decides by itself where it is not the delimiter.
  (random, delimiter) => () => (delimiter === ',' ? String(random.integer(1000)) : `${random.integer(1000)},${twoDigits(random.integer(100))}`),
  (random, delimiter) => () => (delimiter === ',' ? `${1 + random.integer(9)},${1 + random.integer(9)}99,000.50` : `${1 + random.integer(9)}.${1 + random.integer(9)}99.000,50`),
  () => (row) => String(row + 1),
];
/** Columns that say which mark they use; two of them in one table would really be two forms. */
const commaMakers = new Set(makers.slice(-3, -1));

/** Header first. Every cell satisfies `writable`. */
export function randomTable(random: Random, delimiter: string, writable: Writable): string[][] {
  const width = 2 + random.integer(6);
  const rows = 1 + random.integer(random.next() < 0.1 ? 400 : 24);
  let chosen = Array.from({ length: width }, () => pick(random, makers));
  if (chosen.some((maker) => commaMakers.has(maker))) chosen = chosen.map((maker) => (maker === makers[5] || maker === makers[6] ? pick(random, [makers[4], makers[14]]) : maker)) as MakeColumn[];
  const columns = chosen.map((make) => {
    const cell = make(random, delimiter);
    return Array.from({ length: rows }, (_, row) => kept(cell(row), writable));
  });
  const header = uniqueNames(random, width, writable);
  return [header, ...Array.from({ length: rows }, (_, row) => columns.map((column) => column[row] ?? ''))];
}

function kept(cell: string, writable: Writable): string {
  return writable(cell) ? cell : [...cell].filter(writable).join('');
}

const names = ['when', 'sku', 'Menge', 'price', '__proto__', 'constructor', 'toString', 'größe', '销量', 'two words', 'a,b', 'a;b', 'say "hi"', 'line\nbreak', 'id', 'row', 'line', 'c0', 'select', 'Preis (€)', '价格', '👗', 'x'] as const;

function uniqueNames(random: Random, width: number, writable: Writable): string[] {
  const found = new Set<string>();
  while (found.size < width) {
    const name = kept(pick(random, names), writable);
    found.add(name.trim() === '' || found.has(name) ? `column ${found.size + 1}` : name);
  }
  return [...found];
}
