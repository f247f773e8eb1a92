/** Of the quality document: alerts of the profile, figures over the versions, and what checkpoints decided. */
import type { StatisticPoint, Statistics } from '@shared/areas/qualityHistory';
import { qualityDocumentMessages as words } from '@shared/messages/qualityDocuments';
import { writeStatistic } from '@shared/messages/qualityHistory';
import { drawVersionLine } from '../figures/versionLine';
import { markup, type Markup } from '../markup';
import { absent, writeDate, writeNumber } from '../wording';
import type { DocumentFacts } from './documentFacts';

const mostVersions = 60;
const mostAnomalies = 30;

export function alertSection({ profile }: DocumentFacts): Markup | null {
  if (profile.alerts.length === 0) return null;
  return markup`<section><h2>${words.sections.alerts}</h2><ul>${profile.alerts.map(({ column, message }) => markup`<li>${column === null ? null : markup`<b>${column}.</b> `}${message}</li>`)}</ul></section>`;
}

export function historySection({ statistics, snapshot }: DocumentFacts): Markup | null {
  const passing = pointsOf(statistics, 'pass-rate');
  const rows = pointsOf(statistics, 'rows');
  if (passing.filter(({ value }) => value !== null).length < 2) return markup`<section><h2>${words.sections.history}</h2><p>${words.history.one}</p></section>`;
  const anomalies = statistics.anomalies.filter(({ snapshotId }) => snapshotId === snapshot.id).slice(0, mostAnomalies);
  const share = (value: number): string => writeStatistic(value, 'share');
  const listed = passing.map((point, i) => ({ ...point, rows: rows[i]?.value ?? null })).toReversed();
  return markup`<section class="long"><h2>${words.sections.history}</h2><p class="unit">${words.history.picture}</p>${drawVersionLine(passing, share, words.history.picture)}
<table class="plain"><thead><tr><th>${words.history.version}</th><th class="number">${words.history.passing}</th><th class="number">${words.history.expected}</th><th class="number">${words.history.rows}</th></tr></thead><tbody>${listed.map(({ number, value, lower, upper, rows: count }) => markup`<tr><td>v${number}</td><td class="number">${value === null ? absent : share(value)}</td><td class="number">${lower === null || upper === null ? absent : words.history.band(share(lower), share(upper))}</td><td class="number">${writeNumber(count)}</td></tr>`)}</tbody></table>${anomalies.length === 0 ? null : markup`<p>${words.history.outside}</p><ul>${anomalies.map(({ message }) => markup`<li>${message}</li>`)}</ul>`}</section>`;
}

function pointsOf({ statistics }: Statistics, kind: 'pass-rate' | 'rows'): readonly StatisticPoint[] {
  return (statistics.find((statistic) => statistic.kind === kind)?.points ?? []).slice(-mostVersions);
}

export function checkpointSection({ standing }: DocumentFacts): Markup | null {
  const { runs, overrides } = standing;
  if (runs.length === 0) return null;
  const heads = words.checkpoints;
  return markup`<section><h2>${words.sections.checkpoints}</h2><table class="plain"><thead><tr><th>${heads.name}</th><th>${heads.when}</th><th>${heads.verdict}</th><th class="number">${heads.found}</th></tr></thead><tbody>${runs.map(({ checkpoint, at, verdict, found }) => markup`<tr><td>${checkpoint}</td><td>${writeDate(at)}</td><td class="${verdict === 'passed' ? 'holds' : verdict === 'blocked' ? 'fails' : 'warns'}">${verdict}</td><td class="number">${writeNumber(found)}</td></tr>`)}</tbody></table>${overrides.map(({ reason }) => markup`<p class="unit">${heads.override(reason)}</p>`)}</section>`;
}
