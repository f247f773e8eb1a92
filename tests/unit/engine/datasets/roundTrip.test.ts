/** What goes in comes out, by papaparse and DuckDB themselves, and no record is lost without being counted. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { openDatasets } from './openDatasets';

const value = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('', '0', '-0', '007', '1.50', 'true', 'FALSE', '2025-01-31', '31/12/2024', 'a"b', "it's", 'x,y', 'x;y', 'two\nlines', '\r\n', ' padded ', '\\', '__proto__', 'NULL', '(5)', '1,5', '\u2028', 'ünï', '日本', '👗'),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\0\uFEFF\uD800-\uDFFF\u001A]/g, '')),
);

const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
    width: fc.constant(width),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-16-le', 'utf-16-be'),
    last: fc.boolean(),
  }),
);

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

test('cells come back exactly, in every dialect, or the file is refused or asked about', { timeout: 180_000 }, async () => {
  const open = openDatasets();
  let stored = 0;
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, width, delimiter, newline, encoding, last }) => {
      const cells = [Array.from({ length: width }, (_, i) => `column ${i}`), ...rows];
      const text = cells.map((row) => row.map(quoted).join(delimiter)).join(newline) + (last ? newline : '');
      const bytes = encoding === 'utf-8' ? Buffer.from(text) : iconv.encode(text, encoding.replace('-16-', '16-'), { addBOM: true });
      const report = await open.importBytes(bytes, { reading: { delimiter, nullTokens: [], parentheses: 'text', exponents: 'text', dateOrder: 'dmy', decimal: '.', twoDigitYears: 'text', dateSerials: 'number' } });
      const { in: all, stored: kept, quarantined, refused, blank, comment } = report.records;
      if (report.snapshot) {
        stored++;
        expect(all).toBe(kept + quarantined + refused + blank + comment);
        expect(kept).toBe(rows.length);
        expect(await open.cells(report.snapshot)).toEqual(cells);
      } else expect([...report.warnings, ...report.questions].length).toBeGreaterThan(0);
    }),
    { seed: 20260105, numRuns: 150 },
  );
  expect(stored).toBeGreaterThan(120);
});

test('digests of the stored values match those of the import', { timeout: 180_000 }, async () => {
  const open = openDatasets();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.double({ min: -9e15, max: 9e15, noNaN: true }), fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.boolean()), { minLength: 1, maxLength: 20 }), async (rows) => {
      await open.stored(`n,t,f\n${rows.map(([n, t, f]) => `${n},${t.toISOString()},${String(f).toUpperCase()}`).join('\n')}\n`, { columns: [{ name: 'n', type: 'decimal' }] });
    }),
    { seed: 7, numRuns: 25 },
  );
  expect((await open.datasets.handlers['datasets.verify']({ deep: true }, open.context)).problems).toEqual([]);
});

const torture = '../shared/csv-torture';
const own = join(torture, 'own');
const expectations = z.record(z.string(), z.object({ verdict: z.string(), cells: z.array(z.array(z.string())).optional() }));
const isHere = existsSync(own);
if (!isHere) process.stderr.write('Skipped: shared/csv-torture is not here.\n');

test.runIf(isHere)('the difficult files made for this project get their verdict and their cells', { timeout: 180_000 }, async () => {
  const expected = expectations.parse(JSON.parse(readFileSync(join(own, 'expect.json'), 'utf8')));
  const open = openDatasets();
  const different: string[] = [];
  for (const name of readdirSync(own).filter((file) => file.endsWith('.csv'))) {
    const report = await open.importPath(join(own, name));
    const { in: all, stored, quarantined, refused, blank, comment } = report.records;
    if (report.verdict !== expected[name]?.verdict) different.push(`${name}: ${report.verdict}, not ${String(expected[name]?.verdict)}`);
    if (!report.snapshot) continue;
    expect(all, name).toBe(stored + quarantined + refused + blank + comment);
    const cells = expected[name]?.cells;
    if (cells) expect(await open.cells(report.snapshot), name).toEqual(cells);
  }
  expect(different).toEqual([]);
});

/** Files up to this size; the large ones belong to the long proof. */
const largestBytes = 200_000;

test.runIf(isHere)('public difficult files: no crash, no silent loss', { timeout: 300_000 }, async () => {
  const open = openDatasets();
  let files = 0;
  for (const folder of ['csv-spectrum', 'csv-parser', 'frictionless']) {
    for (const name of readdirSync(join(torture, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.csv'))) {
      const path = join(torture, folder, name);
      if (statSync(path).size > largestBytes) continue;
      files++;
      try {
        const report = await open.importPath(path, { reading: { onAmbiguous: 'guess', onRagged: 'quarantine' } });
        const { in: all, stored, quarantined, refused, blank, comment } = report.records;
        expect(all, name).toBe(stored + quarantined + refused + blank + comment);
        if (report.snapshot) expect(report.snapshot.rows, name).toBe(stored);
        else expect(report.warnings.length, name).toBeGreaterThan(0);
      } catch (error) {
        expect(error, name).toBeInstanceOf(EngineError);
        expect(error, name).toMatchObject({ code: 'unreadable-file' });
      }
    }
  }
  expect(files).toBeGreaterThan(50);
});
