/** What the engine says about data quality: rules in words, evidence of suggested checks, alerts of a profile. */

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 4 });
/** Shares near 0 and 1 get decimals, so that 99.8 % is not called 100 %. */
const percent = (share: number): string => {
  const edge = Math.min(share, 1 - share);
  const digits = edge === 0 ? 0 : edge < 0.01 ? 2 : edge < 0.1 ? 1 : 0;
  return `${(100 * share).toLocaleString('en-US', { maximumFractionDigits: digits })} %`;
};
const plural = (count: number, one: string, many: string): string => `${number(count)} ${count === 1 ? one : many}`;

export const qualityMessages = {
  number,
  rules: {
    type: { integer: 'a whole number', decimal: 'a number', boolean: 'true or false', date: 'a date', datetime: 'a date with time', category: 'text', text: 'text', id: 'text' },
    notNull: 'not missing',
    range: (min: string | null, max: string | null): string => (min === null ? `at most ${max ?? ''}` : max === null ? `at least ${min}` : `between ${min} and ${max}`),
    oneOf: (values: readonly string[]): string => (values.length <= 6 ? `one of ${values.join(', ')}` : `one of ${number(values.length)} known values: ${values.slice(0, 4).join(', ')} and others`),
    pattern: (pattern: string): string => `matches ${pattern}`,
    unique: 'different in every row',
  },
  observed: {
    missingColumn: 'this version has no such column',
    range: (min: string, max: string): string => `${min} to ${max}`,
    others: (values: readonly string[], more: number): string => `also ${values.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}`,
    repeated: (values: number): string => `${plural(values, 'value occurs', 'values occur')} more than once`,
    type: (type: string): string => `read as ${type}`,
  },
  evidence: {
    type: (evidence: string): string => evidence,
    notNull: (rows: number): string => `no cell is missing in ${plural(rows, 'row', 'rows')}`,
    range: (min: number, max: number): string => `seen from ${number(min)} to ${number(max)}`,
    oneOf: (values: number, rows: number): string => `${plural(values, 'value', 'values')} in ${plural(rows, 'cell', 'cells')}`,
    pattern: (values: number): string => `all ${plural(values, 'value has', 'values have')} this form`,
    mostlyPresent: (missing: number, rows: number): string => `${plural(missing, 'cell is', 'cells are')} missing in ${plural(rows, 'row', 'rows')}`,
    notNegative: (values: number, min: number, max: number): string => `0 of ${number(values)} are negative; seen from ${number(min)} to ${number(max)}`,
    mostlyOneOf: (kept: number, covered: number, cells: number): string => `${plural(kept, 'value makes', 'values make')} up ${number(covered)} of ${plural(cells, 'cell', 'cells')}`,
    uniqueTogether: (rows: number): string => `all ${plural(rows, 'row is', 'rows are')} different in both`,
    atLeast: (held: number, rows: number): string => `so in ${number(held)} of ${plural(rows, 'row', 'rows')}`,
    volume: (held: number, changes: number): string => `so in ${number(held)} of ${plural(changes, 'change', 'changes')} of version`,
    unique: (values: number): string => `all ${plural(values, 'value is', 'values are')} different`,
  },
  alerts: {
    empty: 'Every cell is missing.',
    constant: (value: string): string => `Every row has the same value: ${value}.`,
    oneValue: (value: string, share: number): string => `The only value is ${value}; ${percent(share)} of the cells are missing.`,
    missing: (count: number, share: number): string => `${plural(count, 'cell is', 'cells are')} missing (${percent(share)}).`,
    manyCategories: (distinct: number): string => `${number(distinct)} categories: rare ones teach a model little.`,
    zeros: (share: number): string => `${percent(share)} of the values are zero.`,
    skewed: (skewness: number): string => `Very uneven: a few values are far larger than the rest (skewness ${skewness.toLocaleString('en-US', { maximumFractionDigits: 1 })}).`,
    imbalanced: (value: string, share: number): string => `Nearly always ${value} (${percent(share)}).`,
    repeatedIds: (rows: number): string => `${plural(rows, 'row repeats', 'rows repeat')} an id that occurred before. If each id should count once, train with one row per id.`,
    variants: (count: number): string => `${plural(count, 'category differs', 'categories differ')} from another only in upper case or white space.`,
    stepped: (distinct: number): string => `The target has only ${number(distinct)} different values: read it as steps, such as "100 or more".`,
    duplicateRows: (count: number, share: number): string => `${plural(count, 'row is', 'rows are')} an exact copy of another (${percent(share)}).`,
  },
  preview: {
    afterSale: (correlation: number | null): string => `Known only after the sale, and still used${correlation === null ? '' : `; its ranks follow the target's (correlation ${correlation.toFixed(2)})`}. A model would learn from what a forecast cannot know. Leave it out, or say when it is known.`,
    tellsTarget: (correlation: number): string => `Follows the target almost exactly (rank correlation ${correlation.toFixed(2)}). Is it known before the sale?`,
    idLike: (text: boolean): string => (text ? 'Every row has a different text: it names the row more than it describes it.' : 'Every row has a different value: it may only number the rows.'),
    nearDuplicates: (rows: number, column: string): string => `${plural(rows, 'row is', 'rows are')} the same as another in everything but ${column}.`,
  },
  noSchemaVersion: (version: number): string => `There is no version ${number(version)} of these rules. Choose one from the list of versions.`,
  refused: {
    pattern: (pattern: string, reason: string): string => `The pattern ${pattern} is not valid: ${reason}. Patterns are regular expressions without look-around and back-references.`,
    noBounds: 'A range needs a smallest value, a largest value or both.',
    crossedBounds: (min: string, max: string): string => `The smallest value ${min} lies above the largest ${max}. Swap them.`,
  },
  progress: (column: string): string => `Checking ${column}`,
} as const;
