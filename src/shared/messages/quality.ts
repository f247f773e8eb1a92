/** What the engine says about data quality: evidence of suggested checks, alerts of a profile. */

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
    imbalanced: (value: string, share: number): string => (share >= 0.9 ? `Nearly always ${value} (${percent(share)}).` : `Uneven: ${value} makes up ${percent(share)}, most other values are rare.`),
    repeatedIds: (rows: number): string => `${plural(rows, 'row repeats', 'rows repeat')} an id that occurred before. If each id should count once, train with one row per id.`,
    variants: (count: number): string => `${plural(count, 'category differs', 'categories differ')} from another only in upper case, spaces or punctuation.`,
    stepped: (distinct: number): string => `The target has only ${number(distinct)} different values: read it as steps, such as "100 or more".`,
    afterSale: (correlation: number | null): string => `Known only after the sale, and still used${correlation === null ? '' : `; its ranks follow the target's (correlation ${correlation.toFixed(2)})`}. A model would learn from what a forecast cannot know. Leave it out, or say when it is known.`,
    tellsTarget: (correlation: number): string => `Follows the target almost exactly (rank correlation ${correlation.toFixed(2)}). Is it known before the sale?`,
    idLike: (text: boolean): string => (text ? 'Every row has a different text: it names the row more than it describes it.' : 'Every row has a different value: it may only number the rows.'),
    nearDuplicates: (rows: number, column: string): string => `${plural(rows, 'row is', 'rows are')} the same as another in everything but ${column}.`,
    infinite: (count: number, share: number): string => `${plural(count, 'value is', 'values are')} infinite (${percent(share)}).`,
    uniform: 'All values are equally frequent: real data rarely is so even.',
    constantLength: (length: number): string => `Every text has ${plural(length, 'character', 'characters')} and none repeats: it looks like a code.`,
    priceAbove: (rows: number, reference: string, share: number): string => `Above ${reference} in ${plural(rows, 'row', 'rows')} (${percent(share)}): a discount below zero.`,
    correlated: (other: string, value: number, sampled: number | null): string => `Follows ${other} closely (${value.toFixed(2)}${sampled === null ? '' : `, measured on ${number(sampled)} rows`}): one of the two may be enough.`,
    duplicateRows: (count: number, share: number): string => `${plural(count, 'row is', 'rows are')} an exact copy of another (${percent(share)}).`,
  },
  noSchemaVersion: (version: number): string => `There is no version ${number(version)} of these rules. Choose one from the list of versions.`,
} as const;
