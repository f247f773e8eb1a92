/** Random tables under random repairs, held against the same repairs in plain JavaScript; then the table is let go and made again. */
import { expect, test } from 'vitest';
import { repairsSchema, type Repair } from '@shared/areas/repairs';
import { createRandom, type Random } from '@engine/math';
import { openDatasets } from '../openDatasets';

interface Row {
  line: number;
  name: string;
  size: string | null;
  price: number | null;
  sold: number | null;
}

const sizes = ['S', 'M', 'L', 's', ' m', 'L ', 'Size S'];

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.integer(from.length)]!;
}

function makeRows(random: Random): Row[] {
  const count = 20 + Math.floor(random.next() * 200);
  return Array.from({ length: count }, (_, i) => ({
    line: i + 2,
    name: `n${i}x`,
    size: random.next() < 0.1 ? null : pick(random, sizes),
    price: random.next() < 0.1 ? null : Math.round(random.next() * 2000 - 300) / 8,
    sold: random.next() < 0.1 ? null : Math.floor(random.next() * 50),
  }));
}

function makeRepair(random: Random): Repair {
  const [low, high] = [Math.floor(random.next() * 10), 10 + Math.floor(random.next() * 40)];
  const choices: unknown[] = [
    { kind: 'quarantine', check: { check: 'range', column: 'sold', args: { min: low, max: high } } },
    { kind: 'quarantine', check: { check: 'one-of', column: 'size', args: { values: ['S', 'M', 'L', 's', 'm', 'l', 'Size S'] } } },
    { kind: 'quarantine', check: { check: 'range', column: 'price', args: { min: 0 }, nulls: 'fail' } },
    { kind: 'clear', check: { check: 'range', column: 'price', args: { max: 150 } } },
    { kind: 'replace', column: 'sold', from: high, to: pick(random, [1, null]) },
    { kind: 'trim', column: 'size' },
    { kind: 'trim', column: 'size', case: 'lower' },
    { kind: 'merge', column: 'size', into: [{ value: 'S', spellings: ['s', 'Size S'] }, { value: 'M', spellings: [' m', 'm'] }] },
    { kind: 'fill', column: 'sold', value: 7 },
    { kind: 'fill', column: 'price', statistic: 'median' },
    { kind: 'fill', column: 'sold', statistic: 'mean' },
    { kind: 'fill', column: 'size', statistic: 'most-common' },
  ];
  return repairsSchema.parse([pick(random, choices)])[0]!;
}

/** Missing cells hold unless they are said to fail. */
function fails(row: Row, { check, column, args, nulls }: Extract<Repair, { kind: 'quarantine' }>['check']): boolean {
  const cell = row[column as keyof Row];
  if (cell === null) return nulls === 'fail';
  if (check === 'one-of') return !(args['values'] as unknown[]).includes(cell);
  return Number(cell) < ((args['min'] as number | undefined) ?? -Infinity) || Number(cell) > ((args['max'] as number | undefined) ?? Infinity);
}

function statistic(values: readonly (string | number)[], kind: string, whole: boolean): string | number {
  if (kind === 'most-common') {
    const counts = new Map<string | number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]![0];
  }
  const numbers = values.map(Number);
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const found = kind === 'mean' ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return whole ? Math.round(found) : found;
}

function apply(rows: readonly Row[], repair: Repair): Row[] {
  if (repair.kind === 'quarantine') return rows.filter((row) => !fails(row, repair.check));
  if (repair.kind === 'clear') return rows.map((row) => (fails(row, repair.check) ? { ...row, [repair.check.column ?? '']: null } : row));
  if (!('column' in repair)) throw new Error('not made here');
  const column = repair.column as keyof Row;
  const change = (by: (cell: Row[keyof Row]) => unknown): Row[] => rows.map((row) => ({ ...row, [column]: by(row[column]) }));
  switch (repair.kind) {
    case 'replace':
      return change((cell) => (cell === repair.from ? repair.to : cell));
    case 'trim':
      return change((cell) => (cell === null ? null : repair.case === 'lower' ? String(cell).trim().toLowerCase() : String(cell).trim()));
    case 'merge':
      return change((cell) => repair.into.find(({ spellings }) => spellings.includes(String(cell)))?.value ?? cell);
    case 'fill': {
      const present = rows.flatMap((row) => row[column] ?? []);
      const filled = repair.value ?? statistic(present, repair.statistic ?? '', column === 'sold');
      return change((cell) => cell ?? filled);
    }
    default:
      throw new Error('not made here');
  }
}

test.each(Array.from({ length: 12 }, (_, seed) => seed + 1))('seed %i: the repaired table is what the repairs say', async (seed) => {
  const random = createRandom(seed);
  const open = openDatasets();
  const rows = makeRows(random);
  const csv = ['name,size,price,sold', ...rows.map(({ name, size, price, sold }) => [name, size, price, sold].map((cell) => cell ?? '').join(',')), ''].join('\n');
  const repairs = Array.from({ length: 1 + Math.floor(random.next() * 6) }, () => makeRepair(random));
  const wanted = repairs.reduce<readonly Row[]>(apply, rows);
  const first = await open.stored(csv, { reading: { repairs: [{ kind: 'trim', column: 'name' }] } });
  const { snapshot } = await open.datasets.repair(first.id, repairs, open.context);

  async function readBack(): Promise<Row[]> {
    const table = await open.datasets.table(snapshot.id);
    const { rows: found } = await open.tables.rows(`select row, line, c0, c1, c2, c3 from ${table.source} order by row`);
    expect(found.map(([row]) => row)).toEqual(found.map((_, i) => i + 1));
    return found.map(([, line, name, size, price, sold]) => ({ line: Number(line), name: String(name), size: size as string | null, price: price as number | null, sold: sold as number | null }));
  }

  expect(await readBack()).toEqual(wanted);
  expect(snapshot).toMatchObject({ rows: wanted.length, records: { in: rows.length, stored: wanted.length, quarantined: rows.length - wanted.length } });
  for (const { tableSha256 } of open.datasets.storedVersions()) open.blobs.remove(tableSha256);
  expect(await readBack()).toEqual(wanted);
  expect((await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).problems).toEqual([]);
});
