/** What a gate says about a run, rule by rule. */
import type { GateVerdict } from '../areas/gates';
import type { MetricName, RunModel } from '../areas/tracking';
import { metricWords, modelWords } from './names';

const count = (value: number, noun: string): string => `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
const fine = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 3 }).replace('-', '−');
const share = (value: number): string => `${(value * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const write = (metric: MetricName, value: number): string => (metricWords[metric].form === 'share' ? share(value).replace('-', '−') : fine(value));
const nameOf = (metric: MetricName): string => metricWords[metric].name;

interface IntervalWords {
  readonly difference: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly groups: number | null;
}

export const gateMessages = {
  progress: { champion: 'Holding the run against the champion', baseline: 'Holding the run against the best simple rule' },
  noChampion: 'There is no champion yet, so it is judged alone: by its own score, the simple rule, leaks and the data.',
  nothingToCompare: 'There is no champion yet, so there is nothing to compare with.',
  noRules: 'No rule asks for anything.',
  undefinedHere: 'The metric is not defined on these rows, so the two cannot be told apart.',
  missingColumns: (names: readonly string[]): string => `The champion reads ${list(names)}, which this version of the data does not have, so it cannot answer for these rows.`,
  otherKind: (names: readonly string[]): string => `${list(names)} ${names.length === 1 ? 'holds' : 'hold'} another kind of values than when the champion was trained, so it cannot answer for these rows.`,
  champion: (run: number): string => `the champion, run ${run}`,
  missingCandidate: (metric: MetricName): string => `${nameOf(metric)} was not measured for this run.`,
  missingChampion: (metric: MetricName): string => `${nameOf(metric)} is not defined for the champion on these rows.`,
  bound: (holds: boolean, metric: MetricName, value: number, threshold: number, greater: boolean): string => `${nameOf(metric)} ${write(metric, value)} is ${holds ? 'within' : 'outside'} the bound: at ${greater ? 'least' : 'most'} ${write(metric, threshold)}.`,
  change: (holds: boolean, metric: MetricName, value: number, base: number, absolute: number | null, relative: number | null): string =>
    `${nameOf(metric)} ${write(metric, value)} against ${write(metric, base)} of the champion ${holds ? 'is' : 'is not'} the change asked for: ${[absolute === null ? null : `at least ${write(metric, absolute)} better`, relative === null ? null : `at least ${share(relative)} better`].filter((part) => part !== null).join(' and ')}.`,
  fewPairs: (rows: number, fewest: number, leftOut: number): string => `Only ${count(rows, 'row')} can be compared, ${fewest} are asked for${leftOut > 0 ? `; ${count(leftOut, 'row')} were left out because the champion has learned from them` : ''}.`,
  interval: (state: GateVerdict, against: string, metric: MetricName, { difference, lower, upper, groups }: IntervalWords, level: number, rows: number): string => {
    const verdict = { pass: 'Clearly better than', fail: 'Clearly worse than', insufficient: 'Not to be told from' }[state];
    const range = lower === null || upper === null ? 'no interval can be drawn' : `${share(level)} interval ${write(metric, lower)} to ${write(metric, upper)}`;
    return `${verdict} ${against}: ${nameOf(metric)} differs by ${write(metric, difference)}, ${range}, on ${count(rows, 'row')}${groups === null ? '' : ` in ${count(groups, 'group')}`}.`;
  },
  baseline: {
    name: (model: RunModel): string => `the best simple rule, ${modelWords[model].name.toLowerCase()}`,
    isBest: 'It is a simple rule itself, and nothing learned in its race beats it.',
    isBeaten: 'It is a simple rule, and another run of its race beats it.',
    none: 'No simple rule ran in its race, so it is not shown that it beats one. Race again with the baselines in.',
  },
  slices: {
    range: (from: number, to: number): string => `${fine(from)} to ${fine(to)}`,
    noColumn: (column: string): string => `There is no column "${column}" to look at part by part.`,
    worse: (column: string, metric: MetricName, most: number, worse: readonly { readonly label: string; readonly rows: number; readonly candidate: number; readonly against: number }[]): string =>
      `${nameOf(metric)} gets worse by more than ${share(most)} where ${column} is ${worse.slice(0, 3).map(({ label, rows, candidate, against }) => `${label} (${write(metric, candidate)} against ${write(metric, against)}, ${count(rows, 'row')})`).join(', ')}${worse.length > 3 ? ` and in ${worse.length - 3} more` : ''}.`,
    holds: (column: string, metric: MetricName, judged: number, small: number, most: number): string => `${nameOf(metric)} holds within ${share(most)} in ${count(judged, 'part')} by ${column}${small > 0 ? `; ${count(small, 'part')} too small to judge` : ''}.`,
    allSmall: (column: string, smallest: number): string => `Every part by ${column} has fewer than ${count(smallest, 'row')}, too few to judge.`,
  },
  noLeak: 'No column that gives the answer away.',
  leak: (columns: readonly string[]): string => `It uses ${list(columns)}, which ${columns.length === 1 ? 'gives' : 'give'} the answer away.`,
  quality: {
    unchecked: 'The data it learned from was never checked, so nothing is known of its quality.',
    passed: (passed: number, checks: number): string => `The data it learned from passes: ${passed} of ${count(checks, 'check')}, no critical one failed.`,
    failed: (rules: readonly string[]): string => `The data it learned from fails ${count(rules.length, 'critical check')}: ${rules.slice(0, 3).join('; ')}.`,
  },
  rows: (holds: boolean, rows: number, fewest: number): string => `It learned from ${count(rows, 'row')}${holds ? '' : `, and ${fewest} are asked for`}.`,
  refused: {
    emptyChange: (metric: string): string => `The rule on ${metric} asks for nothing. Give a bound, or an absolute or relative change.`,
    twice: (rule: string, metric: string | null): string => `There are two rules of the kind "${rule}"${metric === null ? '' : ` on ${metric}`}. Keep one.`,
    /** What the document is called where it is no JSON. */
    rules: 'the document of gate rules',
    noRules: (place: string, reason: string): string => `The rules cannot be read${place === '' ? '' : ` at ${place}`}: ${reason}. Give "thresholds" by metric and a list of "rules".`,
  },
} as const;
