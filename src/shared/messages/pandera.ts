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
  /** What a schema of Pandera says that has no equal here. */
  left: {
    type: (column: string, dtype: string): string => `${column}: the type ${dtype} has no equal here. Any type passes.`,
    check: (column: string, check: string): string => `${column}: ${check} has no equal here. Left out.`,
    unknown: (column: string, check: string): string => `${column}: ${check} is no check that comes with Pandera; what it does stands in its program. Left out.`,
    groupby: (column: string, check: string): string => `${column}: ${check} looks at groups of rows with a function of its own. Left out.`,
    mostFailures: (column: string, check: string): string => `${column}: ${check} told so many failures at most; here all are counted.`,
    default: (column: string): string => `${column}: missing cells are filled there before they are checked; here they are checked as they are.`,
    defaultValue: (column: string): string => `${column}: what stands in for missing cells is no single value. Left out.`,
    dropRows: (place: string): string => `${place}: rows that fail are dropped there without a word; here they are told.`,
    uniqueMissing: (column: string): string => `${column}: missing cells count as equal there; here they are left out when repeated values are looked for.`,
    declaredOnly: (check: string): string => `The table: ${check} looks at every column there, here at those the schema declares.`,
    index: 'The table: rows have no names here, so the rules of the index are left out.',
    addMissing: 'The table: missing columns are added there; here they are told.',
    tableType: (dtype: string): string => `The table: the type ${dtype} for every column needs columns that are declared. Left out.`,
    texts: 'The table: a schema has no title and description here. Left out.',
  },
  /** What our schema says that Pandera cannot. */
  notThere: {
    rule: (rule: string): string => `${rule}: has no equal in Pandera's files. Left out.`,
    disabled: (rule: string): string => `${rule}: it is switched off. Left out.`,
    share: (rule: string): string => `${rule}: a share of failing rows is allowed here, and Pandera knows no such share. Left out.`,
    condition: (rule: string): string => `${rule}: it looks at some rows only, which Pandera's files cannot say. Left out.`,
    info: (rule: string): string => `${rule}: it is for information here; there it is a warning.`,
    propertySeverity: (rule: string): string => `${rule}: there it is part of the column and cannot be less than an error. Left out.`,
    missing: (rule: string): string => `${rule}: missing cells fail here, and there they hold. Left out.`,
    missingEqual: (rule: string): string => `${rule}: missing cells are left out here; there they are equal to each other.`,
    textOnly: (rule: string): string => `${rule}: Pandera looks for patterns in columns of text only. Left out.`,
    numbersOfText: (rule: string): string => `${rule}: Pandera does not compare text with numbers. Left out.`,
    day: (column: string): string => `${column}: a day is a time at midnight there.`,
    identifier: (column: string): string => `${column}: an identifier is plain text there.`,
    category: (column: string): string => `${column}: a category is plain text there, because Pandera puts categories in no order and cannot tell of missing ones.`,
    default: (column: string): string => `${column}: missing cells are filled there before they are checked.`,
    coerced: 'Columns are turned into their types there before they are checked, because pandas reads a file with types of its own.',
  },
} as const;
