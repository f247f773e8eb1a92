/** The words of checks of a file's structure and of values that look damaged. */
const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });

export const structureCheckMessages = {
  titles: {
    sequential: 'counts up by one',
    whole: 'does not look cut off',
    ascii: 'has only ASCII characters',
    usualLength: 'is not much longer than usual',
    fileStructure: 'the file was read without a fault',
  },
  rules: {
    sequential: 'one more than in the row before',
    whole: 'not cut off at a length or limit of a database',
    ascii: 'ASCII characters only',
    usualLength: (interval: number, shortest: number): string => `at most ${number(interval)} standard deviations longer than the median, or up to ${number(shortest)} characters`,
    fileStructure: (codes: readonly string[]): string => (codes.length === 0 ? 'read without a fault in structure or encoding' : `read without ${codes.join(', ')}`),
  },
  fields: { interval: 'Standard deviations', shortest: 'Characters that are always allowed', codes: 'Only these findings', codesHelp: 'Left open: all faults of structure and encoding' },
  observed: {
    clean: 'nothing was found while reading',
    findings: (messages: readonly string[]): string => messages.join(' '),
    quarantined: (rows: number): string => `${number(rows)} ${rows === 1 ? 'row was' : 'rows were'} set aside.`,
  },
} as const;
