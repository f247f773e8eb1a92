/** What the engine says of the difference of two versions: the key, the summary, and what moved in each column. */
import type { ColumnType } from '../areas/common';

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });
const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;
const quoted = (names: readonly string[], most = 5): string => names.slice(0, most).map((name) => `"${name}"`).join(', ') + (names.length > most ? ` and ${number(names.length - most)} more` : '');
/** A long value is told by its beginning; the table behind the chart has it whole. */
const brief = (values: readonly string[]): string[] => values.map((value) => ([...value].length <= 20 ? value : `${[...value].slice(0, 19).join('')}…`));
const percent = (share: number, places: number): string => `${(share * 100).toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })} %`;

/** Both numbers with as many places as show that they differ, at most 6. */
function pair(before: number, after: number): readonly [string, string] {
  const size = Math.max(Math.abs(before), Math.abs(after));
  const fewest = Number.isInteger(before) && Number.isInteger(after) ? 0 : size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4;
  return places(fewest, (digits) => [before, after].map((value) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })));
}

function percents(before: number, after: number): readonly [string, string] {
  return places(1, (digits) => [percent(before, digits), percent(after, digits)]);
}

function places(fewest: number, write: (digits: number) => readonly string[]): readonly [string, string] {
  for (let digits = fewest; ; digits++) {
    const [one = '', other = ''] = write(digits);
    if (one !== other || digits >= 6) return [one, other];
  }
}

const moved = (before: number, after: number): string => (after > before ? 'rose' : 'fell');

/** Types as the command line writes them. */
const typeName = (type: ColumnType): string => type;

