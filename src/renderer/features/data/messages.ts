/** Texts of Data and of the import. */
import type { Encoding } from '@shared/areas/datasets';
import type { KnownWhen, Role } from '@shared/areas/common';
import type { Filter } from '@shared/areas/common';
import { formatCount } from '../../ui';

export const dataMessages = {
  title: 'Data',
  question: 'What do I have, and what changed?',
  empty: 'A table of what you sold, one row per product or per product and week. Drop a CSV anywhere in this window.',
  importFile: 'Import a file',
  check: 'Check it',
  datasets: 'Datasets',
  rows: 'Rows',
  asRead: 'As read',
  columns: 'Columns',
  search: 'Find in any column',
  addFilter: 'Filter',
  noMatch: 'No row passes these filters.',
  clearFilters: 'Clear filters',
  versions: {
    more: (version: number): string => `More about version ${version}`,
    inUse: 'in use',
    makeCurrent: 'Make current again',
    madeCurrent: (name: string, version: number): string => `${name} now means v${version}, until a new version is imported.`,
    editNote: 'Edit note',
    addNote: 'Add a note',
    note: (version: number): string => `Note on version ${version}`,
    inTrash: 'in the trash',
    takeBack: 'Take it out of the trash',
    moveToTrash: 'Move to trash',
    moveAllToTrash: 'Move all versions to trash',
    moved: (names: string): string => `${names} moved to the trash.`,
    undo: 'Undo',
    trash: 'Trash',
  },
  words: {
    column: 'Column',
    type: 'Type',
    role: 'Role',
    knownWhen: 'Known when',
    values: 'Values',
    distinct: 'Distinct',
    empty: 'Empty',
    evidence: 'Evidence',
    nameOfTheDataset: 'Name of the dataset',
    condition: 'Condition',
    value: 'Value',
    addFilter: 'Add filter',
    show: 'Show',
    checkThisData: 'Check this data',
    showColumns: 'Show columns',
    lineage: 'Lineage',
    showLineage: 'Show its lineage',
    showCellsAsRead: 'Show cells as read',
    showAllData: 'Show all data',
    least: 'Least',
    median: 'Median',
    middleHalf: 'Middle half',
    mean: 'Mean',
    most: 'Most',
    zeros: 'Zeros',
    negative: 'Negative',
    characters: 'Characters',
    mostFrequent: 'Most frequent',
    thisVersion: 'This version',
    file: 'File',
    size: 'Size',
    read: 'Read',
    encoding: 'Encoding',
    columnsEndAt: 'Columns end at',
    setAside: 'Set aside',
    blankLines: 'Blank lines',
    snapshot: 'Snapshot',
    fileHash: 'File hash',
  },
} as const;

