/** Column names from the header: kept exactly as written; doubled or empty ones are asked about, never changed in silence. */
import { mostColumns } from '@shared/areas/common';
import type { ReadingRequest } from '@shared/areas/datasets';
import { datasetsMessages } from '@shared/messages/datasets';
import { classifyCell, cellKind, kindOf } from './cellKind';
import type { Notice, Question } from './notices';

export interface ColumnNames {
  readonly names: readonly string[];
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  readonly problem: Notice | null;
}

const { questions: words, refused: reasons } = datasetsMessages;
const longestName = 1000;

/** `width` is the number of columns; `following` are the next records, to tell a second header row. */
export function nameColumns(header: readonly string[] | null, width: number, following: readonly string[][], request: ReadingRequest, headerLine: number): ColumnNames {
  if (width > mostColumns) return refused('too-many-columns', reasons.tooManyColumns(width, mostColumns, headerLine), headerLine);
  if (request.columnNames !== undefined) return chosenNames(request.columnNames, width, headerLine);
  if (header === null) return { names: numberedNames(width), questions: [], warnings: [], problem: null };
  if (header.some((name) => name.length > longestName)) return refused('name-too-long', reasons.longName(longestName, headerLine), headerLine);

  const questions: Question[] = [];
  const repaired = repairedNames(header);
  const empty = header.filter((name) => name.trim() === '').length;
  const doubled = doubledNames(header);
  const repair = { label: words.nameThem(repaired.filter((name, i) => name !== header[i]).slice(0, 3)), apply: { columnNames: repaired } };
  if (empty > 0 && looksLikeSecondHeader(following)) {
    questions.push({
      code: 'two-header-rows',
      message: words.twoHeaderRows,
      options: [
        { label: words.secondHeaderRow, apply: { skipLines: (request.skipLines ?? 0) + 1 } },
        { label: words.firstHeaderRow, apply: { columnNames: repaired } },
      ],
    });
  } else if (empty > 0) {
    questions.push({ code: 'empty-names', message: words.emptyNames(empty), options: [repair] });
  }
  if (doubled.length > 0) {
    questions.push({ code: 'duplicate-names', message: words.duplicateNames(doubled), options: [repair] });
  }
  return { names: repaired, questions, warnings: nearlyEqualNames(header, headerLine), problem: null };
}

function refused(code: Notice['code'], message: string, line: number): ColumnNames {
  return { names: [], questions: [], warnings: [], problem: { code, message, line } };
}

function chosenNames(names: readonly string[], width: number, line: number): ColumnNames {
  if (names.length !== width) return refused('wrong-names', reasons.nameCount(names.length, width), line);
  if (names.some((name) => name.trim() === '')) return refused('wrong-names', reasons.emptyName, line);
  const doubled = doubledNames(names);
  if (doubled.length > 0) return refused('wrong-names', reasons.doubledName(doubled), line);
  return { names, questions: [], warnings: [], problem: null };
}

function numberedNames(width: number): string[] {
  return Array.from({ length: width }, (_, i) => `column_${i + 1}`);
}

function doubledNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const name of names) {
    if (name.trim() === '') continue;
    if (seen.has(name)) doubled.add(name);
    seen.add(name);
  }
  return [...doubled];
}

/** Empty names become column_3, doubled ones price_2; a made name never takes one that exists. */
function repairedNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const used = new Set<string>();
  return names.map((name, i) => {
    const base = name.trim() === '' ? `column_${i + 1}` : name;
    let made = base;
    for (let n = 2; used.has(made) || (made !== name && taken.has(made)); n++) made = `${base}_${n}`;
    used.add(made);
    return made;
  });
}

function nearlyEqualNames(names: readonly string[], line: number): Notice[] {
  const byTrimmed = new Map<string, string>();
  for (const name of names) {
    const other = byTrimmed.get(name.trim());
    if (other !== undefined && other !== name) return [{ code: 'similar-names', message: datasetsMessages.warnings.similarNames(other, name), line }];
    byTrimmed.set(name.trim(), name);
  }
  return [];
}

function looksLikeSecondHeader([second, ...rest]: readonly string[][]): boolean {
  const isWord = (cell: string): boolean => kindOf(classifyCell(cell)) === cellKind.text;
  return second !== undefined && rest.length > 0 && second.every(isWord) && rest.some((record) => record.some((cell) => cell !== '' && !isWord(cell)));
}
