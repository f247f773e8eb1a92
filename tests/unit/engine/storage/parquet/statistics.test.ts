import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Field } from '@engine/storage/parquet/parquetFile';
import { literal } from '@engine/storage/tableSession';
import { coded, openTables, writeFile, type Cell } from './codedColumns';

const group = (kind: Field['kind'], cells: readonly Cell[]) => ({ rows: cells.length, chunks: [coded(kind, cells)] });

async function statisticsOf(kind: Field['kind'], groups: readonly (readonly Cell[])[]): Promise<unknown[][]> {
  const path = await writeFile([{ name: 'x', kind, required: false }], groups.map((cells) => group(kind, cells)));
  const { rows } = await openTables().rows(`select stats_min_value, stats_max_value, stats_null_count from parquet_metadata(${literal(path)}) order by row_group_id`);
  return rows.map((row) => [...row]);
}

test('each group tells its lowest and highest value and how many are missing', async () => {
  expect(await statisticsOf('integer', [[3, -5, 3, null], [2 ** 53, -(2 ** 53)], [null]])).toEqual([['-5', '3', 1], ['-9007199254740992', '9007199254740992', 0], [null, null, 1]]);
  expect(await statisticsOf('decimal', [[0.5, -1.25, 1e300]])).toEqual([['-1.25', '1e+300', 0]]);
  expect(await statisticsOf('boolean', [[1, 1], [0, 1, null]])).toEqual([['true', 'true', 0], ['false', 'true', 1]]);
  expect(await statisticsOf('date', [[-1, 0, 19_000]])).toEqual([['1969-12-31', '2022-01-08', 0]]);
  expect(await statisticsOf('datetime', [[-1n, 9_007_199_254_740_993n]])).toEqual([['1969-12-31 23:59:59.999999', '2255-06-05 23:47:34.740993', 0]]);
});

test('texts have none, nor has a group with a decimal that is not a number; zeros are taken in both signs', async () => {
  expect(await statisticsOf('text', [['a', 'b', null]])).toEqual([[null, null, 1]]);
  expect(await statisticsOf('decimal', [[1, Number.NaN], [Number.NaN], [0, 1], [-1, -0], [0, -0]])).toEqual([[null, null, 0], [null, null, 0], ['-0.0', '1.0', 0], ['-1.0', '0.0', 0], ['-0.0', '0.0', 0]]);
});

const decimals = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(-0, 0.5, Infinity, -Infinity, Number.NaN, null));

test('DuckDB, which skips groups by them, finds the same rows and extremes as in its own table', async () => {
  const tables = openTables();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(decimals, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: -6, max: 6 }), async (groups, limit) => {
      const wholes = groups.map((cells) => cells.map((cell) => (cell === null || !Number.isInteger(cell) ? null : cell)));
      const fields: Field[] = [{ name: 'row', kind: 'integer', required: true }, { name: 'd', kind: 'decimal', required: false }, { name: 'i', kind: 'integer', required: false }, { name: 't', kind: 'date', required: false }];
      let row = 0;
      const path = await writeFile(fields, groups.map((cells, index) => ({ rows: cells.length, chunks: [{ kind: 'counting' as const, values: Float64Array.from(cells, () => ++row) }, coded('decimal', cells), coded('integer', wholes[index]!), coded('date', wholes[index]!)] })));
      await tables.withConnection(async (connection) => {
        const file = `read_parquet(${literal(path)})`;
        await connection.run(`create temp table plain as select * from ${file}`);
        const day = `(date '1970-01-01' + ${limit})`;
        const conditions = ['d', 'i', 'row'].flatMap((name) => ['>', '>=', '<', '<=', '=', '<>', 'is distinct from'].map((sign) => `${name} ${sign} ${limit}`));
        const others = ['d is null', 'i is not null', "d = 'nan'::double", "d >= 'inf'::double", "d > 'inf'::double", `t > ${day}`, `t = ${day}`, `d in (${limit}, 0.5)`, `i between ${limit} and ${limit + 1}`];
        for (const condition of [...conditions, ...others]) {
          const found = async (source: string): Promise<unknown> => (await connection.rows(`select row from ${source} where ${condition} order by row`)).rows;
          expect([condition, await found(file)]).toEqual([condition, await found('plain')]);
        }
        const extremes = async (source: string): Promise<unknown> => (await connection.rows(`select min(d), max(d), min(i), max(i), min(t), max(t), count(d), count(*), count(distinct i), count(distinct d) from ${source}`)).rows;
        expect(await extremes(file)).toEqual(await extremes('plain'));
        await connection.run('drop table plain');
      });
    }),
    { numRuns: 20 },
  );
});

test('DuckDB does not so much as look at a group whose range lies elsewhere', async () => {
  const kinds = ['integer', 'decimal', 'date', 'datetime'] as const;
  const fields = [{ name: 'row', kind: 'integer' as const, required: true }, ...kinds.map((kind): Field => ({ name: kind, kind, required: false }))];
  const groups = [0, 1000].map((from) => {
    const rows = Array.from({ length: 1000 }, (_, i) => from + i);
    return { rows: 1000, chunks: [{ kind: 'counting' as const, values: Float64Array.from(rows) }, ...kinds.map((kind) => coded(kind, kind === 'datetime' ? rows.map(BigInt) : rows))] };
  });
  const path = await writeFile(fields, groups);
  const tables = openTables();
  const { rows: places } = await tables.rows(`select min(coalesce(dictionary_page_offset, data_page_offset)) from parquet_metadata(${literal(path)}) group by row_group_id order by row_group_id`);
  const [first, second] = places.map(([place]) => Number(place));
  // The pages of the first group are made unreadable: who looks at them fails.
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, first, second));
  for (const { name, kind } of fields) {
    const limit = { date: "date '1974-02-09'", datetime: "timestamp '1970-01-01 00:00:00.0015'" }[String(kind)] ?? '1500';
    const count = (sign: string): Promise<unknown> => tables.rows(`select count("${name}") from read_parquet(${literal(path)}) where "${name}" ${sign} ${limit}`).then(({ rows }) => rows);
    expect([name, await count('>')]).toEqual([name, [[499]]]);
    await expect(count('<')).rejects.toThrow();
  }
});

test('equal values that stand in the dictionary more than once are one value to DuckDB', async () => {
  const cells = Array.from({ length: 6000 }, (_, row) => `text ${row % 40}`);
  const path = await writeFile([{ name: 'x', kind: 'text', required: true }], [{ rows: cells.length, chunks: [coded('text', cells, 50)] }]);
  const { rows } = await openTables().rows(`select count(distinct x), (select count(*) from (select x from read_parquet(${literal(path)}) group by x)), (select count(*) from read_parquet(${literal(path)}) where x = 'text 7') from read_parquet(${literal(path)})`);
  expect(rows).toEqual([[40, 40, 150]]);
});
