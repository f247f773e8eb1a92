/** The report of a time series forecast as one HTML file. */
import { baselineKinds } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { reportMessages } from '@shared/messages/reports';
import { seriesReportMessages as words } from '@shared/messages/seriesReports';
import { lastSections } from '../appendix';
import { drawMoverBars } from '../figures/moverBars';
import { drawSeriesChart } from '../figures/seriesChart';
import { markup, type Markup } from '../markup';
import { writePage } from '../page';
import { wordTable } from '../wordTable';
import { writeDate, writeMetric, writeRounded, writeShare } from '../wording';
import { seriesProvenance } from './seriesProvenance';
import type { SeriesFacts } from './seriesFacts';
import { dayOf, setupOf, tellSeries } from './tellSeries';

/** Periods of history the picture shows at most. */
const mostHistory = 120;
const shownMetrics = ['wape', 'rmsse', 'mase', 'smape', 'bias', 'coverage'] as const;

export function writeSeriesHtml(facts: SeriesFacts): string {
  const { snapshot, forecast, run, overview, history, total } = facts;
  const story = tellSeries(facts);
  const { frequency } = overview.setup;
  const chart = drawSeriesChart(history.slice(-mostHistory), total, { sold: words.chart.sold, forecast: words.chart.forecast, today: words.chart.today, label: story.chart });
  return writePage({
    kind: `${words.kind} · ${reportMessages.source(snapshot.datasetName, snapshot.number)}`,
    made: reportMessages.made(writeDate(forecast.createdAt), snapshot.datasetName, snapshot.number),
    title: story.title,
    lead: story.lead,
    figures: story.figures,
    sections: [
      markup`<section><h2>${story.chart}</h2><p class="unit">${words.chart.unit(run.target, frequency)}</p>${chart}</section>`,
      markup`<div class="pair">${periodTable(facts)}${moverSection(facts)}</div>`,
      markup`<div class="pair ruled"><section><h2>${words.trust}</h2><p>${story.trust.join(' ')}</p></section><section><h2>${words.wrong}</h2><p>${story.wrong.join(' ')}</p></section></div>`,
      methodTable(facts),
      stepTable(facts),
      markup`<section class="ruled"><h2>${words.setup.title}</h2>${wordTable(setupOf(facts))}</section>`,
      markup`<section class="ruled"><h2>${reportMessages.sections.provenance}</h2>${wordTable(seriesProvenance(facts))}</section>`,
      ...lastSections(words.glossary),
    ],
    footer: words.footer(`${snapshot.sourceSha256.slice(0, 8)}…${snapshot.sourceSha256.slice(-4)}`, run.number, modelWords[forecast.method].name, run.seed),
  });
}

function periodTable({ forecast, overview, total, yearAgo }: SeriesFacts): Markup {
  const heads = words.table;
  const written = (value: number | null): string => (value === null ? '–' : writeRounded(value));
  const sum = (values: readonly (number | null)[]): number | null => (values.length > 0 && values.every((value) => value !== null) ? values.reduce<number>((all, value) => all + (value ?? 0), 0) : null);
  return markup`<section><h2>${heads.title(overview.setup.frequency)}</h2><table class="days"><thead><tr><th>${heads.period}</th><th>${heads.low}</th><th>${heads.forecast}</th><th>${heads.high}</th><th>${heads.yearAgo}</th></tr></thead><tbody>${total.map(({ day, value, lower, upper }, i) => markup`<tr><td>${shortDay(day)}</td><td>${written(lower)}</td><td><b>${writeRounded(value)}</b></td><td>${written(upper)}</td><td>${written(yearAgo[i] ?? null)}</td></tr>`)}<tr class="chosen"><td>${heads.total}</td><td></td><td>${writeRounded(forecast.total)}</td><td></td><td>${written(sum(yearAgo))}</td></tr></tbody></table><p class="unit">${heads.note(writeShare(forecast.level))}</p></section>`;
}

/** "5 Dec 2011": the weekday of a week's first day says nothing. */
function shortDay(day: string): string {
  return dayOf(day).replace(/^\w+ /, '');
}

function moverSection({ movers, forecast, overview }: SeriesFacts): Markup {
  if (movers.length === 0) return markup`<section><h2>${words.movers.title}</h2><p>${words.movers.none}</p></section>`;
  return markup`<section><h2>${words.movers.title}</h2><p class="unit">${words.movers.unit(forecast.horizon, overview.setup.frequency)}</p>${drawMoverBars(movers.map(({ name, recent, before }) => ({ name, change: recent - before })), words.movers.title)}</section>`;
}

function methodTable({ overview, forecast }: SeriesFacts): Markup {
  const heads = words.methods;
  const methods = overview.methods.toSorted((a, b) => (a.metrics.wape?.mean ?? Infinity) - (b.metrics.wape?.mean ?? Infinity));
  return markup`<section class="ruled"><h2>${heads.title}</h2><p class="unit">${heads.note}</p><table><thead><tr><th>${heads.method}</th>${shownMetrics.map((name) => markup`<th>${name}</th>`)}</tr></thead><tbody>${methods.map(({ method, runId, metrics }) => markup`<tr class="${runId === forecast.runId ? 'chosen' : ''}"><td>${modelWords[method].name}${baselineKinds.includes(method) ? markup` <span class="mark">${heads.simple}</span>` : null}</td>${shownMetrics.map((name) => markup`<td>${writeMetric(name, metrics[name]?.mean ?? null)}</td>`)}</tr>`)}</tbody></table>${reasons(methods)}</section>`;
}

function reasons(methods: SeriesFacts['overview']['methods']): Markup | null {
  const told = methods.filter(({ reason }) => reason !== null);
  return told.length === 0 ? null : markup`<ul>${told.map(({ method, reason }) => markup`<li><b>${modelWords[method].name}.</b> ${reason}</li>`)}</ul>`;
}

function stepTable({ overview, forecast }: SeriesFacts): Markup | null {
  const chosen = overview.methods.find(({ runId }) => runId === forecast.runId);
  const baseline = overview.methods.find(({ runId }) => runId === overview.baseline);
  // More than twelve steps do not fit a page; the spreadsheet shows all.
  const steps = Math.min(12, chosen?.wapeByStep.length ?? 0);
  if (!chosen || steps === 0) return null;
  const row = (method: typeof chosen): Markup => markup`<tr><td>${modelWords[method.method].name}</td>${Array.from({ length: steps }, (_, i) => markup`<td>${writeShare(method.wapeByStep[i] ?? null)}</td>`)}</tr>`;
  return markup`<section><h2>${words.methods.byStep}</h2><p class="unit">${words.methods.byStepNote}</p><table><thead><tr><th>${words.methods.method}</th>${Array.from({ length: steps }, (_, i) => markup`<th>${words.methods.ahead(i + 1)}</th>`)}</tr></thead><tbody>${row(chosen)}${baseline && baseline.runId !== chosen.runId ? row(baseline) : null}</tbody></table></section>`;
}
