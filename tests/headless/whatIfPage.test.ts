/** The mailable page in a real browser from a file: it answers as the app does, asks nobody, holds no row, and says what it is. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell, Table } from '@shared/areas/common';
import type { Form } from '@shared/areas/forecasting';
import { createRandom, type Random } from '@engine/math';
import { temporaryFolder } from '../helpers/temporary';
import { makeProject, shopCsv } from '../unit/engine/forecasting/project';

const rowsAsked = 100;
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['ALMANAC_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
});
afterAll(() => browser.close());

test.each(['ridge', 'random-forest', 'gradient-boosting', 'neural-network', 'average', 'group-median', 'poisson'] as const)(
  `%s: ${rowsAsked} random rows are answered as in the app to 1e-9, without a request`,
  async (kind) => {
    const project = makeProject();
    const { experimentId } = await project.train(await project.importCsv('shop', shopCsv(300)), { models: kind === 'average' ? ['median', 'ridge', 'random-forest', 'gradient-boosting', 'neural-network', 'average'] : ['group-median', kind === 'group-median' ? 'median' : kind] });
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
    predictions.forEach(({ value, lower, upper }, row) => {
      expect(Math.abs(answers[row]!.value - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
      expect(Math.abs(answers[row]!.lower - lower)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(lower)));
      expect(Math.abs(answers[row]!.upper - upper)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(upper)));
    });
    answers.forEach(({ outside }, row) => expect(outside).toBe(predictions[row]!.outside.length > 0));
    expect(await page.locator('svg[role="img"]').count()).toBe(form.fields.some(({ control }) => control === 'number') ? 1 : 0);
    expect(await page.locator('dl').textContent()).toContain(run?.id ?? 'no run');
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  },
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
function askPage(page: Page, table: Table): Promise<{ value: number; lower: number; upper: number; outside: boolean }[]> {
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
        answers.push({ value: Number(value), lower: Number(lower), upper: Number(upper), outside: !document.getElementById('outside').hidden });
      }
      return answers;
    })(${JSON.stringify(table)})`,
  );
}
