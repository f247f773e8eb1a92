/**
 * Fits are kept under the version of their model's code: whoever changes what a model answers must raise it, or old fits
 * would be taken for new ones. Each model's results on small tables are held against what its version gave before.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { modelKinds, type ModelKind } from '@shared/areas/tracking';
import { sha256Hex } from '@engine/kernel/hashing';
import { fitTask, fitVersions, learnedKinds } from '@engine/training';
import { algorithms } from '@engine/training/models/models';
import { friedman, quiet, shop, taskOf } from '../tables';

const path = join(import.meta.dirname, '../../../../fixtures/training/versions.json');
const resultsSchema = z.record(z.string(), z.object({ model: z.number(), shared: z.number(), backend: z.string(), results: z.string() }));
const fixture = resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const fitted = modelKinds.filter((kind) => 'fit' in algorithms[kind]);

async function resultsOf(model: ModelKind): Promise<z.infer<typeof resultsSchema>[string]> {
  const tasks = [
    taskOf(friedman(160, 1), { model }),
    taskOf(shop(240, 2), { model, transform: 'log1p', groupBy: 'merchant' }),
  ];
  const outcomes = [];
  for (const task of tasks) outcomes.push(await fitTask({ ...task, seed: 5, keepModel: true, measureImportance: learnedKinds.includes(model) }, quiet));
  const results = sha256Hex(JSON.stringify(outcomes.map(({ predictions, importance, model: saved, curve }) => [[...predictions], importance, saved, curve])));
  return { ...fitVersions(model), backend: outcomes[0]?.backend ?? '', results: results.slice(0, 16) };
}

it.each(fitted)('%s gives what its version gave', async (model) => {
  const now = await resultsOf(model);
  const before = fixture[model];
  if (process.env['WRITE_FIXTURES'] === '1') {
    fixture[model] = now;
    writeFileSync(path, `${JSON.stringify(fixture, null, 2)}\n`);
    return;
  }
  // Other backends of the network round in another order.
  if (before && before.backend !== now.backend) return;
  const advice = `${model} gives other results than before: raise its version (or sharedFitVersion, where all do), then run this test once with WRITE_FIXTURES=1.`;
  if (before?.model === now.model && before.shared === now.shared) expect(now.results, advice).toBe(before.results);
  else expect(now, `${model} has another version than the fixture: run this test once with WRITE_FIXTURES=1.`).toEqual(before);
}, 60_000);
