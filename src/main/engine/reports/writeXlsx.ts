/** Sheets as an XLSX file: numbers as numbers, every text as text, and the same bytes for the same sheets. */
import { unzipSync, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import { escapeControls } from './markup';
import type { Sheet, SheetColumn } from './sheetForms';

/** A cell holds no more; Excel calls a longer text damaged. */
const longestText = 32_767;

const formats: Readonly<Record<SheetColumn['form'], string>> = { text: '@', whole: '#,##0', decimal: '#,##0.00##', share: '0.0%' };

/** Text goes in as shared strings, never as formulas, so that "=1+1" from data stays what it says. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const written = await writeExcelFile(sheets.map(toExcel)).toBuffer();
  return pinTimes(written);
}

type ExcelSheet = Parameters<typeof writeExcelFile>[0] extends infer Sheets ? (Sheets extends readonly (infer Each)[] ? Each : never) : never;

function toExcel({ name, columns, rows }: Sheet): ExcelSheet {
  const head = columns.map(({ title, form }) => ({ value: title, fontWeight: 'bold' as const, align: form === 'text' ? ('left' as const) : ('right' as const) }));
  const body = rows.map((row) => row.map((value, i) => cell(value, columns[i]?.form ?? 'text')));
  return { sheet: name, data: [head, ...body], columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 };
}

function cell(value: string | number | null, form: SheetColumn['form']): { value: string | number; type: StringConstructor | NumberConstructor; format: string } | null {
  if (value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number, format: form === 'text' ? 'General' : formats[form] } : null;
  return { value: escapeControls(value).slice(0, longestText), type: String, format: formats.text };
}

/** The archive's times are those of the making; a fixed one keeps the bytes. ZIP knows no year before 1980. */
function pinTimes(archive: Uint8Array): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  return zipSync(unzipSync(archive), { mtime, level: 6 });
}
