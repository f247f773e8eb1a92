/** The report as one HTML file: no script, nothing loaded from outside, pictures drawn inline. */
import { baselineKinds, higherIsBetter, metricNames, type Run } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { explanationMessages } from '@shared/messages/explanation';
import { reportMessages as words } from '@shared/messages/reports';
import { drawCoverage } from './figures/coverageStrip';
import { drawDriverBars } from './figures/driverBars';
import { drawFoldDots } from './figures/foldDots';
import { drawScatter } from './figures/scatter';
import { appendixSections, closingSections } from './appendix';
import { markup, type Markup } from './markup';
import { writePage } from './page';
import { provenanceOf, qualityOf } from './plainFacts';
import { shorten, wordTable } from './wordTable';
import type { ReportFacts } from './reportFacts';
import { tellReport, type ReportStory } from './tellReport';
import { writeDate, writeMetric, writeNumber, writeRounded, writeShare } from './wording';

export function writeHtml(facts: ReportFacts): string {
  const story = tellReport(facts);
  const kind = facts.forecast ? words.kind.forecast : words.kind.run;
  const scored = facts.forecast?.snapshot ?? facts.snapshot;
  const madeAt = facts.forecast?.forecast.createdAt ?? facts.detail.run.createdAt;
  return writePage({
    kind: `${kind} · ${words.source(scored.datasetName, scored.number)}`,
    made: words.made(writeDate(madeAt), facts.snapshot.datasetName, facts.snapshot.number),
    title: story.title,
    lead: story.lead,
    figures: story.figures,
    sections: [
      foldSection(facts, story),
      markup`<div class="pair">${driverSection(facts, story)}${facts.forecast ? largestSection(facts) : scatterSection(facts)}</div>`,
      markup`<div class="pair ruled"><section><h2>${words.sections.trust}</h2><p>${story.trust.join(' ')}</p></section><section><h2>${words.sections.wrong}</h2><p>${story.wrong.join(' ')}</p></section></div>`,
      markup`<div class="pair break">${intervalSection(facts)}${facts.forecast ? scatterSection(facts) : scoreSection(facts)}</div>`,
      foldTable(facts),
      facts.forecast ? scoreSection(facts) : null,
      ...appendixSections(facts),
      markup`<section class="ruled"><h2>${words.sections.quality}</h2>${wordTable(qualityOf(facts))}</section>`,
      markup`<section class="long"><h2>${words.sections.provenance}</h2>${wordTable(provenanceOf(facts))}</section>`,
      ...closingSections(facts),
    ],
    footer: words.footer(`${facts.snapshot.sourceSha256.slice(0, 8)}…${facts.snapshot.sourceSha256.slice(-4)}`, facts.detail.run.number, modelWords[facts.detail.run.model].name, facts.detail.run.seed),
  });
}

function foldSection({ contenders, detail }: ReportFacts, story: ReportStory): Markup | null {
  const { run, baseline } = detail;
  const value = baseline?.metrics[run.metric]?.mean ?? null;
  const rows = contenders.flatMap((each) => {
    const metric = each.metrics[run.metric];
    if (!metric || metric.mean === null) return [];
    return [{ name: modelWords[each.model].name, folds: metric.folds.filter((fold) => fold !== null), mean: metric.mean, written: writeMetric(run.metric, metric.mean), chosen: each.id === run.id, leaks: each.usesLeak && each.id === run.id }];
  });
  if (rows.length === 0) return null;
  const name = metricWords[run.metric].name;
  const axis = (higherIsBetter.has(run.metric) ? words.direction.higher : words.direction.lower)(name);
  return markup`<section><h2>${story.race}</h2><p class="unit">${words.sections.folds(name)}</p>${drawFoldDots(rows, value === null ? null : { value, label: `${words.simpleRule} ${writeMetric(run.metric, value)}` }, axis)}</section>`;
}

function driverSection({ detail }: ReportFacts, story: ReportStory): Markup {
  if (story.drivers.length === 0) return markup`<section><h2>${words.sections.drivers}</h2><p>${words.sections.noDrivers}</p></section>`;
  return markup`<section><h2>${words.sections.drivers}</h2><ul>${story.drivers.map(({ column, text }) => markup`<li><b>${column}.</b> ${text}</li>`)}</ul><p class="unit">${words.sections.driversUnit}</p>${drawDriverBars(detail.importance.slice(0, 8).map(({ column, mean, sd, lower, upper }) => ({ name: column, mean, lower: lower ?? mean - sd, upper: upper ?? mean + sd })))}<p class="unit">${explanationMessages.notCause}</p></section>`;
}

