/** Reads folds from a CSV with the columns row, repeat and fold, so that other tools can score the very same split. */
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import type { FileFold } from '../training';

/** In the file's order; rows count from 1 in the snapshot. Throws `invalid-input` naming the line. */
export function parseFoldFile(text: string): readonly FileFold[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = (lines[0] ?? '').split(',').map(unquote);
  const [rowAt, repeatAt, foldAt] = [header.indexOf('row'), header.indexOf('repeat'), header.indexOf('fold')];
  if (rowAt === -1 || repeatAt === -1 || foldAt === -1) throw refuse(1, 'has no such header');

  const folds: FileFold[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = line.split(',').map(unquote);
    const numberAt = (at: number): number => wholeNumber(cells[at] ?? '', index + 1);
    const fold: FileFold = { row: numberAt(rowAt), repeat: numberAt(repeatAt), fold: numberAt(foldAt) };
    if (fold.row < 1) throw refuse(index + 1, 'names row 0');
    folds.push(fold);
  }
  if (folds.length === 0) throw new EngineError('invalid-input', trackingMessages.refused.foldFileEmpty);
  return folds;
}

function unquote(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

function wholeNumber(cell: string, line: number): number {
  if (!/^\d{1,15}$/.test(cell)) throw refuse(line, `holds "${cell.slice(0, 40)}" where a whole number belongs`);
  return Number(cell);
}

function refuse(line: number, reason: string): EngineError {
  return new EngineError('invalid-input', trackingMessages.refused.foldFile(line, reason), { line });
}
