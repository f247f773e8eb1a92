/** What stands behind the report's first page: what-if, misses, model card, words, sign-off. */
import type { DriftReport } from '@shared/areas/monitoring';
import { reportMessages } from '@shared/messages/reports';
import { mostDrifted } from './driftFacts';
import { drawBand } from './figures/band';
import { markup, type Markup } from './markup';
import { cardOf } from './plainFacts';
import type { ReportFacts, WhatIfFacts } from './reportFacts';
import { shorten, wordTable } from './wordTable';
import { writeDecimals, writeNumber, writeRounded, writeShare } from './wording';

const words = reportMessages.appendix;
const heads = reportMessages.tableHeads;

export function appendixSections(facts: ReportFacts): readonly (Markup | null)[] {
  return [facts.whatIf && whatIfSection(facts.whatIf, facts.detail.run.target), missSection(facts), facts.drift && driftSection(facts.drift)];
}

export function closingSections(facts: ReportFacts): readonly Markup[] {
  return [
    markup`<section class="ruled"><h2>${words.card}</h2>${wordTable(cardOf(facts))}</section>`,
    ...lastSections(reportMessages.glossary),
  ];
}

function driftSection(drift: DriftReport): Markup {
  const { reference, current, dataset } = drift;
  const drifted = mostDrifted(drift);
  const source = (side: typeof reference): string => reportMessages.source(side.datasetName, side.number);
  const lead = words.drift.note(source(current), writeNumber(current.rows), source(reference), writeNumber(reference.rows));
  const verdict = words.drift.verdict(dataset.driftedColumns, dataset.compared);
  if (drifted.length === 0) return markup`<section class="ruled"><h2>${words.drift.title}</h2><p class="unit">${lead}</p><p>${verdict}</p></section>`;
  return markup`<section class="ruled"><h2>${words.drift.title}</h2><p class="unit">${lead}</p><p>${verdict}</p><table class="words"><thead><tr><th>${words.drift.column}</th><th>${words.drift.method}</th><th>${words.drift.score}</th><th>${words.drift.threshold}</th><th>${words.drift.meaning}</th></tr></thead><tbody>${drifted.map(({ column, method, score, threshold, meaning }) => markup`<tr><td>${column}</td><td>${method ?? '–'}</td><td>${writeDecimals(score, 3)}</td><td>${writeDecimals(threshold, 2)}</td><td>${meaning}</td></tr>`)}</tbody></table></section>`;
}

/** Words in plain language, and the lines to sign on. */
export function lastSections(glossary: readonly (readonly [word: string, meaning: string])[]): readonly Markup[] {
  return [markup`<section class="ruled"><h2>${words.glossary}</h2>${wordTable(glossary)}</section>`, signOff()];
}

function whatIfSection({ column, isPrice, level, points }: WhatIfFacts, target: string): Markup | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const best = points.reduce((top, point) => (point.x * point.value > top.x * top.value ? point : top), first);
  const finding = words.whatIfFinding(column, writeNumber(first.x), writeNumber(last.x), writeRounded(first.value), writeRounded(last.value));
  return markup`<section class="ruled"><h2>${words.whatIf(column)}</h2><p class="unit">${words.whatIfNote(column, writeShare(level))}</p>${drawBand(points, column, target)}<p>${finding}${isPrice ? ` ${words.revenueFinding(writeNumber(best.x), writeRounded(best.x * best.value))}` : ''}</p></section>`;
}

function missSection({ misses }: ReportFacts): Markup | null {
  if (misses.length === 0) return null;
  return markup`<section class="ruled"><h2>${words.misses}</h2><p class="unit">${words.missesNote}</p><table><thead><tr><th>${heads.row}</th><th>${heads.sold}</th><th>${heads.forecast}</th><th>${heads.difference}</th></tr></thead><tbody>${misses.map(({ row, name, actual, predicted }) => markup`<tr><td>${name === null ? `${heads.row} ${row}` : shorten(String(name))}</td><td>${writeNumber(actual)}</td><td>${writeRounded(predicted)}</td><td>${writeRounded(predicted - actual)}</td></tr>`)}</tbody></table></section>`;
}

function signOff(): Markup {
  return markup`<section class="ruled sign"><h2>${words.signOff}</h2><table class="words"><thead><tr><th>${words.prepared}</th><th>${words.reviewed}</th><th>${words.date}</th></tr></thead><tbody><tr><td></td><td></td><td></td></tr></tbody></table></section>`;
}
