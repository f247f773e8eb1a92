/** What is said about honest scores beside leaking ones, the shuffled-target control, and the split. */
import type { FoldScore, MetricName, SplitAdvice } from '../areas/tracking';
import { metricWords } from './names';

const fine = (value: number): string => value.toFixed(2).replace('-', '−');
const count = (value: number): string => value.toLocaleString('en-US');
const percent = (value: number): string => `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: 0 })} %`;
const list = (names: readonly string[]): string => (names.length <= 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
const some = (names: readonly string[]): string => (names.length <= 3 ? list(names) : `${names[0]} and ${names.length - 1} more columns`);
const range = ({ lower, upper }: Pick<FoldScore, 'lower' | 'upper'>): string => `${fine(lower)} to ${fine(upper)}`;
const isWhole = (metric: MetricName): boolean => metricWords[metric].form !== 'share' && ['mae', 'rmse', 'width'].includes(metric);
const write = (metric: MetricName, value: number): string => (isWhole(metric) ? value.toLocaleString('en-US', { maximumSignificantDigits: 3 }) : fine(value));

export const honestyMessages = {
  honesty: (metric: MetricName, without: FoldScore, leaking: FoldScore, columns: readonly string[]): string =>
    `${metricWords[metric].name} is ${write(metric, without.mean)} without ${some(columns)}, ${write(metric, leaking.mean)} with ${columns.length === 1 ? 'it' : 'them'}. Only the first can be reached on a new product.`,
  control: (score: FoldScore, passed: boolean): string =>
    passed
      ? `On a shuffled target R2 is ${fine(score.mean)} (95 % ${range(score)}): about nothing, as it must be.`
      : `On a shuffled target R2 is ${fine(score.mean)} (95 % ${range(score)}), though there is nothing to find. Answers of held-out rows reach the training: look for columns worked out from the target over all rows, or rows that stand in several folds. Until that is cleared no score of this race can be trusted.`,
  split: {
    oneRowPer: (column: string, repeats: number, alike: number, sameTarget: number | null): string => `${count(repeats)} rows repeat a value of ${column}; ${percent(alike)} of their other cells are the same${sameTarget === null ? '' : `, and in ${percent(sameTarget)} the target is`}. One row per ${column} is kept.`,
    repeats: (column: string, distinct: number, repeats: number): string => `${column} repeats: ${count(distinct)} values, ${count(repeats)} rows with one that stood before.`,
    group: (column: string): string => `Folds keep the rows of one ${column} together, so a model is tested on values it has not seen.`,
    together: (columns: readonly string[]): string => `${list(columns)} cross, so whatever hangs together through any of them stays in one fold.`,
    crossing: (column: string, kept: string): string => `${column} repeats as well, but hangs everything together with ${kept}: folds cannot keep both whole. They keep ${kept}; scores hold for new values of ${kept}, not of ${column}.`,
    within: (column: string, outer: string): string => `Each ${column} lies within one ${outer}, so keeping ${outer} together keeps it together too.`,
    nearDuplicates: ({ rows, identical, differIn }: SplitAdvice['nearDuplicates']): string => `${count(rows)} rows are an earlier row again${identical > 0 ? `, ${count(identical)} of them wholly` : ''}${differIn.length > 0 ? `; otherwise they differ in ${some(differIn)}` : ''}.`,
    pair: (first: string, second: string): string => `Each row is one ${first} and one ${second}.`,
    dates: (columns: readonly string[]): string => `${list(columns)} ${columns.length === 1 ? 'holds' : 'hold'} dates: to judge a forecast of later rows, split by time.`,
    nothing: 'No identifier repeats and no row stands twice: random rows are a fair test, and there is nothing to gain by another split.',
  },
  invented: (lazy: FoldScore, honest: FoldScore, { difference, lower, upper }: { readonly difference: number; readonly lower: number; readonly upper: number }): string =>
    lower > 0
      ? `A lazy split, random rows with every row in, would have shown R2 ${fine(lazy.mean)} (± ${fine(lazy.sd)} over folds); this split shows ${fine(honest.mean)} (± ${fine(honest.sd)}). ${fine(difference)} of it would have been invented (95 % ${range({ lower, upper })}).`
      : `A lazy split, random rows with every row in, shows R2 ${fine(lazy.mean)} (± ${fine(lazy.sd)} over folds), this split ${fine(honest.mean)} (± ${fine(honest.sd)}): no difference that the folds can tell (95 % ${range({ lower, upper })}).`,
} as const;
