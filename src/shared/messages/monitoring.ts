/** What monitoring says: methods in words, reasons, what a change means for sales. */
import type { DriftMethodName } from '../areas/monitoring';

const integer = (value: number): string => Math.round(value).toLocaleString('en-US');
const rows = (value: number): string => `${integer(value)} ${value === 1 ? 'row' : 'rows'}`;
const percent = (share: number): string => `${(Math.abs(share) * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;

/** A figure short enough for a sentence. */
function figure(value: number): string {
  const size = Math.abs(value);
  return value.toLocaleString('en-US', size >= 1000 || Number.isInteger(value) ? { maximumFractionDigits: 0 } : size >= 10 ? { maximumFractionDigits: 1 } : { maximumSignificantDigits: 3 });
}

export interface MethodWords {
  readonly name: string;
  /** For a narrow column. */
  readonly short: string;
  readonly formula: string;
  /** What it measures, in one sentence. */
  readonly says: string;
}

export const driftMethodWords: Readonly<Record<DriftMethodName, MethodWords>> = {
  psi: { name: 'Population stability index', short: 'PSI', formula: 'Σ (r − c) · ln(r / c)', says: 'Sums how far the share of each bin moved, weighted by its ratio. Empty bins count as 0.0001.' },
  kl_div: { name: 'Kullback–Leibler divergence', short: 'KL', formula: 'Σ r · ln(r / c)', says: 'Extra surprise of the current data for who expects the reference. Empty bins count as 0.0001.' },
  jensenshannon: { name: 'Jensen–Shannon distance', short: 'JS', formula: '√((KL(r‖m) + KL(c‖m)) / 2), m = (r + c) / 2', says: '0 is the same shares, 0.83 nothing in common.' },
  wasserstein: { name: 'Wasserstein distance', short: 'W1', formula: '∫ |F − G| dx / sd of the reference', says: 'How far values moved on average, in standard deviations of the reference.' },
  hellinger: { name: 'Hellinger distance', short: 'Hell.', formula: '√(1 − Σ √(r · c))', says: '0 is the same shares, 1 nothing in common.' },
  ks: { name: 'Kolmogorov–Smirnov test', short: 'KS', formula: 'p of D = sup |F − G|', says: 'How likely the largest gap between both distributions is by chance alone.' },
  chisquare: { name: 'Chi-square test', short: 'χ²', formula: 'p of Σ (observed − expected)² / expected', says: 'How likely such shares are by chance alone. One new value is enough for p = 0.' },
  z: { name: 'z test of two proportions', short: 'z', formula: 'p of (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂))', says: 'How likely the difference of two shares is by chance alone.' },
  anderson: { name: 'Anderson–Darling test', short: 'AD', formula: 'p of the k-sample statistic with midranks', says: 'Like Kolmogorov–Smirnov, with more weight on the tails. Its p lies between 0.001 and 0.25.' },
  cramer_von_mises: { name: 'Cramér–von Mises test', short: 'CvM', formula: 'p of T = n₁n₂/(n₁+n₂)² · Σ (F − G)²', says: 'How likely the summed gap between both distributions is by chance alone.' },
  es: { name: 'Epps–Singleton test', short: 'ES', formula: 'p of W over characteristic functions at 0.4 and 0.8', says: 'Compares waves fitted through both samples; works for whole numbers too.' },
  mannw: { name: 'Mann–Whitney test', short: 'MW', formula: 'p of U, one-sided', says: 'Drift only where current values tend to be higher than those of the reference.' },
  t_test: { name: 't test', short: 't', formula: 'p of (mean₁ − mean₂) / s√(1/n₁ + 1/n₂)', says: 'How likely the difference of the means is by chance alone.' },
  ed: { name: 'Energy distance', short: 'ED', formula: '√(2 ∫ (F − G)² dx)', says: 'In the unit of the column: not comparable between columns.' },
  g_test: { name: 'G test', short: 'G', formula: 'p of 2 Σ observed · ln(observed / expected)', says: 'Like chi-square; needs samples of equal size.' },
  fisher_exact: { name: 'Fisher’s exact test', short: 'Fisher', formula: 'p over all tables no more likely', says: 'Two values and samples of equal size; exact however small.' },
  TVD: { name: 'Total variation distance', short: 'TVD', formula: 'p of ½ Σ |r − c| by 1,000 permutations', says: 'How often rows dealt at random differ at least as much.' },
  empirical_mmd: { name: 'Maximum mean discrepancy', short: 'MMD', formula: 'p of E k(x,x′) + E k(y,y′) − 2 E k(x,y) by 100 permutations', says: 'How often rows dealt at random differ at least as much, seen through a bell-shaped kernel.' },
  abs_text_content_drift: { name: 'Text drift', short: 'AUC', formula: 'AUC of a linear classifier over TF-IDF words', says: '0.5: the texts cannot be told apart; 1: every text can.' },
  perc_text_content_drift: { name: 'Text drift, small samples', short: 'AUC', formula: 'AUC against the 95th percentile of random rankings', says: 'The texts can be told apart better than 95 of 100 random rankings would.' },
};

export const monitoringMessages = {
  reasons: {
    identifier: 'Not compared: an identifier, whose values differ by nature.',
    date: 'Not compared: dates move on by nature.',
    notInReference: 'Not compared: the reference has no such column.',
    notInCurrent: 'Not compared: the current data have no such column.',
    typeChanged: (before: string, now: string): string => `Not compared: the column was read as ${before} and is now ${now}. Import the file again with the same types.`,
    notNumbers: 'Not compared as numbers: the column holds text. Compare it as cat.',
    tooManyRows: (found: number, most: number): string => `This method deals rows anew many times and takes at most ${rows(most)}; there are ${integer(found)}. Use jensenshannon or wasserstein.`,
    slowMethod: (most: number): string => `Not measured beyond ${rows(most)}: it deals rows anew many times.`,
    noColumn: (column: string): string => `There is no column ${column} in either version. Check its spelling.`,
    noColumns: 'The two versions have no column in common. Choose another reference.',
    sameSnapshot: 'A version cannot be compared with itself. Choose another reference.',
    noReference: 'There is no earlier version to compare with. Import the next file first, or name a reference.',
    unknownRun: 'This look is not known.',
    unknownRule: 'This alert rule is not known.',
    emptyName: 'An alert rule needs a name.',
  },
  why: {
    accepted: 'accepted as the reference',
    champion: 'the champion learned from it',
    previous: 'the version before',
    none: 'there is no other version',
  },
  notes: {
    small: (fewest: number): string => `With ${rows(fewest)} a shift of less than ${figure(2.8 * Math.sqrt(2 / fewest))} standard deviations stays invisible.`,
    flip: (found: number): string => `The method changes at 1,000 reference rows (${integer(found)} here): tests with p-values below, distances above. The verdict may flip with it; compare the methods side by side.`,
    newValue: 'A value the reference does not have makes this p-value 0 on its own.',
    corrected: 'p-values are adjusted after Benjamini and Hochberg for the number of columns compared, so that few alarms are chance.',
    sampledPredictions: (taken: number, all: number): string => `Predictions are taken of ${integer(taken)} of ${rows(all)}, in even steps.`,
    modelSilent: (why: string): string => `The champion could not be asked: ${why}`,
  },
  meaning: {
    prediction: (before: number, now: number): string => `Mean forecast ${figure(now)} after ${figure(before)} per row`,
    target: (means: string): string => `${means}: what the model should predict has moved`,
    unused: 'No effect: the model does not use it',
    unusedLate: 'No effect: not used, known only after the sale',
    unseen: (count: number, values: number): string => `${rows(count)} ${count === 1 ? 'carries' : 'carry'} ${integer(values)} ${values === 1 ? 'value' : 'values'} the reference has never seen`,
    unseenFolded: (count: number, values: number, score: number): string => `${rows(count)} with ${integer(values)} unseen ${values === 1 ? 'value' : 'values'}; ${figure(score)} with spellings folded`,
    means: (before: number, now: number): string => `Mean ${figure(now)} after ${figure(before)}`,
    change: (change: number): string => (Math.abs(change) < 0.01 ? 'sales change by under 1 %' : `would ${change > 0 ? 'raise' : 'lower'} predicted sales by ${percent(change)}`),
    missing: (now: number, before: number): string => `${percent(now)} of the cells are missing, ${percent(before)} before`,
    texts: (word: string): string => `New wording, such as “${word}”`,
    calm: 'No change worth naming',
    moved: (share: number): string => `${percent(share)} of the rows moved to other values`,
    notCompared: 'Not compared',
  },
  tests: {
    meanError: 'Mean error',
    meanErrorRule: (limit: number): string => `at most a tenth of the error's standard deviation, ${figure(limit)}, from 0`,
    withinReference: (reference: number): string => `within 10 % of the reference, ${figure(reference)}`,
    betterThanDummy: (dummy: number): string => `better than a constant, ${figure(dummy)}`,
    positive: 'above 0',
  },
  performance: {
    noModel: 'There is no champion yet: promote a run to see how its predictions hold.',
    noActuals: (target: string): string => `The current rows have no ${target} yet, so that nothing can be scored.`,
  },
  alerts: {
    firing: (name: string, subject: string, value: string): string => `${name}: ${subject} ${value}`,
    resolved: (name: string, subject: string): string => `${name}: ${subject} is normal again`,
    noData: (name: string, subject: string): string => `${name}: no data for ${subject}`,
    table: 'the table',
    proposed: { used: 'A column the model uses drifts', share: 'Half of the columns drift' },
  },
  modelLacks: (columns: readonly string[]): string => `the data lack ${columns.map((name) => `“${name}”`).join(', ')}, which it learned from.`,
  progress: { reading: 'Comparing columns', predicting: 'Asking the champion', column: (name: string): string => `Comparing ${name}` },
  standing: {
    firing: (count: number): string => `${integer(count)} ${count === 1 ? 'alert is' : 'alerts are'} firing.`,
    link: 'See the alerts',
  },
  figure,
  percent,
} as const;
