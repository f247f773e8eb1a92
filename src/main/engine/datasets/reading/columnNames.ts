/** Column names from the header: kept exactly as written; doubled or empty ones are asked about, never changed in silence. */
import type { Notice, Question, ReadingRequest } from '@shared/areas/datasets';
import { classifyCell, cellKind, notCanonical } from './cellKind';

export interface ColumnNames {
  readonly names: readonly string[];
  readonly questions: readonly Question[];
  readonly warnings: readonly Notice[];
  readonly problem: Notice | null;
}

const mostColumns = 5000;
const longestName = 1000;

/** `width` is the number of columns; `following` are the next records, to tell a second header row. */
export function nameColumns(header: readonly string[] | null, width: number, following: readonly string[][], request: ReadingRequest, headerLine: number): ColumnNames {
  if (width > mostColumns) return refused('too-many-columns', `The table has ${width.toLocaleString('en-US')} columns; at most ${mostColumns.toLocaleString('en-US')} are read.`);
  if (request.columnNames !== undefined) return chosenNames(request.columnNames, width);
  if (header === null) return { names: numberedNames(width), questions: [], warnings: [], problem: null };
  if (header.some((name) => name.length > longestName)) return refused('name-too-long', `A column name is longer than ${longestName.toLocaleString('en-US')} characters. Is line ${headerLine} really the header?`);

  const questions: Question[] = [];
  const repaired = repairedNames(header);
  const empty = header.filter((name) => name.trim() === '').length;
  const doubled = doubledNames(header);
  const repair = { label: `Name them ${repaired.filter((name, i) => name !== header[i]).slice(0, 3).join(', ')}`, apply: { columnNames: repaired } };
  if (empty > 0 && looksLikeSecondHeader(following)) {
    questions.push({
      code: 'two-header-rows',
      message: 'The header seems to take two rows: the first has gaps and the second holds only words. Which row names the columns?',
      options: [
        { label: 'The second row; leave out the first', apply: { skipLines: (request.skipLines ?? 0) + 1 } },
        { label: 'The first row; the second is data', apply: { columnNames: repaired } },
      ],
    });
  } else if (empty > 0) {
    questions.push({ code: 'empty-names', message: `${empty === 1 ? 'One column has' : `${empty} columns have`} no name. What should ${empty === 1 ? 'it' : 'they'} be called?`, options: [repair] });
  }
  if (doubled.length > 0) {
    questions.push({ code: 'duplicate-names', message: `The name ${quoteList(doubled)} stands for several columns. How should they be told apart?`, options: [repair] });
  }
  return { names: repaired, questions, warnings: nearlyEqualNames(header), problem: null };
}

function refused(code: string, message: string): ColumnNames {
  return { names: [], questions: [], warnings: [], problem: { code, message } };
}

function chosenNames(names: readonly string[], width: number): ColumnNames {
  if (names.length !== width) return refused('wrong-names', `${names.length} column names were given, but the table has ${width} columns.`);
  if (names.some((name) => name.trim() === '')) return refused('wrong-names', 'A column name that was given is empty. Give every column a name.');
  const doubled = doubledNames(names);
  if (doubled.length > 0) return refused('wrong-names', `The name ${quoteList(doubled)} was given more than once. Give every column its own name.`);
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

function nearlyEqualNames(names: readonly string[]): Notice[] {
  const byTrimmed = new Map<string, string>();
  for (const name of names) {
    const other = byTrimmed.get(name.trim());
    if (other !== undefined && other !== name) return [{ code: 'similar-names', message: `Two column names differ only in white space: "${other}" and "${name}". Both are kept as they are.` }];
    byTrimmed.set(name.trim(), name);
  }
  return [];
}

function looksLikeSecondHeader([second, ...rest]: readonly string[][]): boolean {
  const isWord = (cell: string): boolean => (classifyCell(cell) & ~notCanonical) === cellKind.text;
  return second !== undefined && rest.length > 0 && second.every(isWord) && rest.some((record) => record.some((cell) => cell !== '' && !isWord(cell)));
}

function quoteList(names: readonly string[]): string {
  return names.slice(0, 3).map((name) => `"${name}"`).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}
