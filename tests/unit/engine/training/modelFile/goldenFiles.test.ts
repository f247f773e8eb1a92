/**
 * Model files of version 2 as they were once written: today's code reads them and gives the very bits they gave then, of
 * every kind of model and of what kinds can hold beside the usual. A file that is here is never written again: for a new kind
 * or a new member of a document add a case and run this test once with WRITE_FIXTURES=1, which writes only what is missing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelKinds, type ModelKind, type TrainRequest } from '@shared/areas/tracking';
import { createRandom } from '@engine/math';
import { openInterval, openReach, readModelDocument, restorePredictor, writeModelDocument, type TrainingTable } from '@engine/training';
import { makeProject } from '../../forecasting/project';
import { numbers, tableOf, texts } from '../tables';

interface Case {
  readonly name: string;
  readonly model: ModelKind;
  readonly request?: Partial<TrainRequest>;
}

const small = { trees: 4 };
const members: readonly ModelKind[] = ['ridge', 'random-forest'];
const usual: Partial<Record<ModelKind, Record<string, number>>> = {
  'random-forest': small,
  'extra-trees': small,
  'gradient-boosting': small,
  'ordinal-boosting': small,
  'neural-network': { firstLayer: 4, secondLayer: 3, networks: 2, epochs: 4 },
};
const combinations: ReadonlySet<ModelKind> = new Set(['average', 'weighted-average', 'stacking']);

const cases: readonly Case[] = [
  ...modelKinds.map((model): Case => ({ name: model, model, request: { parameters: usual, models: combinations.has(model) ? [...members, model] : [model] } })),
  { name: 'random-forest-median', model: 'random-forest', request: { parameters: { 'random-forest': { ...small, answer: 'median' } }, intervalMethod: 'by-category', intervalColumn: 'colour' } },
  { name: 'gradient-boosting-sets', model: 'gradient-boosting', request: { parameters: { 'gradient-boosting': { trees: 3, bags: 2, categories: 'codes', minLeafRows: 5 } }, intervalMethod: 'normalised' } },
  { name: 'gradient-boosting-poisson', model: 'gradient-boosting', request: { parameters: { 'gradient-boosting': { ...small, loss: 'poisson' } }, intervalMethod: 'by-size' } },
  { name: 'ordinal-boosting-votes', model: 'ordinal-boosting', request: { parameters: { 'ordinal-boosting': { trees: 3, bags: 1, answer: 'likeliest', voters: 4 } }, intervalMethod: 'by-step' } },
  { name: 'gradient-boosting-quantiles', model: 'gradient-boosting', request: { parameters: { 'gradient-boosting': { trees: 3 } }, intervalMethod: 'quantiles' } },
  { name: 'ridge-hashed-cv-plus', model: 'ridge', request: { parameters: { ridge: { textBuckets: 8 } }, intervalMethod: 'cv-plus' } },
];

const folder = join(import.meta.dirname, '../../../../fixtures/models/version2');
const pathOf = (name: string): string => join(folder, `${name}.almanac.json`);
const answersPath = join(folder, 'answers.json');

const answersSchema = z.record(
  z.string(),
  z.object({ predicted: z.array(z.number()), lower: z.array(z.number()), upper: z.array(z.number()), reach: z.array(z.array(z.number())).nullable() }),
);
type Answers = z.infer<typeof answersSchema>[string];

/** Sales in steps; what the columns hold follows from the row's number and a seed. */
function shopCsv(): string {
  const random = createRandom(8);
  const colours = ['red', 'white', 'Black', ''];
  const words = ['summer', 'dress', 'beach', 'linen'];
  const steps = [10, 50, 100, 500, 1000];
  const lines = ['price,listed,colour,title,tags,on_sale,merchant_id,units_sold'];
  for (let row = 0; row < 96; row++) {
    const price = row % 11 === 5 ? '' : (2 + random.integer(80) / 4).toFixed(2);
    const colour = random.integer(4);
    const chosen = words.filter(() => random.next() < 0.5);
    const place = Math.min(4, Math.max(0, Math.round(3 - Number(price) / 9 + (colour === 0 ? 1 : 0) + random.normal() * 0.6)));
    lines.push(`${price},2020-0${1 + random.integer(9)}-1${random.integer(10)},${colours[colour]},${['new', ...chosen].join(' ')} number ${row},"${['sale', ...chosen].join(',')}",${random.integer(2)},m${random.integer(30)},${steps[place]}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Usual rows, and a missing cell, a category nobody saw, a price far outside and text of new words. */
function askedRows(): TrainingTable {
  const day = Date.UTC(2020, 5, 14);
  return tableOf([
    numbers('price', [4.25, 12.5, NaN, 900, 7.75, 19]),
    numbers('listed', [day, day + 86_400_000 * 40, NaN, day - 86_400_000 * 100, day, day], 'date'),
    texts('colour', ['red', 'white', null, 'gold', ' black', 'Red']),
    texts('title', ['new summer dress number 5', 'linen', null, 'unheard of', 'new beach dress', 'new'], 'text'),
    texts('tags', ['sale,summer,dress', 'sale,linen', null, 'other', 'sale', 'beach,sale'], 'text'),
    numbers('on_sale', [1, 0, NaN, 1, 0, 1], 'boolean'),
    texts('merchant_id', ['m1', 'm2', null, 'm99', 'm4', 'm1'], 'category'),
  ]);
}

const table = askedRows();

async function answersOf(document: unknown): Promise<Answers> {
  const { model, parts } = readModelDocument(document);
  if (!parts) throw new Error('The file is of version 1.');
  const predicted = await restorePredictor(model).predict(table);
  const { lower, upper } = openInterval(parts.interval, model.transform)(table, predicted, 0.9);
  const reach = parts.reach && openReach(parts.reach, model.transform)(table, predicted);
  return { predicted: [...predicted], lower: [...lower], upper: [...upper], reach: reach && reach.map((row) => row.map(({ probability }) => probability)) };
}

async function writeMissing(): Promise<void> {
  const known = existsSync(answersPath) ? answersSchema.parse(JSON.parse(readFileSync(answersPath, 'utf8'))) : {};
  const missing = cases.filter(({ name }) => !existsSync(pathOf(name)));
  const project = makeProject();
  const snapshot = await project.importCsv('shop', shopCsv());
  for (const { name, model, request } of missing) {
    const { experimentId } = await project.train(snapshot, { split: 'group', groupBy: 'merchant_id', folds: 3, models: [model], ...request });
    const run = project.tracking.runsOfExperiment(experimentId).find((each) => each.model === model);
    if (run?.state !== 'finished') throw new Error(`${name}: ${run?.failure ?? 'no run'}`);
    const { model: saved, parts } = project.tracking.readModelFile(run.id);
    const text = writeModelDocument(saved, parts!);
    writeFileSync(pathOf(name), text);
    known[name] = await answersOf(JSON.parse(text));
  }
  writeFileSync(answersPath, `${JSON.stringify(known, null, 1)}\n`);
}

describe('model files of version 2', () => {
  if (process.env['WRITE_FIXTURES'] === '1') it('writes those that are missing', writeMissing, 120_000);

  it.each(cases)('$name answers with the bits it once gave', async ({ name, model }) => {
    const document: unknown = JSON.parse(readFileSync(pathOf(name), 'utf8'));
    expect(readModelDocument(document).model.kind).toBe(model);
    const expected = answersSchema.parse(JSON.parse(readFileSync(answersPath, 'utf8')))[name];
    expect(await answersOf(document)).toEqual(expected);
  });

  it('every kind of model has one', () => {
    expect(new Set(cases.map(({ model }) => model))).toEqual(new Set(modelKinds));
  });
});
