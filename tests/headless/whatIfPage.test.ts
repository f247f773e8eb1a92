/** The mailable page in a real browser from a file: it answers as the app does, asks nobody, holds no row, and says what it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripTypeScriptTypes } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell, Table } from '@shared/areas/common';
import type { Form } from '@shared/areas/forecasting';
import { stepsInQuestion } from '@shared/areas/intervals';
import { combinationKinds, modelKinds } from '@shared/areas/tracking';
import { fitNeeds } from '@engine/training';
import { createRandom, type Random } from '@engine/math';
import { temporaryFolder } from '../helpers/temporary';
import { makeProject, shopCsv } from '../unit/engine/forecasting/project';

const rowsAsked = 100;
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['ALMANAC_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
});
afterAll(() => browser.close());

/** Every kind that may be given away and learns the shop's target, which has no steps; the page's engine is another version of V8 than the app's. */
test.each(modelKinds.filter((kind) => kind !== 'mean' && kind !== 'median' && kind !== 'nearest-neighbours' && !fitNeeds(kind)?.needsSteps))(
  `%s: ${rowsAsked} random rows are answered as in the app to the last bit, without a request`,
  async (kind) => {
    const project = makeProject();
    const { experimentId } = await project.train(await project.importCsv('shop', shopCsv(300)), { models: combinationKinds.includes(kind) ? ['median', 'ridge', 'random-forest', 'gradient-boosting', 'neural-network', kind] : ['group-median', kind === 'group-median' ? 'median' : kind] });
    const run = project.tracking.runsOfExperiment(experimentId).find(({ model }) => model === kind);
    const model = run?.id ?? '';
    const { handlers } = project.forecasting;
    const file = await handlers['forecasting.whatIfPage']({ model }, project.newJob());
    const html = readFileSync(project.files.resolve(file.ticket).path, 'utf8');
    expect(html.length).toBeLessThan(1024 * 1024);
    expect((await handlers['forecasting.whatIfPage']({ model }, project.newJob())).sha256).toBe(file.sha256);
    // No row of the data: no title stands in it, and the forms of text do not either.
    expect(html).not.toContain('summer dress number');

    const form = await handlers['forecasting.form']({ model }, project.context);
    const random = createRandom(5);
    const rows = Array.from({ length: rowsAsked }, () => form.fields.map((field) => randomCell(field, random)));
    const table: Table = { columns: form.fields.map(({ column }) => column), rows };
    const { predictions } = await handlers['forecasting.predict']({ model, table }, project.context);

    const { page, requests, complaints } = await openPage(html);
    const answers = await askPage(page, table);
    expect(answers.map(({ value, lower, upper }) => bitsOf([value, lower, upper]))).toEqual(predictions.map(({ value, lower, upper }) => bitsOf([value, lower, upper])));
    answers.forEach(({ outside }, row) => expect(outside).toBe(predictions[row]!.outside.length > 0));
    expect(await page.locator('svg[role="img"]').count()).toBe(form.fields.some(({ control }) => control === 'number') ? 1 : 0);
    expect(await page.locator('dl').textContent()).toContain(run?.id ?? 'no run');
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
  60_000,
);

test.each(['nearest-neighbours', 'average'] as const)('%s that remembers rows makes no page to give away', async (kind) => {
  const project = makeProject();
  const { experimentId } = await project.train(await project.importCsv('shop', shopCsv(60)), { models: ['median', 'ridge', 'nearest-neighbours', 'average'] });
  const model = project.tracking.runsOfExperiment(experimentId).find((run) => run.model === kind)?.id ?? '';
  await expect(project.forecasting.handlers['forecasting.whatIfPage']({ model }, project.newJob())).rejects.toMatchObject({ code: 'unavailable-here' });
});

test('a program that was put into the page does not run, and nothing can be sent from it', async () => {
  const project = makeProject();
  const { best } = await project.train(await project.importCsv('shop', shopCsv(60)), { models: ['median', 'ridge'] });
  const file = await project.forecasting.handlers['forecasting.whatIfPage']({ model: best ?? '' }, project.newJob());
  const html = readFileSync(project.files.resolve(file.ticket).path, 'utf8').replace('</body>', '<script>window.stranger = true</script></body>');
  const { page, requests } = await openPage(html);
  expect(await page.evaluate("'stranger' in window")).toBe(false);
  expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused'))).toBe('refused');
  expect(requests.filter((url) => !url.startsWith('http://127.0.0.1:9/'))).toEqual([]);
});

test.each(['normalised', 'cv-plus', 'signed', 'by-size'] as const)('ranges by %s have the same bits in the page', async (intervalMethod) => {
  const project = makeProject();
  const { runIds } = await project.train(await project.importCsv('shop', shopCsv(240)), { models: ['median', 'gradient-boosting'], intervalMethod });
  const { handlers } = project.forecasting;
  for (const model of runIds) {
    const file = await handlers['forecasting.whatIfPage']({ model }, project.newJob());
    const form = await handlers['forecasting.form']({ model }, project.context);
    const random = createRandom(6);
    const table: Table = { columns: form.fields.map(({ column }) => column), rows: Array.from({ length: 25 }, () => form.fields.map((field) => randomCell(field, random))) };
    if (table.columns.length === 0) continue;
    const { predictions } = await handlers['forecasting.predict']({ model, table }, project.context);
    const { page } = await openPage(readFileSync(project.files.resolve(file.ticket).path, 'utf8'));
    const answers = await askPage(page, table);
    expect(answers.map(({ value, lower, upper }) => bitsOf([value, lower, upper]))).toEqual(predictions.map(({ value, lower, upper }) => bitsOf([value, lower, upper])));
    await page.close();
  }
}, 60_000);

test.each(['ridge', 'gradient-boosting', 'ordinal-boosting'] as const)('%s of a target in steps lists the chance of each step with the bits of the app, and says where it comes from', async (kind) => {
  const project = makeProject();
  const stepped = shopCsv(240).replaceAll(/,(\d+)$/gm, (_, units: string) => `,${[1, 10, 50, 100, 500].findLast((step) => Number(units) >= step) ?? 1}`);
  const { experimentId } = await project.train(await project.importCsv('shop', stepped), { models: ['median', kind] });
  const model = project.tracking.runsOfExperiment(experimentId).find((run) => run.model === kind)?.id ?? '';
  const { handlers } = project.forecasting;
  const file = await handlers['forecasting.whatIfPage']({ model }, project.newJob());
  const form = await handlers['forecasting.form']({ model }, project.context);
  const random = createRandom(7);
  const table: Table = { columns: form.fields.map(({ column }) => column), rows: Array.from({ length: 25 }, () => form.fields.map((field) => randomCell(field, random))) };
  const { predictions } = await handlers['forecasting.predict']({ model, table }, project.context);
  const { page, complaints } = await openPage(readFileSync(project.files.resolve(file.ticket).path, 'utf8'));
  const answers = await askPage(page, table);
  const inApp = predictions.map(({ reach = [] }) => stepsInQuestion(reach).map(({ step, probability }) => [step, ...bitsOf([probability])]));
  expect(inApp.some((steps) => steps.length > 1)).toBe(true);
  expect(answers.map(({ reach }) => reach.map(([step, chance]) => [step, ...bitsOf([chance])]))).toEqual(inApp);
  expect(await page.locator('#reach').textContent()).toMatch(/Worked out from the forecast: how often held-out rows with such a forecast got there \(proportional odds\)\. On [\d,]+ held-out answers, .* points apart on average\. Brier score 0\.\d+/);
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);

test('exp, expm1, log and log1p have the same bits in the browser as here, on a million random numbers, whatever its own functions give', async () => {
  const source = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../../src/main/engine/math/elementary.ts'), 'utf8')).replaceAll(/^export /gm, '');
  const digest = `(() => { ${source}
    const words = new Uint32Array(2), double = new Float64Array(words.buffer);
    let state = 12345;
    const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    const hashOf = (f, draw) => { let hash = 0x811c9dc5; for (let i = 0; i < 250000; i++) { double[0] = f(draw()); hash = Math.imul(Math.imul(hash ^ words[0], 16777619) ^ words[1], 16777619) >>> 0; } return hash; };
    const wide = () => (next() - 0.5) * (next() < 0.5 ? 1500 : 3), positive = () => (next() < 0.5 ? next() * 3 : Math.round(next() * 1e9) / 7);
    const all = (functions) => { state = 12345; return [hashOf(functions[0], wide), hashOf(functions[1], wide), hashOf(functions[2], positive), hashOf(functions[3], positive)]; };
    return all([exp, expm1, log, log1p]);
  })()`;
  const page = await browser.newPage();
  const there: unknown = await page.evaluate(digest);
  // Through JSON: lists of another context are not equal to lists of this one.
  expect(there).toEqual(JSON.parse(JSON.stringify(runInNewContext(digest))));
  await page.close();
}, 60_000);

/** -0 and 0 differ, NaN is itself. */
function bitsOf(numbers: readonly number[]): string[] {
  return Array.from(new BigUint64Array(Float64Array.from(numbers).buffer), (bits) => bits.toString(16));
}

async function openPage(html: string): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const path = join(temporaryFolder(), 'page.html');
  writeFileSync(path, html);
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const own = pathToFileURL(path).href;
  page.on('request', (request) => request.url() !== own && requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(own);
  await page.locator('#value[data-value]').waitFor();
  return { page, requests, complaints };
}

function randomCell(field: Form['fields'][number], random: Random): Cell {
  if (field.control === 'number') return random.next() < 0.1 ? null : Number(((field.min ?? 0) + random.next() * 1.3 * ((field.max ?? 1) - (field.min ?? 0))).toFixed(6));
  if (field.control === 'switch') return random.next() < 0.5;
  if (field.control === 'choice') return random.next() < 0.1 ? null : (field.choices[random.integer(field.choices.length)]?.value ?? null);
  return ['', 'summer dress', 'new shop dress of the shop', 'Ünknown — words'][random.integer(4)] ?? '';
}

/** Fills the page's own controls row by row and reads what it says. */
function askPage(page: Page, table: Table): Promise<{ value: number; lower: number; upper: number; outside: boolean; reach: (readonly [step: number, chance: number])[] }[]> {
  return page.evaluate(
    `(async ({ columns, rows }) => {
      const answers = [];
      for (const row of rows) {
        columns.forEach((column, i) => {
          const control = document.querySelector('[data-column="' + CSS.escape(column) + '"]');
          if (control.type === 'checkbox') control.checked = row[i] === true;
          else control.value = row[i] === null ? '' : String(row[i]);
        });
        document.querySelector('form').dispatchEvent(new Event('input'));
        await new Promise((done) => setTimeout(done));
        const { value, lower, upper } = document.getElementById('value').dataset;
        answers.push({ value: Number(value), lower: Number(lower), upper: Number(upper), outside: !document.getElementById('outside').hidden, reach: [...document.querySelectorAll('.reach li')].map(({ dataset }) => [Number(dataset.step), Number(dataset.probability)]) });
      }
      return answers;
    })(${JSON.stringify(table)})`,
  );
}
