/** Reports: the same run gives the same bytes, data cannot become markup or a formula, and the words follow the facts. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import Papa from 'papaparse';
import type { Snapshot } from '@shared/areas/datasets';
import { validationSchema } from '@shared/areas/quality';
import { makeProject, shopCsv, type TestProject } from '../forecasting/project';

interface Reported extends TestProject {
  readonly snapshot: Snapshot;
  readonly runId: string;
  readonly baselineId: string;
}

const allowedTags = new Set(['main', 'html', 'head', 'meta', 'title', 'style', 'body', 'header', 'footer', 'section', 'div', 'span', 'h1', 'h2', 'p', 'dl', 'dt', 'dd', 'ul', 'li', 'b', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'svg', 'rect', 'path', 'line', 'circle', 'text']);

async function trained(request: Parameters<TestProject['train']>[1] = {}, rows = 80): Promise<Reported> {
  const project = makeProject();
  const snapshot = await project.importCsv('shop <b>', shopCsv(rows));
  const { best, baseline } = await project.train(snapshot, request);
  return { ...project, snapshot, runId: best ?? '', baselineId: baseline ?? '' };
}

async function textOf({ reports, files, newJob }: TestProject, subject: { runId: string } | { forecastId: string }, format: 'html' | 'csv'): Promise<string> {
  const output = await reports.handlers['reports.write']({ subject, format }, newJob());
  return readFileSync(files.resolve(output.ticket).path, 'utf8');
}

describe('report', () => {
  it('has the same bytes each time, whatever the clock says, and the preview is the file', async () => {
    const project = await trained();
    const first = await project.reports.handlers['reports.write']({ subject: { runId: project.runId }, format: 'html' }, project.newJob());
    project.clock.advance(86_400_000);
    const second = await project.reports.handlers['reports.write']({ subject: { runId: project.runId }, format: 'html' }, project.newJob());
    expect(second.sha256).toBe(first.sha256);
    const preview = await project.reports.handlers['reports.preview']({ subject: { runId: project.runId } }, project.context);
    expect(preview.sha256).toBe(first.sha256);
  });

  it('is one file without script, without anything from outside, with every text from data escaped', async () => {
    const project = await trained();
    const { forecast } = await project.forecasting.handlers['forecasting.score']({ model: project.runId, snapshotId: project.snapshot.id }, project.newJob());
    for (const subject of [{ runId: project.runId }, { forecastId: forecast.id }]) {
      const html = await textOf(project, subject, 'html');
      const tags = [...html.matchAll(/<\/?([^\s>/!]+)([^>]*)>/g)];
      expect(tags.map(([, name]) => name).filter((name) => !allowedTags.has(name ?? ''))).toEqual([]);
      const attributes = tags.flatMap(([, , rest]) => [...(rest ?? '').matchAll(/([^\s=]+)=/g)].map(([, name]) => name ?? ''));
      expect(attributes.filter((name) => /^(on|src|href|style|xlink)/i.test(name))).toEqual([]);
      expect(html).not.toMatch(/url\(|@import|<script/i);
      expect(html).toContain("default-src 'none'");
      expect(html).toContain('shop &lt;b&gt;');
    }
  });

  it('says in the title what a forecast amounts to, and escapes the rows it names', async () => {
    const project = await trained();
    const odd = await project.importCsv('odd', 'title,price,colour,on_sale,units_sold\n<img src=x onerror=alert(1)> dress for all,2,white,1,5\n=cmd|x of the summer shop,3,red,0,6\nplain dress of the summer shop,4,white,1,7\n');
    const { forecast } = await project.forecasting.handlers['forecasting.score']({ model: project.runId, snapshotId: odd.id }, project.newJob());
    const html = await textOf(project, { forecastId: forecast.id }, 'html');
    expect(html).toMatch(/<h1>We expect [\d,.]+ to [\d,.]+ units_sold in all, over 3 rows<\/h1>/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const csv = await textOf(project, { forecastId: forecast.id }, 'csv');
    expect(csv).toContain("'=cmd|x of the summer shop");
    expect(csv.split('\n').filter((line) => /(^|,)"?[=+@]/.test(line))).toEqual([]);
  });

  it('says where the scored data drifted from what the model learned from, and stays the same each time', async () => {
    const project = await trained();
    const other = await project.importCsv('other', shopCsv(80, 12).replaceAll(',red,', ',violet,'));
    const { forecast } = await project.forecasting.handlers['forecasting.score']({ model: project.runId, snapshotId: other.id }, project.newJob());
    const html = await textOf(project, { forecastId: forecast.id }, 'html');
    expect(html).toContain('Is the new data like the old?');
    expect(html).toMatch(/<td>colour<\/td><td>chisquare<\/td>/);
    expect(await textOf(project, { forecastId: forecast.id }, 'html')).toBe(html);
    expect(await textOf(project, { runId: project.runId }, 'html')).not.toContain('Is the new data like the old?');
  });

  it('holds the scores of every model of the race in full precision as CSV', async () => {
    const project = await trained();
    const rows = Papa.parse<Record<string, string>>(await textOf(project, { runId: project.runId }, 'csv'), { header: true, skipEmptyLines: true }).data;
    const run = project.tracking.findRun(project.runId);
    const found = rows.filter(({ section, item, detail }) => section === 'scores' && item === run.model && detail?.startsWith('rmsle fold')).map(({ value }) => Number(value));
    expect(found).toEqual(run.metrics.rmsle?.folds);
    expect(new Set(rows.filter(({ section }) => section === 'scores').map(({ item }) => item)).size).toBe(5);
    const provenance = new Map(rows.filter(({ section }) => section === 'provenance').map(({ item, value }) => [item, value]));
    expect(provenance.get('SHA-256 of the source')).toBe(project.snapshot.sourceSha256);
    expect(provenance.get('Snapshot')).toBe(project.snapshot.id);
    expect(provenance.get('Run')).toBe(project.runId);
    expect(provenance.get('Seed')).toBe('1');
    expect(provenance.get('Almanac')).toBe('0.0.0-test');
  });

  it('says plainly where a model is a simple rule, leaks, or was never checked', async () => {
    const project = await trained();
    expect(await textOf(project, { runId: project.baselineId }, 'html')).toMatch(/<h1>(Median|Group median) is the simple rule to beat for units_sold<\/h1>/);
    const html = await textOf(project, { runId: project.runId }, 'html');
    expect(html).toMatch(/<h1>[A-Z][a-z ]+ forecasts units_sold \d+ % closer than the best simple rule<\/h1>/);
    expect(html).toContain('The data of this version was never checked.');
    project.setValidation(
      validationSchema.parse({
        id: 'v1', snapshotId: project.snapshot.id, success: false, statistics: { checks: 3, passed: 2, failed: 1, failingRows: 4 }, createdAt: 0, schemaVersion: null,
        results: [{ check: 'range', column: 'price', columns: ['price'], severity: 'critical', success: false, failures: 4, considered: 80, missing: 0, failureShare: 0.05, sample: [], rule: 'between <1> and 10', definition: { check: 'range', column: 'price', args: { min: 1, max: 10 } } }],
      }),
    );
    const checked = await textOf(project, { runId: project.runId }, 'html');
    expect(checked).toContain('1 of 3 data checks fail');
    expect(checked).toContain('price: between &lt;1&gt; and 10');
  });

  it('refuses a run that is not finished', async () => {
    const project = makeProject();
    const snapshot = await project.importCsv('shop', shopCsv());
    const { runIds } = await project.train(snapshot, { models: ['median', 'average'] });
    const average = runIds.find((id) => project.tracking.findRun(id).model === 'average') ?? '';
    await expect(project.reports.handlers['reports.preview']({ subject: { runId: average } }, project.context)).rejects.toThrow(/is failed, so there is nothing complete to report/);
    await expect(project.reports.handlers['reports.preview']({ subject: { runId: 'nothing' } }, project.context)).rejects.toMatchObject({ code: 'not-found' });
  });
});
