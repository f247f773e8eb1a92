/** Models that earlier programs saved: they load, and answer as they did then. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { encodeFeatures, featurePlanSchema, fitFeaturePlan } from '@engine/training/features/featurePlan';
import { parseSavedModel, restorePredictor } from '@engine/training';
import { numbers, range, tableOf, texts } from './tables';

const fixture = z
  .object({
    rows: z.array(z.object({ units: z.number(), price: z.number(), tags: z.string(), labels: z.string(), sizes: z.string().nullable() })),
    models: z.array(z.object({ saved: z.looseObject({ kind: z.string(), body: z.looseObject({ plan: featurePlanSchema.optional() }) }), predictions: z.array(z.number()) })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/models/beforeLists.json'), 'utf8')));

const { rows, models } = fixture;
const table = tableOf([numbers('units', rows.map(({ units }) => units), 'integer'), numbers('price', rows.map(({ price }) => price)), texts('tags', rows.map(({ tags }) => tags), 'text'), texts('labels', rows.map(({ labels }) => labels), 'text'), texts('sizes', rows.map(({ sizes }) => sizes))]);

describe('from before lists in cells became features', () => {
  test.each(models.map(({ saved, predictions }) => [saved.kind, saved, predictions] as const))('%s answers the same to the last bit', async (_, saved, predictions) => {
    const { predict } = restorePredictor(parseSavedModel(saved));
    expect([...(await predict(table))]).toEqual(predictions);
  });

  test('the columns are read as the saved plan says, although a plan of today reads them as lists', () => {
    const told = (plan: z.infer<typeof featurePlanSchema>): unknown[] => plan.columns.map((column) => [column.column, column.kind === 'text' ? column.parts : column.kind]);
    const saved = models[0]?.saved.body.plan;
    if (!saved) throw new Error('The fixture has no plan.');
    expect(told(saved)).toEqual([['price', 'number'], ['tags', 'items'], ['labels', 'words'], ['sizes', 'category']]);
    const today = fitFeaturePlan({ table, rows: range(0, 70), target: Float64Array.from(rows.slice(0, 70), ({ units }) => units), groups: null, columns: ['price', 'tags', 'labels', 'sizes'], view: 'linear', seed: 1 });
    expect(told(today.plan)).toEqual([['price', 'number'], ['tags', 'items'], ['labels', 'semicolon'], ['sizes', 'pipe']]);
    expect(encodeFeatures(saved, table, range(0, 90))).toHaveLength(saved.kept.length);
  });
});
