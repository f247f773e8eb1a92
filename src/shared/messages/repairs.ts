/** What the engine says of repairs: each in a sentence, and why one cannot be done. */
const number = (value: number): string => value.toLocaleString('en-US');
const plural = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
const quoted = (texts: readonly string[]): string => texts.slice(0, 5).map((text) => `"${text}"`).join(', ') + (texts.length > 5 ? ` and ${number(texts.length - 5)} more` : '');
const value = (cell: unknown): string => (cell === null || cell === undefined ? 'missing' : `"${String(cell)}"`);
const statistics = { median: 'median', mean: 'mean', 'most-common': 'most common value' } as const;

export const repairMessages = {
  wholeTable: 'the table',
  statistics,
  steps: {
    quarantine: (subject: string, rule: string): string => `Set aside rows where ${subject} fails: ${rule}`,
    reason: (subject: string, rule: string): string => `${subject} not ${rule}`,
    clear: (subject: string, rule: string): string => `Make ${subject} missing where it fails: ${rule}`,
    replace: (column: string, from: unknown, to: unknown): string => `Replace ${value(from)} in "${column}" by ${value(to)}`,
    trim: (column: string, folded: 'lower' | 'upper' | undefined): string => `Take away white space around "${column}"${folded === undefined ? '' : `, in ${folded} case`}`,
    merge: (column: string, into: readonly { readonly value: string; readonly spellings: readonly string[] }[]): string =>
      `Merge spellings in "${column}": ${into.slice(0, 3).map((group) => `${quoted(group.spellings)} → "${group.value}"`).join('; ')}${into.length > 3 ? `; and ${number(into.length - 3)} more` : ''}`,
    fill: (column: string, filled: unknown): string => `Fill missing "${column}" with ${value(filled)}`,
    fillStatistic: (column: string, statistic: keyof typeof statistics): string => `Fill missing "${column}" with its ${statistics[statistic]}`,
    coerce: (column: string, type: string, missing: boolean): string => `Read "${column}" as ${type}${missing ? '; what is none becomes missing' : ''}`,
    drop: (columns: readonly string[]): string => `Leave out ${columns.length === 1 ? 'the column' : plural(columns.length, 'column')} ${quoted(columns)}`,
    keep: (columns: readonly string[]): string => `Keep only ${plural(columns.length, 'column')}: ${quoted(columns)}`,
    add: (column: string, filled: unknown): string => `Add the column "${column}", ${filled === null ? 'all missing' : `with ${value(filled)} in every row`}`,
  },
  proposals: {
    setAside: 'Set the rows aside',
    keepFirst: 'Keep the first of each, set the repeated ones aside',
    clear: (column: string): string => `Keep the rows, make ${column} missing`,
    fillDefault: (filled: unknown): string => `Fill with the default, ${value(filled)}`,
    fill: (statistic: string): string => `Fill with the ${statistic}`,
    coerce: (type: string): string => `Read the cells as ${type}`,
    coerceMissing: (type: string): string => `Read the cells as ${type}, what is none becomes missing`,
    coerceAside: (type: string): string => `Set aside the rows that are no ${type}, read the rest as ${type}`,
    trim: (folded: 'lower' | 'upper' | undefined): string => (folded === undefined ? 'Take away white space around the text' : `Take away white space and write in ${folded} case`),
    spellings: 'Merge other spellings into the allowed values',
    keepDeclared: (dropped: number): string => `Leave out ${plural(dropped, 'column')} that ${dropped === 1 ? 'is' : 'are'} not declared`,
    addDefaults: (added: number): string => `Add ${plural(added, 'missing column')} with ${added === 1 ? 'its default' : 'their defaults'}`,
    declared: 'Bring the table to what the rules declare: columns, types, defaults',
    allFailing: (checks: number): string => `Set aside every row that fails ${checks === 1 ? 'a critical check' : `one of ${number(checks)} critical checks`}`,
    reason: {
      steps: (steps: number): string => plural(steps, 'step'),
      spelled: (fixed: number, failing: number): string => (fixed === failing ? `${fixed === 1 ? 'The row is' : `All ${plural(failing, 'row')} are`} only spelled differently` : `${number(fixed)} of the ${plural(failing, 'row')} ${fixed === 1 ? 'is' : 'are'} only spelled differently`),
      spellings: (into: readonly { readonly value: string; readonly spellings: readonly string[] }[]): string => into.slice(0, 3).map((group) => `${group.spellings.slice(0, 3).join(', ')}${group.spellings.length > 3 ? ', …' : ''} → ${group.value}`).join('; '),
      mends: (fixed: number, failing: number): string => (fixed === failing ? `No row fails then` : `${number(fixed)} of ${plural(failing, 'failing row')} hold then`),
      leaves: (rows: number, left: number): string => `${plural(rows, 'row')} go, ${number(left)} stay`,
    },
  },
  warnings: {
    setAside: (rows: number, subject: string): string => `${plural(rows, 'row')} ${rows === 1 ? 'was' : 'were'} set aside by a repair, because ${subject} failed its check. The rows can be seen and taken back.`,
    changed: (cells: number, repairs: number): string => `${plural(cells, 'cell')} ${cells === 1 ? 'was' : 'were'} changed by ${plural(repairs, 'repair')}. The cells as read are kept.`,
  },
  refused: {
    noRows: (rows: number): string => `No row would be left: all ${number(rows)} rows would be set aside. Nothing was changed. Set aside fewer, or mend the rule.`,
    noColumns: 'No column would be left. Nothing was changed. Keep at least one column.',
    noRowsToSetAside: (subject: string): string => `The check of ${subject} judges the table by one figure and not row by row, so there are no rows to set aside.`,
    severalToClear: (subject: string): string => `The check of ${subject} looks at several columns, so it does not say which cell to make missing. Set its rows aside instead.`,
    notText: (column: string, type: string): string => `"${column}" holds ${type} values, not text: there are no spellings in it to trim or merge.`,
    notFitting: (cell: unknown, column: string, type: string): string => `${value(cell)} cannot stand in "${column}", which holds ${type} values.`,
    noStatistic: (column: string, statistic: keyof typeof statistics): string => `"${column}" has no ${statistics[statistic]} that could fill its missing cells. Give a value instead.`,
    misfits: (count: number, column: string, type: string, examples: readonly string[]): string => `${plural(count, 'cell')} of "${column}" cannot be read as ${type}, such as ${quoted(examples)}. Set these rows aside first, or let the cells become missing.`,
    spelledTwice: (spelling: string, column: string): string => `"${spelling}" of "${column}" is listed to become two different values. List it once.`,
    unsteady: 'The repaired table did not come out in the order of its rows. Nothing was stored; please report this.',
    tooWide: (columns: number): string => `A table of ${number(columns)} columns is too wide to be repaired: several hundred can be. Nothing was stored. Leave out columns at the file, or mend it there.`,
    noRepair: (step: number, count: number): string => `This version has ${plural(count, 'repair')}; there is none at place ${number(step)}.`,
    nothing: 'No repair was given. Give at least one, or say which to take back.',
  },
  progress: { read: 'Reading the table', repair: 'Repairing', keep: 'Keeping the new version', check: 'Checking again' },
} as const;
