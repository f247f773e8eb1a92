/** The program of the mailable page: unpacks the model, builds the form, and answers each change. Bundled into the engine as text. */
import { answerRows, type AnsweringModel } from '../engine/forecasting/answerRows';
import { openPageModel, pageCurve, type PageDocument, type PageModel } from '../engine/forecasting/page/pageDocument';
import { buildForm } from './form';
import { drawCurve } from './curve';
import { build, text } from './elements';
import { buildReach } from './reach';
import { roughUnits, units } from './units';

function readData(id: string): unknown {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null');
}

async function unpack(packed: string): Promise<PageModel> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text()) as PageModel;
}

async function open(): Promise<void> {
  const page = readData('document') as PageDocument;
  const model = openPageModel(page, await unpack(readData('model') as string));
  show(page, model);
}

function show(page: PageDocument, model: AnsweringModel): void {
  const { form, facts } = page;
  const value = build('output', { class: 'big', id: 'value', 'aria-live': 'polite' });
  const interval = build('p', { class: 'interval', id: 'interval' });
  const mark = build('p', { class: 'mark', id: 'outside' });
  const chances = buildReach(form.interval.reach);
  const curve = build('div', { id: 'curve' });
  const fields = buildForm(form, () => void answer());
  const percent = `${Math.round(page.level * 1000) / 10} %`;

  async function answer(): Promise<void> {
    const table = fields.read();
    const [prediction] = (await answerRows(model, table, page.level)).predictions;
    if (!prediction) return;
    value.textContent = units(prediction.value);
    value.dataset['value'] = String(prediction.value);
    value.dataset['lower'] = String(prediction.lower);
    value.dataset['upper'] = String(prediction.upper);
    interval.textContent = `${percent} interval ${roughUnits(prediction.lower)} to ${roughUnits(prediction.upper)}`;
    chances.show(prediction.reach);
    mark.textContent = `Beyond what the model was trained on: ${prediction.outside.join(', ')}. The interval says nothing here.`;
    mark.hidden = prediction.outside.length === 0;
    fields.mark(prediction.outside);
    const column = page.curveColumn;
    const field = form.fields.find((each) => each.column === column);
    if (column === null || !field || field.min === null || field.max === null) return;
    const here = Number(table.rows[0]?.[table.columns.indexOf(column)] ?? NaN);
    const reach = (field.max - field.min) * 0.25;
    const range = { from: Math.max(field.min >= 0 ? 0 : -Infinity, Math.min(field.min - reach, Number.isNaN(here) ? Infinity : here)), to: Math.max(field.max + reach, Number.isNaN(here) ? -Infinity : here) };
    const { points, inner } = await pageCurve(model, page, table, column, range, 61);
    drawCurve(curve, { column, target: form.target, trained: [field.min, field.max], points, inner, here: Number.isNaN(here) ? null : { x: here, value: prediction.value }, baseline: form.baseline.value, percent });
  }

  const main = document.getElementById('page');
  main?.append(
    build('h1', {}, text(`What if: ${form.target}`)),
    build('p', { class: 'second' }, text(`${facts.model}, run ${facts.runNumber}, trained on ${facts.dataset} v${facts.version} of ${facts.dataDay}. Move an input and see what the model expects.`)),
    build(
      'div',
      { class: 'layout' },
      build('section', { class: 'card', 'aria-label': 'Inputs' }, fields.element),
      build(
        'div',
        { class: 'column' },
        build('section', { class: 'card', 'aria-label': 'Forecast' }, build('p', { class: 'quiet' }, text(`Middle estimate of ${form.target}`)), value, interval, build('p', { class: 'second' }, text(`Baseline (${form.baseline.model}): ${units(form.baseline.value)}. ${coverageWords(page)}`)), mark, chances.element),
        build('section', { class: 'card', 'aria-label': 'Curve' }, curve),
        build('section', { class: 'card', 'aria-label': 'What this page is' }, build('h2', {}, text('What this page is')), ...about(page)),
      ),
    ),
  );
  void answer();
}

function coverageWords({ form }: PageDocument): string {
  const { coverage } = form.interval;
  return coverage === null ? 'Its coverage was not measured.' : `The interval held ${(coverage * 100).toFixed(1)} % of held-out rows.`;
}

function about({ facts }: PageDocument): HTMLElement[] {
  const entries: readonly (readonly [string, string])[] = [
    ['Model', `${facts.model}, run ${facts.runNumber} (${facts.runId})`],
    ['Trained', facts.trainedDay],
    ['Data', `${facts.dataset} v${facts.version}, imported ${facts.dataDay}`],
    ['Data SHA-256', facts.snapshotId],
    ['Model SHA-256', facts.modelSha256],
    ['Made by', `Almanac ${facts.appVersion}`],
  ];
  return [
    build('p', { class: 'second' }, text('It answers by itself: it holds the model, its ranges and choices, no row of the data, and it sends nothing. An association in past data is not a proven effect.')),
    build('dl', {}, ...entries.flatMap(([name, words]) => [build('dt', {}, text(name)), build('dd', {}, text(words))])),
  ];
}

open().catch((error: unknown) => {
  document.getElementById('page')?.append(build('p', {}, text(`This page could not be opened: ${error instanceof Error ? error.message : String(error)}. A newer browser may read it.`)));
});
