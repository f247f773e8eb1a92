/** schema convert and validate with schemas of other tools through the built command line: what is wrong is refused by its reason, and nothing is written or stored. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

const pandera = 'schema_type: dataframe\ncolumns:\n  price:\n    dtype: float64\n    coerce: true\n    in_range: {min_value: 1, max_value: 5}\n    my_own: 1\n  size: {dtype: str, nullable: true, isin: [S, M]}\nunique: [price, size]\n';

test('a schema of Pandera becomes ours, finds its rows, and goes on to the other formats; what has no equal is told', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), 'price,size\n1,S\n7,M\n,L\n2,S\n1,S\n');
  writeFileSync(join(folder, 'theirs.yaml'), pandera);
  const converted = await runCli(['schema', 'convert', 'theirs.yaml', 'ours.json', '--from', 'pandera', '--to', 'almanac', '--json'], folder);
  expect(converted.json()).toMatchObject({ notExpressible: ['price: my_own is no check that comes with Pandera; what it does stands in its program. Left out.'] });
  const validated = await runCli(['validate', 'shop.csv', '--schema', 'ours.json', '--project', 'project', '--json'], folder);
  expect(validated.exitCode).toBe(1);
  expect(validated.json()).toMatchObject({ results: expect.arrayContaining([expect.objectContaining({ check: 'range', failures: 1 }), expect.objectContaining({ check: 'not-null', failures: 1 }), expect.objectContaining({ check: 'one-of', failures: 1 }), expect.objectContaining({ check: 'unique-together', failures: 2 })]) as unknown });
  for (const format of ['pandera', 'great-expectations', 'table-schema']) {
    const written = await runCli(['schema', 'convert', 'ours.json', `${format}.txt`, '--from', 'almanac', '--to', format, '--json'], folder);
    expect(written.exitCode).toBe(0);
    const back = await runCli(['schema', 'convert', `${format}.txt`, `${format}.json`, '--from', format, '--to', 'almanac', '--json'], folder);
    expect(back.exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, `${format}.json`), 'utf8'))).toMatchObject({ checks: expect.arrayContaining([expect.objectContaining({ check: 'range', args: expect.objectContaining({ min: 1, max: 5 }) as unknown })]) as unknown });
  }
});

test.each([
  ['a wrong argument', 'pandera', 'columns:\n  price: {in_range: {min_value: 1}}\n', /in_range of price cannot be right/],
  ['a wrong argument of a set', 'pandera', 'columns:\n  price: {isin: 3}\n', /isin of price cannot be right/],
  ['what is no schema', 'pandera', 'columns: 3\n', /not a Pandera schema/],
  ['a bomb of aliases', 'pandera', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[i] ?? ''}`).join(',')}]`).join('\n')}\ncolumns: {}`, /not YAML/],
  ['an unknown constraint value', 'table-schema', '{"fields":[{"name":"price","constraints":{"minLength":"two"}}]}', /not a Table Schema.*minLength/],
  ['a key of no field', 'table-schema', '{"fields":[{"name":"price"}],"primaryKey":"id"}', /names the field id/],
  ['what is no schema of ours', 'almanac', '{"format":"almanac-schema","formatVersion":2,"columns":[],"checks":3}', /Almanac schema/],
])('%s is refused, and no file is written', async (_, format, text, message) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'in.txt'), text);
  const outcome = await runCli(['schema', 'convert', 'in.txt', 'out.txt', '--from', format, '--to', format === 'almanac' ? 'pandera' : 'almanac', '--json'], folder);
  expect(outcome.exitCode).toBe(2);
  expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(message) as unknown } });
  expect(existsSync(join(folder, 'out.txt'))).toBe(false);
});

test('a schema for other columns is refused by name', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), 'cost,colour\n1,red\n2,blue\n');
  writeFileSync(join(folder, 'theirs.yaml'), pandera);
  await runCli(['schema', 'convert', 'theirs.yaml', 'ours.json', '--from', 'pandera', '--to', 'almanac', '--json'], folder);
  const outcome = await runCli(['validate', 'shop.csv', '--schema', 'ours.json', '--project', 'project', '--json'], folder);
  expect(outcome.exitCode).toBe(2);
  expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(/schema is for other columns: it names price, size, the data has cost, colour/) as unknown } });
});
