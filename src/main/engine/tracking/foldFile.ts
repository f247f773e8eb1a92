/** Reads folds from a CSV with the columns row, repeat and fold, so that other tools can score the very same split. */
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';

/** Row numbers of the snapshot, from 1, that one fold of one repeat holds out. */
export interface FileFold {
  readonly repeat: number;
  readonly fold: number;
  readonly rowNumbers: readonly number[];
}

/** Sorted by repeat, then fold. A row may stand in one fold of each repeat. Throws `invalid-input` naming the line. */
export function parseFoldFile(text: string): readonly FileFold[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = (lines[0] ?? '').split(',').map(unquote);
  const [rowAt, repeatAt, foldAt] = [header.indexOf('row'), header.indexOf('repeat'), header.indexOf('fold')];
  if (rowAt === -1 || repeatAt === -1 || foldAt === -1) throw refuse(1, 'has no such header');

  const folds = new Map<string, { repeat: number; fold: number; rowNumbers: number[] }>();
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const cells = line.split(',').map(unquote);
    const [row, repeat, fold] = [rowAt, repeatAt, foldAt].map((at) => wholeNumber(cells[at] ?? '', index + 1));
    if (row === undefined || repeat === undefined || fold === undefined || row < 1) throw refuse(index + 1, 'names row 0');
    if (seen.has(`${repeat} ${row}`)) throw refuse(index + 1, `holds out row ${row} twice in repeat ${repeat}`);
    seen.add(`${repeat} ${row}`);
    const key = `${repeat} ${fold}`;
    const found = folds.get(key) ?? { repeat, fold, rowNumbers: [] };
    found.rowNumbers.push(row);
    folds.set(key, found);
  }
  if (folds.size === 0) throw new EngineError('invalid-input', trackingMessages.refused.foldFileEmpty);
  return [...folds.values()].sort((a, b) => a.repeat - b.repeat || a.fold - b.fold);
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
