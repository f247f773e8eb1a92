/** Texts of acting on failures. */
const number = (value: number): string => value.toLocaleString('en-US');
const plural = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;

export const repairWords = {
  fix: (rows: number): string => `Fix ${plural(rows, 'row')}`,
  quarantine: (rows: number): string => `Quarantine ${plural(rows, 'row')}`,
  title: (subject: string): string => `Act on the failing rows of ${subject}`,
  whole: 'Repair all',
  wholeTitle: (dataset: string, version: number): string => `Repair ${dataset} v${version} by its rules`,
  note: 'A new version is made of the same file, and the next file of its shape is repaired the same way. It can be undone at any time.',
  choose: 'What to do',
  preview: 'The first rows before and after',
  looking: 'Looking for what helps',
  none: 'Nothing was found that would make fewer rows fail. Correct the file, or change the rule.',
  changes: (cells: number): string => `${plural(cells, 'cell')} changed`,
  aside: (rows: number): string => `${plural(rows, 'row')} set aside`,
  columnsLess: (columns: number): string => (columns > 0 ? `${plural(columns, 'column')} left out` : `${plural(-columns, 'column')} added`),
  failing: (rows: number): string => `${plural(rows, 'row')} still ${rows === 1 ? 'fails' : 'fail'}`,
  columns: { row: 'Row', line: 'Line', column: 'Column', before: 'Before', after: 'After' },
  setAside: 'set aside',
  missing: '(missing)',
  cancel: 'Cancel',
  make: 'Make a new version',
  repairing: 'Repairing',
  undo: 'Undo',
  undone: (dataset: string, version: number): string => `${dataset} v${version} is in use again.`,
  done: (dataset: string, version: number, parts: readonly string[], passed: number, checks: number): string => `${dataset} v${version} is in use: ${parts.length === 0 ? 'nothing changed' : parts.join(', ')}. ${number(passed)} of ${plural(checks, 'check')} ${passed === 1 ? 'holds' : 'hold'}.`,
  spellings: {
    open: 'Merge spellings',
    title: 'Values that are only spelled differently',
    note: 'Each group becomes its most common spelling. Take out what is not the same.',
    group: (value: string, others: readonly string[]): string => `${others.map((other) => `"${other}"`).join(', ')} become "${value}"`,
    rows: (rows: number): string => plural(rows, 'row'),
    merge: (cells: number): string => `Merge ${plural(cells, 'cell')}`,
  },
} as const;
