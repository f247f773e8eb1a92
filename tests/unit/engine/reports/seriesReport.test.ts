/** The report of a time series forecast: its sentences follow the numbers, it escapes what it names, and it is the same each time. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { seriesRequestSchema } from '@shared/areas/series';
import { createRandom } from '@engine/math';
import { makeProject, type TestProject } from '../forecasting/project';

/** Three shops over 40 months; the second grows, the third has a name that would be markup. */
function monthlyCsv(): string {
  const random = createRandom(5);
  const lines = ['month,shop,units'];
  for (let month = 0; month < 40; month++) {
    const day = new Date(Date.UTC(2021, month, 1)).toISOString().slice(0, 10);
    const season = 1 + 0.3 * Math.sin((2 * Math.PI * month) / 12);
    lines.push(`${day},North,${Math.round(100 * season + random.normal() * 5)}`, `${day},South,${Math.round(20 + 4 * month * season)}`, `${day},<b>West</b>,${Math.round(50 * season)}`);
  }
  return `${lines.join('\n')}\n`;
}

async function forecasted(): Promise<TestProject & { readonly subject: { seriesForecastId: string }; readonly runId: string }> {
  const project = makeProject();
  const snapshot = await project.importCsv('months', monthlyCsv());
  const proposal = await project.series.handlers['series.propose']({ snapshotId: snapshot.id, horizon: 3 }, project.context);
  if (!proposal.setup || proposal.target === null) throw new Error(proposal.problem ?? 'nothing proposed');
  const { best } = await project.series.handlers['series.backtest'](seriesRequestSchema.parse({ snapshotId: snapshot.id, target: proposal.target, setup: proposal.setup, models: ['naive', 'seasonal-naive', 'window-mean', 'ses', 'theta'] }), project.newJob());
  const { forecast } = await project.series.handlers['series.forecast']({ runId: best ?? '' }, project.newJob());
  return { ...project, subject: { seriesForecastId: forecast.id }, runId: best ?? '' };
}

describe('series report', () => {
  it('is one safe page whose title and table say what the forecast amounts to', async () => {
    const project = await forecasted();
    const { html } = await project.reports.handlers['reports.preview']({ subject: project.subject }, project.context);
    const [forecast] = project.series.listForecasts();
    expect(html).toMatch(/<h1>We expect about [\d,.]+ units in the 3 months to \w{3} 1 Jul 2024<\/h1>/);
    expect(html).toContain('&lt;b&gt;West&lt;/b&gt;');
    expect(html).not.toMatch(/<b>West|<script|url\(|@import/i);
    const written = /<tr class="chosen"><td>Total<\/td><td><\/td><td>([\d,.]+)<\/td>/.exec(html)?.[1]?.replaceAll(',', '');
    expect(Math.abs(Number(written) - (forecast?.total ?? 0))).toBeLessThan(0.006 * (forecast?.total ?? 0));
    expect(html).toMatch(/Replayed from \d+ earlier ends of the history, each 3 months ahead\./);
    expect(html.length).toBeLessThan(1_000_000);
  });

  it('has the same bytes each time in every form but the printed one', async () => {
    const project = await forecasted();
    for (const format of ['html', 'xlsx', 'csv'] as const) {
      const first = await project.reports.handlers['reports.write']({ subject: project.subject, format }, project.newJob());
      project.clock.advance(86_400_000);
      const second = await project.reports.handlers['reports.write']({ subject: project.subject, format }, project.newJob());
      expect(second.sha256, format).toBe(first.sha256);
    }
  });

  it('lists every series and step in full precision', async () => {
    const project = await forecasted();
    const output = await project.reports.handlers['reports.write']({ subject: project.subject, format: 'csv' }, project.newJob());
    const rows = Papa.parse<Record<string, string>>(readFileSync(project.files.resolve(output.ticket).path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    const values = rows.filter(({ section, item }) => section === 'Forecast' && item === 'Forecast').map(({ value }) => Number(value));
    expect(values).toEqual([...project.series.valuesOf(project.subject.seriesForecastId).value]);
    expect(rows.filter(({ section, item }) => section === 'Movers' && item === 'Series').map(({ value }) => value)).toContain('South');
  });

  it('refuses a forecast it does not know', async () => {
    const project = makeProject();
    await expect(project.reports.handlers['reports.preview']({ subject: { seriesForecastId: 'nothing' } }, project.context)).rejects.toMatchObject({ code: 'not-found' });
  });
});
