/** The XLSX report: numbers are numbers, texts are texts and never formulas, the same run gives the same bytes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sheet } from '@engine/reports/sheetForms';
import { writeXlsx } from '@engine/reports/writeXlsx';
import { makeProject, shopCsv } from '../forecasting/project';

const onePage = (rows: Sheet['rows']): Sheet[] => [{ name: 'Page', columns: [{ title: 'Text', form: 'text', width: 10 }, { title: 'Number', form: 'decimal', width: 10 }], rows }];

function partsOf(xlsx: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(xlsx)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

/** Cells of a sheet by address, read by the format's own rules: t="s" points into the shared strings. */
function cellsOf(parts: Map<string, string>, sheet: number): Map<string, string | number> {
  const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const strings = [...(parts.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t[^>]*>([\s\S]*?)<\/t><\/si>|<si><t\/><\/si>/g)].map((match) => unescape(match[1] ?? ''));
  const cells = new Map<string, string | number>();
  for (const [, address = '', attributes = '', value = ''] of (parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? '').matchAll(/<c r="([A-Z]+\d+)"([^>]*)><v>([^<]*)<\/v><\/c>/g)) {
    cells.set(address, attributes.includes('t="s"') ? (strings[Number(value)] ?? '') : Number(value));
  }
  return cells;
}

describe('report as XLSX', () => {
  it('has the same bytes each time and a sheet for each part, with the fold scores as numbers', async () => {
    const project = makeProject();
    const snapshot = await project.importCsv('shop', shopCsv(80));
    const { best } = await project.train(snapshot);
    const subject = { runId: best ?? '' };
    const first = await project.reports.handlers['reports.write']({ subject, format: 'xlsx' }, project.newJob());
    project.clock.advance(86_400_000);
    const second = await project.reports.handlers['reports.write']({ subject, format: 'xlsx' }, project.newJob());
    expect(second.sha256).toBe(first.sha256);
    const bytes = readFileSync(project.files.resolve(first.ticket).path);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256);
    const parts = partsOf(bytes);
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual(['Summary', 'Backtest', 'Scores', 'Misses', 'Drivers', 'What-if', 'Quality', 'Model card', 'Provenance']);
    const run = project.tracking.findRun(subject.runId);
    const cells = cellsOf(parts, 2);
    const row = Array.from({ length: 60 }, (_, i) => i + 2).find((number) => cells.get(`B${number}`) === run.number && cells.get(`C${number}`) === 1);
    expect(cells.get(`D${row}`)).toBeCloseTo(run.metrics.rmsle?.folds[0] ?? NaN, 12);
  });

  it('holds one row per forecast, named, with low, forecast and high', async () => {
    const project = makeProject();
    const snapshot = await project.importCsv('shop', shopCsv(80));
    const { best } = await project.train(snapshot);
    const { forecast } = await project.forecasting.handlers['forecasting.score']({ model: best ?? '', snapshotId: snapshot.id }, project.newJob());
    const output = await project.reports.handlers['reports.write']({ subject: { forecastId: forecast.id }, format: 'xlsx' }, project.newJob());
    const cells = cellsOf(partsOf(readFileSync(project.files.resolve(output.ticket).path)), 2);
    const { value, lower } = project.forecasting.valuesOf(forecast.id);
    expect(cells.get('B5')).toBe('<img src=x onerror=alert(1)> dress');
    expect(cells.get('A81')).toBe(80);
    expect(cells.get('D81')).toBeCloseTo(value[79] ?? NaN, 10);
    expect(cells.get('C81')).toBeCloseTo(lower[79] ?? NaN, 10);
  });

  it('writes any text as itself and never as a formula or a link', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1+1', '+cmd', '@x', '-2', '<a href="x">')), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 5 }), async (rows) => {
        const parts = partsOf(await writeXlsx(onePage(rows)));
        for (const [name, text] of parts) {
          expect(text, name).not.toMatch(/<f[ >]|<hyperlink|externalLink|ddeLink/);
          // XML 1.0 knows no other control characters, and no lone surrogate survives as itself.
          expect(text, name).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
        }
        const cells = cellsOf(parts, 1);
        rows.forEach(([, number], i) => expect(cells.get(`B${i + 2}`)).toBe(number === 0 ? 0 : number));
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('leaves out what a sheet has no form for', async () => {
    const cells = cellsOf(partsOf(await writeXlsx(onePage([['a', Number.NaN], ['b', Infinity], ['c', null], ['x'.repeat(40_000), 1]]))), 1);
    expect([cells.get('B2'), cells.get('B3'), cells.get('B4'), cells.get('B5')]).toEqual([undefined, undefined, undefined, 1]);
    expect(String(cells.get('A5'))).toHaveLength(32_767);
  });
});
