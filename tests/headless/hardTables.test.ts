/** Tables that cannot be trained on end with a plain reason and leave nothing behind; tables that are only hard are trained on, and what was done to them is said. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom, type Random } from '@engine/math';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const quick = 'median,ridge,random-forest,gradient-boosting,average';
const raceSchema = z.object({
  rows: z.number(),
  metric: z.string(),
  runs: z.array(z.object({ model: z.string(), state: z.string(), failure: z.string().nullable(), metrics: z.record(z.string(), z.object({ mean: z.number().nullable() })) })),
  excludedColumns: z.array(z.object({ column: z.string(), reason: z.string() })),
  treatedColumns: z.array(z.object({ column: z.string(), treatment: z.string() })),
});

/** Writes a CSV of seeded rows; returns its folder. */
function csvOf(header: string, rows: number, row: (i: number, random: Random) => readonly (string | number)[]): string {
  const random = createRandom(11);
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'table.csv'), `${header}\n${Array.from({ length: rows }, (_, i) => row(i, random).join(',')).join('\n')}\n`);
  return folder;
}

async function train(folder: string, ...options: string[]) {
  return runCli(['train', 'table.csv', '--target', 'units', '--models', quick, ...options, '--project', 'p', '--json'], folder);
}

async function trained(folder: string, ...options: string[]): Promise<z.infer<typeof raceSchema>> {
  const { stdout, stderr, exitCode } = await train(folder, ...options);
  expect([exitCode, stderr.includes('rror')], stdout).toEqual([0, false]);
  const race = raceSchema.parse(JSON.parse(stdout));
  for (const { model, state, failure } of race.runs) expect([model, state, failure]).toEqual([model, 'finished', null]);
  return race;
}

const skillOf = (race: z.infer<typeof raceSchema>, model: string): number => race.runs.find((run) => run.model === model)?.metrics['r2']?.mean ?? NaN;

describe('refused', () => {
  const price = (random: Random): string => (1 + 9 * random.next()).toFixed(2);
  const unitsOf = (random: Random): number => 1 + random.integer(50);

  test.each([
    ['a constant target', csvFor(() => [7]), [], 'has the same value, 7, in every row'],
    ['a target that is missing in every row', csvFor(() => ['']), [], 'is empty in every row'],
    ['a target of text', csvFor((i) => [`word${i % 5}`]), [], 'not numbers'],
    ['a target with infinities', csvFor((i, random) => [i === 3 || i === 40 ? ['inf', '-Infinity'][i % 2]! : unitsOf(random)]), [], 'holds 2 infinite values, which no model can learn'],
    ['a target with a number beyond the largest one', csvFor((i, random) => [i === 3 ? '1e999' : unitsOf(random)]), [], 'holds an infinite value'],
    ['three rows', csvFor((_i, random) => [unitsOf(random)], 3), [], 'There are 3 rows with a target, fewer than needed for 5 folds'],
    ['fewer groups than folds', csvFor((i, random) => [unitsOf(random), `g${i % 4}`]), ['--group-by', 'group'], 'There are 4 groups with a target, fewer than needed for 5 folds'],
    ['the target as group', csvFor((_i, random) => [unitsOf(random)]), ['--group-by', 'units'], 'cannot also be'],
    ['a negative target and a metric of logarithms', csvFor((_i, random) => [unitsOf(random) - 25]), ['--metric', 'rmsle'], 'for which rmsle is not defined'],
    ['a target that cannot be squared', csvFor((_i, random) => [`${random.integer(9) - 4}.5e300`]), [], 'too large to be squared'],
    ['nothing to learn from', csvFor((_i, random) => [unitsOf(random)]), ['--exclude', 'price', '--exclude', 'group'], 'nothing to learn from'],
  ])('%s', async (_name, folderOf, options, reason) => {
    const folder = folderOf();
    const { exitCode, stdout } = await train(folder, ...options);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'invalid-input', message: expect.stringContaining(reason) as string } });
    expect(exitCode).toBe(2);
    expect((await runCli(['runs', '--json', '--project', 'p'], folder)).json()).toEqual({ runs: [] });
  }, 60_000);

  function csvFor(cells: (i: number, random: Random) => readonly [units: string | number, group?: string], rows = 60): () => string {
    return () => csvOf('units,group,price', rows, (i, random) => {
      const [units, group = `g${random.integer(20)}`] = cells(i, random);
      return [units, group, price(random)];
    });
  }
});