function scatterSection({ detail, heldOutRows }: ReportFacts): Markup | null {
  if (detail.residuals.length === 0) return null;
  const space = detail.experiment.targetTransform === 'log1p' ? 'log1p' : 'units';
  return markup`<section><h2>${words.sections.scatter}</h2><p class="unit">${words.sections.scatterNote(writeNumber(detail.residuals.length), writeNumber(heldOutRows))}</p>${drawScatter(detail.residuals, space, detail.run.target)}</section>`;
}

function intervalSection({ detail }: ReportFacts): Markup {
  const { interval, run } = detail;
  if (!interval || interval.coverage === null) return markup`<section><h2>${words.sections.interval}</h2><p>${words.sections.noInterval}</p></section>`;
  const folds = (run.metrics.coverage?.folds ?? []).filter((fold) => fold !== null);
  return markup`<section><h2>${words.sections.interval}</h2><p class="unit">${words.sections.intervalNote}</p>${drawCoverage(interval.level, interval.coverage, folds)}<p>${words.trust.coverage(writeShare(interval.level), writeShare(interval.coverage, 1))}</p></section>`;
}

function largestSection({ forecast }: ReportFacts): Markup | null {
  if (!forecast) return null;
  const heads = words.tableHeads;
  return markup`<section><h2>${words.sections.largest}</h2><p class="unit">${words.sections.largestNote}</p><table><thead><tr><th>${heads.row}</th><th>${heads.low}</th><th>${heads.forecast}</th><th>${heads.high}</th></tr></thead><tbody>${forecast.largest.map(({ row, name, value, lower, upper }) => markup`<tr><td>${name === null ? `${heads.row} ${row}` : shorten(String(name))}</td><td>${writeRounded(lower)}</td><td><b>${writeRounded(value)}</b></td><td>${writeRounded(upper)}</td></tr>`)}</tbody></table></section>`;
}

function foldTable({ contenders, detail }: ReportFacts): Markup | null {
  const { metric } = detail.run;
  const most = Math.max(0, ...contenders.map((run) => run.metrics[metric]?.folds.length ?? 0));
  if (most === 0) return null;
  const heads = words.tableHeads;
  // More than ten folds do not fit a page; the pictures and the CSV show all.
  const shown = Math.min(most, 10);
  return markup`<section class="ruled"><h2>${words.sections.foldTable}</h2><p class="unit">${metricWords[metric].name}. ${words.sections.foldTableNote}</p><table><thead><tr><th>${heads.model}</th><th>${heads.mean}</th><th>${heads.sd}</th>${Array.from({ length: shown }, (_, i) => markup`<th>${i + 1}</th>`)}</tr></thead><tbody>${contenders.map((run) => foldTableRow(run, run.id === detail.run.id, metric, shown))}</tbody></table></section>`;
}

function foldTableRow(run: Run, chosen: boolean, metric: Run['metric'], shown: number): Markup {
  const scores = run.metrics[metric] ?? { mean: null, sd: null, folds: [] };
  return markup`<tr class="${chosen ? 'chosen' : ''}"><td>${modelWords[run.model].name}${baselineKinds.includes(run.model) ? markup` <span class="mark">${words.simpleRule}</span>` : null}${run.usesLeak ? markup` <span class="leak">${words.leakMark}</span>` : null}</td><td>${writeMetric(metric, scores.mean)}</td><td>${writeMetric(metric, scores.sd)}</td>${Array.from({ length: shown }, (_, i) => markup`<td>${writeMetric(metric, scores.folds[i] ?? null)}</td>`)}</tr>`;
}

function scoreSection({ detail }: ReportFacts): Markup {
  const { run, baseline } = detail;
  const heads = words.tableHeads;
  const names = metricNames.filter((name) => run.metrics[name]);
  return markup`<section><h2>${words.sections.scores}</h2><table><thead><tr><th>${heads.score}</th><th>${heads.thisModel}</th><th>${heads.sd}</th><th>${heads.simple}</th></tr></thead><tbody>${names.map((name) => markup`<tr><td>${metricWords[name].name}</td><td>${writeMetric(name, run.metrics[name]?.mean ?? null)}</td><td>${writeMetric(name, run.metrics[name]?.sd ?? null)}</td><td>${writeMetric(name, baseline?.metrics[name]?.mean ?? null)}</td></tr>`)}</tbody></table></section>`;
}

