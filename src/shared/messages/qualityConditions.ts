/** What is said of row conditions: why one is refused, and what one means in plain words. */
const number = (value: number): string => value.toLocaleString('en-US');

export const qualityConditionsMessages = {
  refused: {
    form: 'A condition is {"all": [...]}, {"any": [...]}, {"not": ...}, {"formula": "..."} or {"column", "operator", "value"}.',
    operator: 'The operator is one of equal, not-equal, less, at-most, greater, at-least, matches, contains with "value"; one-of, not-one-of with "values"; missing, present with neither.',
    value: 'A value is a text, a number, true or false. For empty cells use the operator missing.',
    list: 'Behind all and any stands a list of conditions.',
    empty: 'Name at least one condition in the list, or leave the condition out to look at every row.',
    noFormula: 'The formula is empty. Write a comparison, such as price > 0.',
    noCharacter: 'A text holds the character with code 0, which no table can hold. Take it out.',
    tooDeep: (most: number): string => `The condition is nested more than ${number(most)} deep. Make it flatter, or write it as a formula.`,
    tooMany: (most: number): string => `The condition has more than ${number(most)} parts. Use one-of for sets of values, or split the check.`,
  },
  words: {
    equal: (column: string, value: string): string => `${column} is ${value}`,
    'not-equal': (column: string, value: string): string => `${column} is not ${value}`,
    less: (column: string, value: string): string => `${column} is less than ${value}`,
    'at-most': (column: string, value: string): string => `${column} is at most ${value}`,
    greater: (column: string, value: string): string => `${column} is greater than ${value}`,
    'at-least': (column: string, value: string): string => `${column} is at least ${value}`,
    matches: (column: string, value: string): string => `${column} matches ${value}`,
    contains: (column: string, value: string): string => `${column} contains ${value}`,
    'one-of': (column: string, values: string): string => `${column} is one of ${values}`,
    'not-one-of': (column: string, values: string): string => `${column} is none of ${values}`,
    missing: (column: string): string => `${column} is missing`,
    present: (column: string): string => `${column} is present`,
  },
  value: (value: string | number | boolean): string => (typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 20, useGrouping: false }) : typeof value === 'boolean' ? (value ? 'yes' : 'no') : `"${value}"`),
  /** The first values of a set. */
  values: (first: readonly string[], more: number): string => (first.length === 0 && more === 0 ? 'no value' : first.join(', ') + (more > 0 ? ` and ${number(more)} more` : '')),
  all: (parts: readonly string[]): string => parts.join(' and '),
  any: (parts: readonly string[]): string => parts.join(' or '),
  not: (part: string): string => `not (${part})`,
  grouped: (part: string): string => `(${part})`,
} as const;
