/** What each column became for a run, asked from the command line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { featureReportSchema } from '@shared/areas/features';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

test('features says what the columns became, all of them and one', async () => {
  const dir = temporaryFolder();
  const rows = Array.from({ length: 60 }, (_, i) => [3 + ((i * 7) % 11), 5 + (i % 9), 9 + (i % 4), i < 30 ? 'red' : i < 57 ? 'blue' : `odd ${i}`].join(','));
  writeFileSync(join(dir, 'shop.csv'), ['units,price,list_price,colour', ...rows].join('\n'));
  const trained = await runCli(['train', 'shop.csv', '--target', 'units', '--models', 'median,ridge', '--folds', '3', '--json', '--project', 'p'], dir);
  const { best, runs } = trained.json() as { best: string; runs: { id: string; model: string }[] };
  expect(best).toBeTruthy();
  const id = (model: string): string => runs.find((run) => run.model === model)?.id ?? '';

  const whole = (await runCli(['features', id('ridge'), '--json', '--project', 'p'], dir)).json();
  const { parts } = featureReportSchema.parse(whole);
  expect(parts[0]?.columns.map(({ columns }) => columns.join(' / '))).toEqual(['price', 'list_price', 'colour', 'price / list_price']);
  expect(parts[0]?.columns[2]).toMatchObject({ levels: ['red', 'blue'], pooled: { levels: 3, rows: 3 } });

  const one = await runCli(['features', id('ridge'), '--column', 'price', '--project', 'p'], dir);
  expect(one.stdout).toContain('1 - price / list_price');
  expect(one.stdout).not.toContain('colour');
  expect((await runCli(['features', id('median'), '--project', 'p'], dir)).stdout).toContain('looks at no columns');
  expect((await runCli(['features', 'no-such-run', '--json', '--project', 'p'], dir)).exitCode).toBe(3);
}, 120_000);