export const importMessages = {
  title: 'Import a file',
  waiting: {
    label: 'An import that was begun',
    begun: (name: string, more: number): string => `The import of ${name} was begun and nothing of it is stored yet.${more === 0 ? '' : ` ${formatCount(more, 'more file')} ${more === 1 ? 'waits' : 'wait'} after it.`}`,
    started: (name: string): string => `The import of ${name} was started here.`,
    continue: 'Continue import',
    giveUp: 'Give it up',
  },
  ways: {
    more: 'More ways to import',
    files: { name: 'Files', note: 'CSV, Excel, Parquet, gzip or ZIP; several become one table or one each' },
    pasteNote: 'Cells of a spreadsheet or lines of a CSV, also by Ctrl+V',
    dvc: { name: 'Data of DVC', note: 'A repository, cache or remote folder; or drop a .dvc file' },
  },
  paste: {
    button: 'Paste a table',
    note: 'Copy cells in a spreadsheet or lines of a CSV, then press Ctrl+V here or anywhere on this page.',
    field: 'Pasted cells',
    fileName: 'Pasted table.txt',
    tooLong: (most: number): string => `The pasted text is longer than ${most.toLocaleString('en-US')} characters. Save it as a file and import that.`,
  },
  steps: { file: 'File', columns: 'Columns', quality: 'Quality', summary: 'Summary' },
  questions: { file: 'Is this the table you mean?', columns: 'Is every column read the way you mean it?', quality: 'Can you trust what is in it?', summary: 'Is this what should be stored?' },
  nothingWritten: 'Nothing is written until the last step.',
  chooseAgain: 'Choose the file again',
  previewRow: 'Preview row',
  beforeYouContinue: 'Before you continue',
  cancelled: 'The import was cancelled. Nothing was stored.',
  interrupted: 'The import was interrupted. Nothing was stored yet; the file is still at hand.',
  nothingOpen: 'No question is open.',
  words: {
    progress: 'Progress',
    import: 'Import',
    whatWillBeStored: 'What will be stored',
    nameOfTheDataset: 'Name of the dataset',
    howItIsRead: 'How it is read',
    file: 'File',
    oneThingToDecide: 'One thing to decide',
    oneThingToDecideNote: 'The whole file was read and nothing was stored. Choose, then import again.',
    theFileWasRefused: 'The file was refused',
    theFileWasRefusedNote: 'Nothing was stored. Repair the file, or read it another way under File.',
    encoding: 'Encoding',
    columnsEndAt: 'Columns end at',
    firstRow: 'First row',
    numbers: 'Numbers',
    alsoMeansEmpty: 'Also means empty',
    rowsOfAnotherLength: 'Rows of another length',
    cancelImport: 'Cancel import',
    back: 'Back',
    resume: 'Resume',
    theFirstRowsAsText: 'The first rows, as text',
    dates: 'Dates',
    alsoMeansEmptyNote: 'Words read as a missing value, separated by commas',
    alsoMeansEmptyExample: 'NA, n/a, -',
    continueToColumns: 'Continue to columns',
    row: 'Row',
    asProposed: 'As proposed',
    columns: 'Columns',
    show: 'Show',
    columnsOfTheFile: 'Columns of the file',
    column: 'Column',
    textInFile: 'Text in file',
    readAs: 'Read as',
    type: 'Type',
    role: 'Role',
    knownWhen: 'Known when',
    all: 'All',
    needsALook: 'Needs a look',
    ignored: 'Ignored',
    continueToSummary: 'Continue to summary',
    steps: 'Steps',
    cancel: 'Cancel',
    readItAsProposed: 'Read it as proposed',
  },
} as const;

export const encodingWords: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8', 'utf-16-le': 'UTF-16 LE', 'utf-16-be': 'UTF-16 BE', 'utf-32-le': 'UTF-32 LE',
  'windows-1252': 'Windows-1252', 'iso-8859-1': 'ISO-8859-1', gb18030: 'GB 18030', shift_jis: 'Shift JIS',
};

export const delimiterWords: ReadonlyMap<string, string> = new Map([[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar'], [' ', 'space'], [':', 'colon']]);

export function delimiterWord(delimiter: string): string {
  return delimiterWords.get(delimiter) ?? `“${delimiter}”`;
}

export const roleWords: Readonly<Record<Role, string>> = { feature: 'feature', target: 'target', id: 'key', group: 'group', date: 'date', price: 'price', ignore: 'ignore' };

export const roleNotes: Readonly<Record<Role, string>> = {
  feature: 'may be used by a model',
  target: 'what is to be predicted',
  id: 'names the row; not used by models',
  group: 'rows that belong together stay in one fold',
  date: 'orders the rows in time',
  price: 'a feature whose effect is drawn as a curve',
  ignore: 'kept in the data, not used by models',
};

export const knownWhenWords: Readonly<Record<KnownWhen, string>> = { 'before-launch': 'before launch', live: 'live', 'after-sale': 'after sale' };

export const operatorWords: Readonly<Record<Filter['operator'], string>> = {
  contains: 'contains', equals: 'is', 'not-equals': 'is not', less: 'is below', 'less-or-equal': 'is at most', greater: 'is above', 'greater-or-equal': 'is at least', empty: 'is empty', 'not-empty': 'is not empty', 'one-of': 'is one of',
};
