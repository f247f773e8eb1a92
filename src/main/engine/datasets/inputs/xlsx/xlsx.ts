/** Excel workbooks: one sheet becomes the table; what the sheet hides, merges or cannot say is counted and told. */
import { mostColumns } from '@shared/areas/common';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import type { ZipArchive } from '../../../storage/zipArchive';
import { isOpen, nothingSetAside, type InputSource, type OpenPoints, type PreparedText } from '../input';
import { noticeIf, type Notice } from '../../reading/notices';
import { createPlainText, plainDialect, surveyPlainText } from '../plainText';
import { readSheet, type SheetFacts, type SheetRow } from './sheetRows';
import { readWorkbook, type SheetPart, type Workbook } from './workbook';

const { evidence, notes, questions: asked, refused } = inputsMessages;

/** Throws `unreadable-file`. */
export async function prepareWorkbook(source: InputSource, archive: ZipArchive): Promise<PreparedText | OpenPoints> {
  const workbook = await readWorkbook(archive);
  const chosen = await chooseSheet(archive, workbook, source.request.sheet);
  const outcome = isOpen(chosen) ? chosen : await readChosen(source, archive, workbook, chosen);
  return { ...outcome, sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })) };
}

async function chooseSheet(archive: ZipArchive, workbook: Workbook, wanted: string | undefined): Promise<SheetPart | OpenPoints> {
  const { sheets } = workbook;
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => name === wanted);
    return found ?? { questions: [], problems: [{ code: 'no-such-sheet', message: refused.noSheet(wanted, sheets.map(({ name }) => name)) }] };
  }
  const filled: SheetPart[] = [];
  for (const sheet of sheets) if (await holdsValues(archive, workbook, sheet)) filled.push(sheet);
  const shown = filled.filter(({ hidden }) => !hidden);
  const candidates = shown.length > 0 ? shown : filled;
  const [only, ...others] = candidates;
  if (!only) throw new EngineError('unreadable-file', refused.emptyWorkbook, { format: 'xlsx' });
  if (others.length === 0) return only;
  const names = candidates.map(({ name }) => name);
  return { questions: [{ code: 'which-sheet', message: asked.whichSheet(names), options: names.map((name) => ({ label: asked.sheet(name), apply: { sheet: name } })) }], problems: [] };
}

async function holdsValues(archive: ZipArchive, workbook: Workbook, sheet: SheetPart): Promise<boolean> {
  for await (const rows of readSheet(archive, workbook, sheet).rows) if (rows.length > 0) return true;
  return false;
}

/** Read twice: the first time for the columns that are used, so that each row has the same number of cells. */
async function readChosen(source: InputSource, archive: ZipArchive, workbook: Workbook, sheet: SheetPart): Promise<PreparedText | OpenPoints> {
  const most = source.mostRecords ?? Number.POSITIVE_INFINITY;
  const used = await usedColumns(readSheet(archive, workbook, sheet).rows, most, source.signal);
  const width = used.last - used.first + 1;
  if (width > mostColumns) return { questions: [], problems: [{ code: 'too-many-columns', message: refused.tooManyColumns(width, mostColumns) }] };
  const path = source.tempPath('.csv');
  const text = await createPlainText(path);
  const reader = readSheet(archive, workbook, sheet);
  const whole = await writeRows(text, reader.rows, used, most, source.signal);
  return {
    path,
    survey: await surveyPlainText(path, source.mostRecords === null ? { signal: source.signal } : { headOnly: true }),
    settles: { ...plainDialect, decimal: '.', sheet: sheet.name },
    lineOf: text.lineOf(),
    notices: sheetNotices(workbook, sheet, reader.facts),
    setAside: nothingSetAside,
    evidence: evidence.sheet(sheet.name),
    whole,
  };
}

interface UsedColumns {
  readonly first: number;
  readonly last: number;
  /** The first row that fills two cells: what stands above it is a title, of one cell. */
  readonly tableRow: number;
}

async function usedColumns(pieces: AsyncGenerator<readonly SheetRow[]>, most: number, signal: AbortSignal): Promise<UsedColumns> {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  let tableRow = 0;
  let count = 0;
  for await (const rows of pieces) {
    signal.throwIfAborted();
    for (const { number, cells } of rows) {
      if (++count > most) return { first, last, tableRow };
      if (tableRow === 0 && cells.size > 1) tableRow = number;
      for (const column of cells.keys()) {
        if (column < first) first = column;
        if (column > last) last = column;
      }
    }
  }
  return { first: Math.min(first, last), last, tableRow };
}

/** Rows without a value become blank lines. False where rows were left. */
async function writeRows(text: Awaited<ReturnType<typeof createPlainText>>, pieces: AsyncGenerator<readonly SheetRow[]>, { first, last, tableRow }: UsedColumns, most: number, signal: AbortSignal): Promise<boolean> {
  let next = 1;
  let count = 0;
  try {
    for await (const rows of pieces) {
      signal.throwIfAborted();
      for (const { number, cells } of rows) {
        if (++count > most) return false;
        for (; next < number; next++) text.add([], next);
        if (number < tableRow) text.add([...cells.values()], number);
        else text.add(Array.from({ length: last - first + 1 }, (_, i) => cells.get(first + i) ?? ''), number);
        next = number + 1;
      }
      await text.flush();
    }
    return true;
  } finally {
    await text.close();
  }
}

function sheetNotices({ sheets }: Workbook, sheet: SheetPart, facts: SheetFacts): Notice[] {
  const hidden = sheets.filter((each) => each.hidden && each !== sheet).map(({ name }) => name);
  const { errors, withoutValue, merged, hiddenRows, hiddenColumns } = facts;
  return [
    ...noticeIf(hidden.length > 0, { code: 'hidden-sheets', message: notes.hiddenSheets(hidden), count: hidden.length }),
    ...noticeIf(hiddenRows.count > 0, { code: 'hidden-rows', message: notes.hiddenRows(hiddenRows.count, Number(hiddenRows.first)), line: Number(hiddenRows.first), count: hiddenRows.count }),
    ...noticeIf(hiddenColumns > 0, { code: 'hidden-columns', message: notes.hiddenColumns(hiddenColumns), count: hiddenColumns }),
    ...noticeIf(merged.count > 0, { code: 'merged-cells', message: notes.mergedCells(merged.count, merged.first), count: merged.count }),
    ...noticeIf(errors.count > 0, { code: 'error-cells', message: notes.errorCells(errors.count, errors.first), count: errors.count }),
    ...noticeIf(withoutValue.count > 0, { code: 'formula-without-value', message: notes.formulaWithoutValue(withoutValue.count, withoutValue.first), count: withoutValue.count }),
  ];
}
