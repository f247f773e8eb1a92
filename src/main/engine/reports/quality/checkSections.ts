/** Of the quality document: what fails with its rows, and every check in one table. */
import type { CheckResult } from '@shared/areas/quality';
import { severities } from '@shared/areas/qualitySchema';
import type { Cell } from '@shared/areas/common';
import { subjectOf } from '@shared/messages/checks';
import { qualityDocumentMessages as words } from '@shared/messages/qualityDocuments';
import { markup, type Markup } from '../markup';
import { writeNumber, writeShare } from '../wording';

/** Rows shown of a failing check, characters of a cell, and checks shown with rows: what keeps the page small. */
const mostRows = 10;
const longestCell = 80;
const mostFailing = 100;
const mostChecks = 1000;
const mostCells = 6;

export function failingSection(results: readonly CheckResult[]): Markup | null {
  const failing = results.filter(({ success }) => !success).sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.failures - a.failures);
  if (failing.length === 0) return null;
  const cut = failing.length > mostFailing ? markup`<p class="unit">${words.cut(mostFailing, failing.length, words.cutChecks)}</p>` : null;
  return markup`<section class="long"><h2>${words.sections.failing}</h2>${cut}${failing.slice(0, mostFailing).map(failingCheck)}</section>`;
}

function failingCheck(result: CheckResult): Markup {
  const { severity, rule, failures, considered, failureShare, observed, error, definition } = result;
  const counted = failures > 0 ? words.failure(writeNumber(failures), writeNumber(considered), writeShare(failureShare, 2)) : '';
  return markup`<article><h3>${subjectOf(result)}: ${rule}</h3><p><span class="${severity === 'critical' ? 'fails' : 'warns'}">${words.severities[severity]}</span> · ${[counted, error?.message ?? observed ?? ''].filter((text) => text !== '').join(' ')}</p>${definition.note === undefined ? null : markup`<p class="unit">${words.note(definition.note)}</p>`}${sampleTable(result)}</article>`;
}

function sampleTable({ sample, failures, columns }: CheckResult): Markup | null {
  const shown = sample.slice(0, mostRows);
  if (shown.length === 0) return null;
  const several = shown.some(({ values }) => values !== undefined);
  const heads = several ? columns.slice(0, mostCells) : [words.table.value];
  return markup`<p class="unit">${words.sample(shown.length, failures)}</p><table class="plain samples"><thead><tr><th class="number">${words.table.row}</th><th class="number">${words.table.line}</th>${heads.map((head) => markup`<th>${cutText(head)}</th>`)}</tr></thead><tbody>${shown.map(({ row, line, value, values }) => markup`<tr><td class="number">${writeNumber(row)}</td><td class="number">${writeNumber(line)}</td>${(several ? (values ?? [value]).slice(0, mostCells) : [value]).map((cell) => markup`<td>${writeCell(cell)}</td>`)}</tr>`)}</tbody></table>`;
}

export function allChecksSection(results: readonly CheckResult[]): Markup | null {
  if (results.length === 0) return null;
  const heads = words.table;
  const cut = results.length > mostChecks ? markup`<p class="unit">${words.cut(mostChecks, results.length, words.cutAll)}</p>` : null;
  return markup`<section class="long"><h2>${words.sections.checks}</h2>${cut}<table class="plain"><thead><tr><th>${heads.verdict}</th><th>${heads.severity}</th><th>${heads.subject}</th><th>${heads.rule}</th><th class="number">${heads.failing}</th><th class="number">${heads.considered}</th><th>${heads.found}</th></tr></thead><tbody>${results.slice(0, mostChecks).map((result) => markup`<tr><td class="${result.success ? 'holds' : result.severity === 'critical' ? 'fails' : 'warns'}">${result.error ? words.verdicts.notRun : result.success ? words.verdicts.holds : words.verdicts.fails}</td><td>${words.severities[result.severity]}</td><td class="name">${cutText(subjectOf(result))}</td><td>${cutText(result.rule, 300)}</td><td class="number">${writeNumber(result.failures)}</td><td class="number">${writeNumber(result.considered)}</td><td>${cutText(result.error?.message ?? result.observed ?? '', 160)}</td></tr>`)}</tbody></table></section>`;
}

export function writeCell(cell: Cell): string {
  return cell === null ? words.missing : cutText(String(cell));
}

export function cutText(text: string, longest = longestCell): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
