/** Writes the mailable what-if page: one HTML file, its program and style named by hash, nothing fetched, nothing sent. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { EngineError } from '@shared/contract/errors';
import { forecastingMessages } from '@shared/messages/forecasting';
import { modelWords } from '@shared/messages/names';
import { program } from 'virtual:what-if-program';
import { featureColumns } from '../answerRows';
import type { LoadedModel } from '../loadedModel';
import { makeForm } from '../makeForm';
import type { TrainedRange } from '../../training';
import type { PageDocument, PageModel } from './pageDocument';
import { pageStyle } from './pageStyle';

/** Throws `internal` where the program could end its own script element. */
export async function writeWhatIfPage(model: LoadedModel, appVersion: string): Promise<string> {
  if (/<\/script|<!--/i.test(program)) throw new EngineError('internal', 'The program of the page cannot stand in a page.');
  const page = await describePage(model, appVersion);
  const packed = gzipSync(JSON.stringify(withoutCounts({ saved: model.saved, interval: model.interval, reach: model.reach })), { level: 9 });
  // The header names the system that packed; the page must be the same from everywhere.
  packed[9] = 255;
  const policy = `default-src 'none'; script-src '${hashOf(program)}'; style-src '${hashOf(pageStyle)}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeText(forecastingMessages.page.title(page.form.target))}</title>`,
    `<style>${pageStyle}</style>`,
    '</head>',
    '<body>',
    '<main id="page"></main>',
    '<noscript>This page answers by a small program of its own. Allow it to run, or open the page in another browser.</noscript>',
    `<script type="application/json" id="document">${escapeJson(page)}</script>`,
    `<script type="application/json" id="model">"${packed.toString('base64')}"</script>`,
    `<script>${program}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

async function describePage(model: LoadedModel, appVersion: string): Promise<PageDocument> {
  const { run, snapshot, experiment } = model;
  const form = await makeForm(model);
  const level = experiment.request.level;
  const choices = new Map(form.fields.map(({ column, choices: offered }) => [column, offered.map(({ value }) => value)]));
  const numbers = form.fields.filter(({ control }) => control === 'number');
  const price = numbers.find(({ column }) => snapshot.columns.some(({ name, role }) => name === column && role === 'price'));
  return {
    // How often a choice occurred is nobody's business but the analyst's.
    form: { ...form, fields: form.fields.map((field) => ({ ...field, choices: field.choices.map(({ value }) => ({ value, count: 0 })) })) },
    columns: featureColumns(model),
    ranges: featureColumns(model).flatMap(({ name }) => pageRange(model.ranges.get(name), choices.get(name) ?? [])),
    level,
    curveColumn: (price ?? numbers[0])?.column ?? null,
    facts: {
      model: modelWords[run.model].name,
      runId: run.id,
      runNumber: run.number,
      dataset: snapshot.datasetName,
      version: snapshot.number,
      snapshotId: snapshot.id,
      dataDay: new Date(snapshot.createdAt).toISOString().slice(0, 10),
      trainedDay: new Date(run.createdAt).toISOString().slice(0, 10),
      modelSha256: run.modelObject ?? '',
      appVersion,
    },
  };
}

function pageRange(range: TrainedRange | undefined, choices: readonly string[]): PageDocument['ranges'] {
  if (!range) return [];
  return [range.kind === 'number' ? range : { ...range, counts: choices.map((choice) => [choice, 0] as const) }];
}

/** The row counts of trees serve explanations, which the page does not give. */
function withoutCounts(packed: PageModel): unknown {
  return JSON.parse(JSON.stringify(packed, (key, value: unknown) => (key === 'cover' ? undefined : value)));
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
