/** What is said of formulas and row conditions that cannot be read or checked. */
const number = (value: number): string => value.toLocaleString('en-US');
const suggestion = (name: string | null): string => (name === null ? '' : ` Did you mean "${name}"?`);

export const expressionsMessages = {
  found: { end: 'the end', text: 'a text', number: (text: string): string => `the number ${text}`, other: (text: string): string => `"${text}"` },
  syntax: {
    empty: 'The formula is empty. Write a comparison, such as price > 0.',
    tooLong: (length: number, most: number): string => `The formula has ${number(length)} characters, and ${number(most)} are allowed. Split it into several checks.`,
    tooDeep: (most: number): string => `The formula is nested more than ${number(most)} deep. Leave out parentheses, or split it into several checks.`,
    tooMany: (most: number): string => `The formula has more than ${number(most)} parts. Split it into several checks, or use a set of allowed values.`,
    unknownSign: (sign: string): string => `The sign ${sign} means nothing here. Put names with special signs in backticks, as in \`unit price\`.`,
    power: 'Powers are written with **, as in size ** 2.',
    wholeDivision: 'Division without a remainder is written floor(a / b).',
    curlyQuote: 'Texts stand in straight quotes, as in "S" or \'S\'.',
    variable: 'Variables behind @ are not known here. Write the value itself.',
    openText: 'This text has no end. Close it with the quote it began with.',
    openName: 'This column name has no end. Close it with a backtick.',
    emptyName: 'A column name stands between the backticks, as in `unit price`.',
    noCharacter: 'A text holds the character with code 0, which no table can hold. Take it out.',
    numberTail: (text: string): string => `"${text}" is neither a number nor a name. A column whose name begins with a digit stands in backticks.`,
    numberTooLarge: (text: string): string => `The number ${text} is too large. The largest is about 1.8e308.`,
    wantsValue: (found: string): string => `A column, a value or a formula is missing before ${found}.`,
    wants: (sign: string, found: string): string => `Here stands ${found}, but "${sign}" belongs here.`,
    unexpected: (found: string): string => `${found.replace(/^./u, (first) => first.toUpperCase())} does not fit here. Join conditions with and or or, and put names with blanks in backticks.`,
    reserved: (word: string): string => `"${word}" is a word of formulas. If it is a column, put it in backticks: \`${word}\`.`,
    chain: 'Two tests stand side by side. Put parentheses around one of them.',
    wantsIs: 'After "is" comes null or not null.',
    wantsText: (what: string): string => `${what} takes a text in quotes.`,
    noDay: (text: string): string => `"${text}" is no date. Write it like 2024-01-31, or with a time like 2024-01-31 18:30.`,
    noMethod: (name: string): string => `".${name}" is not known here. After a column may come .isnull(), .notnull(), .isin([...]) or .between(a, b); a column whose name has a dot stands in backticks.`,
    noFunction: (name: string, nearest: string | null): string => `There is no function "${name}".${suggestion(nearest)}`,
    clock: (name: string): string => `${name} is not allowed: the same rows must give the same result on every day. Write the date itself, as in date("2024-01-31").`,
    argumentCount: (name: string, wanted: string, given: number): string => `${name} takes ${wanted}, and ${given === 0 ? 'none is' : given === 1 ? 'one is' : `${number(given)} are`} given.`,
    arguments: (fewest: number, most: number | null): string => {
      const values = (count: number): string => (count === 1 ? 'one value' : `${number(count)} values`);
      return most === null ? `at least ${values(fewest)}` : fewest === most ? values(fewest) : `${number(fewest)} to ${values(most)}`;
    },
    digits: 'The second value of round is a whole number of places from 0 to 15.',
    pattern: 'The pattern of matches is a text in quotes, as in matches(size, "[SML]").',
  },
  types: { number: 'a number', text: 'a text', boolean: 'a yes or no', date: 'a date', datetime: 'a date with a time', missing: 'always missing' },
  noColumn: (name: string, nearest: string | null): string => `There is no column "${name}".${suggestion(nearest)}`,
  wrongType: (part: string, is: string, where: string, wants: string): string => `${part} is ${is}, but "${where}" needs ${wants}.`,
  notComparable: (left: string, leftIs: string, right: string, rightIs: string): string => `${left} is ${leftIs} and ${right} is ${rightIs}: they cannot be compared.`,
  textAsDate: (text: string, other: string): string => `${text} is compared with dates in ${other}, but is none. Write it like "2024-01-31".`,
  textAsNumber: (text: string, other: string): string => `${text} is compared with numbers in ${other}, but is none. Write a number without quotes.`,
  comparedWithMissing: (other: string): string => `Nothing equals a missing cell. Write: ${other} is null.`,
  daysApart: (part: string): string => `${part} is a date: dates are not added or subtracted. Write days_between(first, second) for the days from one to the other.`,
  mixedBranches: (name: string, first: string, second: string): string => `${name} gives ${first} in one case and ${second} in another. Make them the same.`,
  refused: (text: string, reason: string): string => `The formula ${text} cannot be used. ${reason}`,
  conditionRefused: (reason: string): string => `The condition cannot be used. ${reason}`,
  notYesOrNo: (is: string): string => `It gives ${is}, not yes or no. Compare it with something, as in price > 0.`,
} as const;
