/** Words about schemas of Pandera. */
const nothing = 'Nothing was changed.';
const at = (place: string): string => (place === '' ? '' : ` (${place})`);

export const panderaMessages = {
  /** What stands for the checks of the whole table in a message. */
  table: 'the table',
  /** And for a list of values. */
  values: 'the values',
  refused: {
    none: 'a value is needed',
    noLength: 'a smallest, a largest or an exact length is needed',
    exactAndBounds: 'an exact length takes no bounds beside it',
    crossed: 'the smallest lies above the largest',
    tooLong: (most: number): string => `it is longer than ${most} characters`,
    notYaml: (reason: string): string => `This is not a Pandera schema: it is not YAML (${reason}). ${nothing}`,
    shape: (path: string, reason: string): string => `This is not a Pandera schema${path === '' ? '' : `: at ${path}`}: ${reason}. ${nothing}`,
    tooDeep: (most: number): string => `This is not a Pandera schema: it is nested more than ${most} levels deep. ${nothing}`,
    hostileKey: `This Pandera schema has an entry called "__proto__", which no schema can have without harm. Rename it and try again. ${nothing}`,
    columnTwice: (column: string): string => `This Pandera schema describes the column ${column} twice. Rename or remove one of them. ${nothing}`,
    checks: (place: string): string => `This is not a Pandera schema: the checks of ${place} are neither a list nor a map. ${nothing}`,
    namelessCheck: (place: string): string => `This is not a Pandera schema: a check of ${place} does not say its name. ${nothing}`,
    options: (place: string, option: string): string => `This is not a Pandera schema: an option of a check of ${place} cannot be right${at(option)}. ${nothing}`,
    unknownCheck: (place: string, check: string): string => `Pandera has no check named ${check} (${place}). ${nothing}`,
    argument: (place: string, check: string, argument: string, reason: string): string => `The check ${check} of ${place} cannot be right${at(argument)}: ${reason.replace(/[.]$/, '')}. ${nothing}`,
    emptyInterval: (place: string, check: string): string => `The check ${check} of ${place} cannot be right: the smallest value does not lie below the largest. ${nothing}`,
    tableSchema: (path: string, reason: string): string => `This is not a Table Schema${path === '' ? '' : `: at ${path}`}: ${reason}. ${nothing}`,
    notComparable: (place: string, check: string, reason: string): string => `The check ${check} cannot be run on ${place}: ${reason}.`,
    defaultOfType: (column: string, dtype: string): string => `The column ${column} is missing, and what stands in for it is not of the type ${dtype}.`,
    dtype: (place: string, dtype: string): string => `Pandera knows no type ${dtype} (${place}). ${nothing}`,
    pattern: (pattern: string, reason: string): string => `The pattern ${pattern} is not valid: ${reason}.`,
    notKnownHere: 'it uses a form that is not known here',
    lateFlags: 'flags such as (?i) stand only at the beginning',
    badEscape: (escape: string): string => `${escape} means nothing`,
    slowPattern: (pattern: string): string => `The pattern ${pattern} takes too long on these values and was stopped. Write it without nested repetition.`,
  },
} as const;
