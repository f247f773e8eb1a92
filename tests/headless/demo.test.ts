/** The main job on the shipped shop, and that the same seed gives the same bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';

interface Demo {
  readonly best: { id: string; mean: number };
  readonly baseline: { mean: number };
  readonly checks: { checks: number };
  readonly weekly: { rows: number } | null;
  readonly forecast: { rows: number };
  readonly paths: { html: string; csv: string; forecast: string };
}

test('demo goes from CSV to report, beats the baseline, and the champion answers', async () => {
  const dir = temporaryFolder();
  const outcome = await runCli(['demo', '-o', 'out', '--json'], dir);
  expect(outcome.exitCode).toBe(0);
  const demo = outcome.json() as Demo;
  expect(demo.best.mean).toBeLessThan(demo.baseline.mean);
  expect(demo.checks.checks).toBeGreaterThan(10);
  expect(demo.weekly?.rows).toBeGreaterThan(1000);

  const html = readFileSync(demo.paths.html, 'utf8');
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).not.toMatch(/<script/i);
  expect(html).toContain(demo.best.id.slice(0, 8));
  expect(readFileSync(demo.paths.forecast, 'utf8').trim().split('\n')).toHaveLength(demo.forecast.rows + 1);

  const again = await runCli(['report', 'forecast', '-o', 'again.html', '--json'], dir);
  expect(again.exitCode).toBe(0);
  expect(readFileSync(join(dir, 'again.html'), 'utf8')).toBe(html);

  const answer = (await runCli(['predict', '--row', '{"price": 8}', '--json'], dir)).json() as { predictions: { value: number; lower: number; upper: number; level: number }[] };
  expect(answer.predictions[0]).toMatchObject({ level: 0.9 });
  const explained = (await runCli(['explain', 'champion', '--row', '{"price": 8}', '--pdp', 'price', '--json'], dir)).json() as { base: number; values: { value: number }[]; prediction: number; pdp: { points: unknown[] }; importance: unknown[] };
  expect(explained.base + explained.values.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(explained.prediction, 9);
  expect(explained.pdp.points.length).toBeGreaterThan(3);
  expect((await runCli(['verify', '--deep', '--json'], dir)).json()).toMatchObject({ ok: true, problems: [] });
}, 300_000);
