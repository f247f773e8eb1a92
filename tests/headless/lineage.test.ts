/** lineage through the command line: by every name a thing has, in each direction, and what is not there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { lineageSchema } from '@shared/areas/lineage';
import { runCli } from '../helpers/builtProgram';

const dir = mkdtempSync(join(tmpdir(), 'almanac-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const answerSchema = lineageSchema.extend({ root: z.object({ kind: z.string(), id: z.string() }) });

async function lineage(...args: string[]): Promise<z.infer<typeof answerSchema>> {
  const outcome = await runCli(['lineage', ...args, '--json'], dir);
  expect(outcome.exitCode).toBe(0);
  return answerSchema.parse(outcome.json());
}

beforeAll(async () => {
  const products = Array.from({ length: 40 }, (_, i) => `p${i},${i % 7},${10 + 3 * (i % 7) + (i % 3)}`);
  writeFileSync(join(dir, 'shop.csv'), ['id,price,units', ...products].join('\n'));
  for (const args of [['train', 'shop.csv', '--target', 'units', '--models', 'mean,ridge', '--folds', '2'], ['promote', '2', '--as', 'champion', '--reason', 'first'], ['predict', 'shop.csv', '--model', 'champion'], ['report', 'forecast', '-o', 'report.html']]) {
    expect((await runCli([...args, '--json'], dir)).exitCode).toBe(0);
  }
}, 60_000);

test('from the data to the report, and from the report back to the file', async () => {
  const whole = await lineage('shop');
  expect(whole.root.kind).toBe('snapshot');
  expect(whole.nodes.map(({ kind }) => kind).sort()).toEqual(['forecast', 'race', 'report', 'rows', 'run', 'run', 'snapshot', 'source', 'version']);
  const report = whole.nodes.find(({ kind }) => kind === 'report');
  const back = await lineage(`report:${report?.id ?? ''}`, '--direction', 'back');
  expect(back.nodes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['forecast', 'version', 'run', 'race', 'snapshot', 'source']));
  expect((await lineage('champion', '--direction', 'forward')).nodes.map(({ kind }) => kind)).toEqual(['run', 'version', 'forecast', 'report']);
  expect((await lineage('version:2', '--direction', 'forward')).root.kind).toBe('version');
  expect((await runCli(['lineage', 'shop'], dir)).stdout).toContain('scored shop v1');
}, 30_000);

test.each<[string, readonly string[], number]>([
  ['nothing of that name', ['lineage', 'nothing'], 3],
  ['no such report', ['lineage', 'report:nothing'], 3],
  ['no direction', ['lineage', 'shop', '--direction', 'sideways'], 2],
  ['no thing', ['lineage'], 2],
])('%s is a clear error', async (_, args, exitCode) => {
  const outcome = await runCli([...args, '--json'], dir);
  expect(outcome.json()).toMatchObject({ error: { message: expect.stringMatching(/^.{20,}/) as string } });
  expect(outcome.exitCode).toBe(exitCode);
});
