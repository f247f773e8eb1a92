/** LibreOffice opens the XLSX report with numbers as numbers; poppler finds pages with text in the PDF. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { almanac, runProgram, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

const demoSchema = z.object({ paths: z.object({ forecast: z.string() }) });
const writtenSchema = z.object({ written: z.string() });

export const libreoffice: PeerProof = { name: 'libreoffice', peerList: null, inShort: false, run };

async function run({ folder }: PeerContext): Promise<PeerOutcome> {
  if (!(await isHere('soffice'))) return { counts: {}, failures: [], skipped: 'there is no soffice on this computer.' };
  const project = join(folder, 'project');
  const demo = await almanac(['demo', '-o', join(folder, 'demo'), '--project', project], demoSchema);
  const xlsx = await almanac(['report', 'forecast', '-o', join(folder, 'report.xlsx'), '--project', project], writtenSchema);
  const converted = await runProgram('soffice', ['--headless', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--convert-to', 'fods', '--outdir', folder, xlsx.written]);
  if (converted.exitCode !== 0) return { counts: {}, failures: [`soffice could not open the report: ${converted.errors.trim()}`] };
  const failures: string[] = [];
  // The flat document says of every cell whether LibreOffice holds it as a number or as text.
  const sheets = readFileSync(join(folder, 'report.fods'), 'utf8').split('<table:table ').slice(1);
  if (sheets.some((sheet) => /table:formula=|<text:a /.test(sheet))) failures.push('a cell became a formula or a link.');
  const numbers = compareForecasts(sheets.find((sheet) => sheet.startsWith('table:name="Forecast"')) ?? '', demo.paths.forecast, failures);
  const pages = await countPages(folder, project, failures);
  return { counts: { sheets: sheets.length, 'numbers equal': numbers, ...(pages === null ? {} : { 'PDF pages': pages }) }, failures };
}

/** The sheet's forecasts, read as numbers, against the forecast file, row by row. */
function compareForecasts(sheet: string, forecastFile: string, failures: string[]): number {
  const rows = sheet.split('<table:table-row').slice(2).map((row) => [...row.matchAll(/office:value-type="float" office:value="([^"]+)"/g)].map(([, value]) => Number(value)));
  const expected = Papa.parse<Record<string, string>>(readFileSync(forecastFile, 'utf8'), { header: true, skipEmptyLines: true }).data;
  let equal = 0;
  for (const [i, row] of expected.entries()) {
    const wanted = [i + 1, Number(row['lower']), Number(row['value']), Number(row['upper'])];
    const found = rows[i] ?? [];
    // LibreOffice writes 15 significant digits.
    if (found.length === 4 && wanted.every((value, at) => Math.abs((found[at] ?? NaN) - value) <= 1e-14 * Math.abs(value))) equal += 3;
    else if (failures.length < 5) failures.push(`row ${i + 1} of the sheet holds the numbers ${found.join(', ')}, the forecast file ${wanted.join(', ')}.`);
  }
  return equal;
}

async function countPages(folder: string, project: string, failures: string[]): Promise<number | null> {
  if (!(await isHere('pdftotext'))) return null;
  const pdf = join(folder, 'report.pdf');
  const printed = await runProgram(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), 'report', 'forecast', '-o', pdf, '--project', project, '--json']);
  if (printed.exitCode !== 0) {
    if (!printed.output.includes('pdf-needs-window')) failures.push(`the PDF was not printed: ${printed.output.trim()}`);
    return null;
  }
  const text = await runProgram('pdftotext', ['-layout', pdf, '-']);
  const pages = text.output.split('\f').filter((page) => page.trim() !== '');
  for (const wanted of ['What moves it', 'How far to trust it', 'What could make it wrong', 'Where every number comes from', 'Model card']) {
    if (!text.output.includes(wanted)) failures.push(`the PDF does not say "${wanted}".`);
  }
  return pages.length;
}

async function isHere(program: string): Promise<boolean> {
  return (await runProgram('sh', ['-c', 'command -v "$1"', 'sh', program])).exitCode === 0;
}