describe('trained on', () => {
  test('infinities in columns count as missing, in a CSV and in a Parquet file, and both are said', async () => {
    const cells = (i: number, x: number): string => (i % 7 === 0 ? 'inf' : i % 11 === 0 ? '-Infinity' : x.toFixed(3));
    const csv = await trained(csvOf('units,x,other', 120, (i, random) => {
      const x = random.next();
      return [Math.round(20 + 60 * x + random.next()), cells(i, x), random.next().toFixed(3)];
    }));
    expect(csv.treatedColumns).toEqual([{ column: 'x', treatment: '27 cells that are infinite or beyond 3.4e38 count as missing' }]);
    expect(skillOf(csv, 'gradient-boosting')).toBeGreaterThan(0.5);

    const folder = temporaryFolder();
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    await connection.run(`copy (select round(20 + 60 * x) as units, case when i % 9 = 0 then 'infinity'::double else x end as x, i % 5 as shelf from (select i, (i * 37 % 120) / 120 as x from range(120) t(i))) to '${join(folder, 'table.parquet')}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    const { stdout, exitCode } = await runCli(['train', 'table.parquet', '--target', 'units', '--models', quick, '--project', 'p', '--json'], folder);
    expect(exitCode, stdout).toBe(0);
    const parquet = raceSchema.parse(JSON.parse(stdout));
    expect(parquet.treatedColumns).toEqual([{ column: 'x', treatment: '14 cells that are infinite or beyond 3.4e38 count as missing' }]);
    expect(skillOf(parquet, 'gradient-boosting')).toBeGreaterThan(0.5);
  }, 120_000);

  test('columns that are empty, constant, or empty in the rows with a target are left out, each with its reason', async () => {
    const race = await trained(csvOf('units,price,empty,same,late', 90, (i, random) => {
      const price = 1 + 9 * random.next();
      return [i < 80 ? Math.round(100 / price) : '', price.toFixed(2), '', 4, i < 80 ? '' : random.next().toFixed(3)];
    }));
    expect(race.rows).toBe(80);
    expect(race.excludedColumns).toEqual([
      { column: 'empty', reason: 'missing in every row' },
      { column: 'same', reason: 'the same in every row' },
      { column: 'late', reason: 'missing in every row' },
    ]);
  }, 60_000);

  test.each<[string, string, (i: number, random: Random) => readonly (string | number)[], string[]]>([
    ['one column', 'units,price', (_i, random) => [random.integer(50), random.next().toFixed(3)], []],
    ['booleans alone', 'units,new,sale', (_i, random) => [random.integer(50), random.next() < 0.5 ? 'true' : 'false', random.next() < 0.2 ? 'true' : 'false'], []],
    ['dates alone', 'units,day', (i, random) => [random.integer(50), `2026-0${1 + (i % 9)}-${String(1 + (i % 28)).padStart(2, '0')}`], []],
    ['categories that never come twice', 'units,name,price', (i, random) => [random.integer(50), `product number ${i}`, random.next().toFixed(2)], []],
    ['columns that stand twice', 'units,price,price_again', (i, random) => [random.integer(50), i, i], []],
    ['a group for each row', 'units,price,shop', (i, random) => [random.integer(50), random.next().toFixed(2), `shop ${i}`], ['--group-by', 'shop']],
    ['a negative target', 'units,price', (_i, random) => [random.integer(50) - 25, random.next().toFixed(2)], []],
    ['a target near the largest number', 'units,price', (i, random) => [`${1 + random.integer(9)}.5e300`, i], []],
    ['a column near the largest number', 'units,price,size', (i, random) => [random.integer(50), `${random.integer(9) - 4}.5e${random.integer(3) === 0 ? 307 : 3}`, i], []],
  ])('%s', async (_name, header, row, options) => {
    const race = await trained(csvOf(header, 80, row), ...options);
    expect(race.rows).toBe(80);
  }, 60_000);

  test('a category of 10,000 values', async () => {
    const race = await trained(csvOf('units,shop,price', 12_000, (i, random) => {
      const price = 1 + 9 * random.next();
      return [Math.round(20 + 40 / price + (i % 2) * 30), `shop ${i % 10_000}`, price.toFixed(2)];
    }), '--folds', '3');
    expect(race.rows).toBe(12_000);
    expect(race.excludedColumns).toEqual([]);
    expect(skillOf(race, 'gradient-boosting')).toBeGreaterThan(0.1);
  }, 240_000);

  test('5,000 columns, one of which tells', async () => {
    const columns = Array.from({ length: 4999 }, (_, c) => `c${c}`);
    const race = await trained(csvOf(`units,${columns.join(',')}`, 90, (_i, random) => {
      const cells = columns.map(() => random.integer(1000));
      return [20 + Math.round((cells[7] ?? 0) / 10) + random.integer(40), ...cells];
    }), '--folds', '3', '--models', 'median,ridge,gradient-boosting');
    expect(race.runs.map(({ model }) => model)).toEqual(['median', 'ridge', 'gradient-boosting']);
    expect(race.excludedColumns).toEqual([]);
    expect(skillOf(race, 'gradient-boosting')).toBeGreaterThan(0.1);
  }, 240_000);
});