export const diffMessages = {
  job: { versions: 'Opening both versions', columns: 'Comparing columns', rows: 'Matching rows', distributions: (column: string): string => `Comparing ${column}`, done: 'Compared' },
  key: {
    given: 'as chosen',
    noneChosen: 'as chosen: none, so rows are compared as whole rows',
    uniqueId: (name: string): string => `"${name}" is an id, and no value of it stands twice in either version`,
    unique: (name: string): string => `no value of "${name}" is missing or stands twice in either version`,
    uniquePair: (one: string, other: string): string => `no pair of "${one}" and "${other}" stands twice in either version`,
    repeatedId: (name: string): string => `"${name}" is an id; some of its values stand more than once`,
    none: 'no column and no pair of columns tells all rows apart, so rows are compared as whole rows',
  },
  refused: {
    keyUnknown: (name: string, known: readonly string[]): string => `Neither version has a column "${name}", so it cannot be the key. Columns of both are ${quoted(known)}.`,
    keyOnOneSide: (name: string, holding: string, lacking: string): string => `"${name}" is a column of ${holding} only; ${lacking} has none of that name, so rows cannot be matched by it. Choose a column that both have.`,
    keyTwice: 'The key names one column twice. Name each column once.',
    noColumn: (name: string): string => `Neither version has a column "${name}". Choose one of their columns.`,
    columnOnOneSide: (name: string): string => `"${name}" is a column of one version only, so no cell of it changed. Choose a column that both have.`,
  },
  summary: {
    same: 'Both versions hold the same data.',
    sameRows: (rows: number): string => `All ${count(rows, 'row')} are the same.`,
    rows: (changed: number | null, added: number, removed: number): string => {
      const parts = [...(changed === null || changed === 0 ? [] : [`${count(changed, 'row')} changed`]), ...(added === 0 ? [] : [`${number(added)} ${added === 1 ? 'was' : 'were'} added`]), ...(removed === 0 ? [] : [`${number(removed)} ${removed === 1 ? 'was' : 'were'} removed`])];
      const [first = '', ...rest] = parts;
      const said = /^[\d,.]+ was|^[\d,.]+ were/.test(first) ? first.replace(/ (was|were)/, (verb) => ` ${first.startsWith('1 ') ? 'row' : 'rows'}${verb}`) : first;
      return `${[said, ...rest].join(', ').replace(/, ([^,]+)$/, ' and $1')}.`;
    },
    rowCount: (before: number, after: number): string => `The number of rows ${moved(before, after)} from ${number(before)} to ${number(after)}.`,
    cells: (cells: number, columns: readonly string[]): string => `${count(cells, 'cell')} changed, in ${count(columns.length, 'column')}: ${quoted(columns)}.`,
    added: (names: readonly string[]): string => `${names.length === 1 ? 'A column is' : `${names.length} columns are`} new: ${quoted(names)}.`,
    removed: (names: readonly string[]): string => `${names.length === 1 ? 'A column is' : `${names.length} columns are`} gone: ${quoted(names)}.`,
    renamed: (before: string, after: string): string => `"${before}" is called "${after}" now: the values are the same.`,
    retyped: (name: string, before: ColumnType, after: ColumnType): string => `"${name}" is ${typeName(after)} now, where it was ${typeName(before)}.`,
    role: (name: string, before: string, after: string): string => `The role of "${name}" is ${after} now, where it was ${before}.`,
    reordered: 'The columns stand in another order, which changes no data.',
    noKey: 'Without a key rows are compared as whole rows: a row with a changed cell counts as removed and added.',
    repeated: (side: 'earlier' | 'later', keys: number, rows: number): string => `In the ${side} version ${count(keys, 'value')} of the key ${keys === 1 ? 'stands' : 'stand'} more than once, in ${count(rows, 'row')}; these are compared as whole rows.`,
  },
  column: {
    mean: (before: number, after: number): string => {
      const [one, other] = pair(before, after);
      return `Mean ${moved(before, after)} from ${one} to ${other}`;
    },
    meanLength: (before: number, after: number): string => {
      const [one, other] = pair(before, after);
      return `Mean length ${moved(before, after)} from ${one} to ${other} characters`;
    },
    median: (before: number, after: number): string => {
      const [one, other] = pair(before, after);
      return `Median ${moved(before, after)} from ${one} to ${other}`;
    },
    spread: (before: number, after: number): string => {
      const [one, other] = pair(before, after);
      return `Standard deviation ${moved(before, after)} from ${one} to ${other}`;
    },
    range: (before: readonly [string, string], after: readonly [string, string]): string => `Values reach from ${after[0]} to ${after[1]}, before from ${before[0]} to ${before[1]}`,
    missing: (before: number, after: number, share: number, shareNow: number): string => {
      const [one, other] = percents(share, shareNow);
      return `Missing cells ${moved(share, shareNow)} from ${one} to ${other} (${number(before)} to ${number(after)})`;
    },
    share: (value: string, before: number, after: number): string => {
      const [one, other] = percents(before, after);
      return `"${value}" ${moved(before, after)} from ${one} to ${other} of rows`;
    },
    newValues: (values: readonly string[]): string => `${values.length === 1 ? 'A value is' : `${number(values.length)} values are`} new: ${quoted(brief(values), 3)}`,
    goneValues: (values: readonly string[]): string => `${values.length === 1 ? 'A value is' : `${number(values.length)} values are`} gone: ${quoted(brief(values), 3)}`,
    changedCells: (cells: number): string => `${count(cells, 'cell')} changed`,
    unchanged: 'No cell changed',
    sameDistribution: 'Its distribution is the same',
    moved: 'Its values lie elsewhere than before',
    asText: (before: ColumnType, after: ColumnType): string => `Type changed from ${typeName(before)} to ${typeName(after)}; cells are compared as the text in the files`,
    asNumber: (before: ColumnType, after: ColumnType): string => `Type changed from ${typeName(before)} to ${typeName(after)}; cells are compared as numbers`,
    asValue: (before: ColumnType, after: ColumnType): string => `Type changed from ${typeName(before)} to ${typeName(after)}; cells are compared as they are`,
    renamed: (before: string): string => `Called "${before}" before`,
  },
  ends: (value: string | number | boolean | null): string => (typeof value === 'number' ? number(value) : String(value)),
} as const;
