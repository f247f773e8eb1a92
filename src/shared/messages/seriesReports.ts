/** Words of the report of a time series forecast. */
import { periods } from './series';
import type { Frequency } from '../areas/seriesSetup';

const plural = (frequency: Frequency): string => periods(2, frequency).replace(/^2 /, '');
const single = (frequency: Frequency): string => periods(1, frequency).replace(/^1 /, '');

export const seriesReportMessages = {
  unknown: 'There is no such time series forecast. It may have been made in another project.',
  kind: 'Sales forecast',
  fileName: (dataset: string, run: number): string => `${dataset} series forecast report, run ${run}`,
  title: (total: string, target: string, horizon: number, frequency: Frequency, day: string): string => `We expect about ${total} ${target} in the ${periods(horizon, frequency)} to ${day}`,
  lead: {
    level: (mean: string, frequency: Frequency, change: string, horizon: number): string => `That is about ${mean} a ${single(frequency)}, ${change} the last ${periods(horizon, frequency)}.`,
    up: (share: string): string => `${share} above`,
    down: (share: string): string => `${share} below`,
    same: 'close to',
    band: (level: string, low: string, high: string, frequency: Frequency): string => `In the first ${single(frequency)} we expect between ${low} and ${high} in ${level} of cases.`,
  },
  figures: {
    total: (horizon: number, frequency: Frequency, day: string): string => `${periods(horizon, frequency)} to ${day}`,
    totalNote: (series: string): string => `${series} series`,
    yearAgo: 'Same time a year ago',
    yearAgoNone: 'the history is shorter than a year',
    last: (horizon: number, frequency: Frequency): string => `Last ${periods(horizon, frequency)}`,
    miss: (frequency: Frequency): string => `Typical miss per ${single(frequency)}`,
    missNote: (baseline: string, value: string): string => `${value} with ${baseline}`,
    then: (value: string): string => `${value} then`,
  },
  chart: {
    title: (change: 'rises' | 'falls' | 'stays'): string => ({ rises: 'Demand is expected to rise', falls: 'Demand is expected to fall', stays: 'Demand is expected to stay near where it is' })[change],
    unit: (target: string, frequency: Frequency): string => `${target} per ${single(frequency)}, all series together`,
    sold: 'sold',
    forecast: 'forecast',
    today: 'end of data',
  },
  table: {
    title: (frequency: Frequency): string => `${single(frequency).charAt(0).toUpperCase()}${single(frequency).slice(1)} by ${single(frequency)}`,
    note: (level: string): string => `Low and high are the ${level} range of all series together. Ranges of single periods do not add up to a range of the total.`,
    period: 'From',
    low: 'Low',
    forecast: 'Forecast',
    high: 'High',
    yearAgo: 'Year ago',
    total: 'Total',
  },
  movers: {
    title: 'Largest movers',
    unit: (horizon: number, frequency: Frequency): string => `Mean of a ${single(frequency)}, last ${periods(horizon, frequency)} against as many before`,
    none: 'The history is too short to tell who moved.',
  },
  trust: 'How far to trust it',
  wrong: 'What could make it wrong',
  trustText: {
    replay: (origins: number, horizon: number, frequency: Frequency): string => `Replayed from ${origins} earlier ends of the history, each ${periods(horizon, frequency)} ahead.`,
    coverage: (level: string, coverage: string): string => `The ${level} range held ${coverage} of those values.`,
    bias: (share: string): string => `Sums came out ${share} (forecast − sold, over sold).`,
  },
  wrongText: {
    short: (length: number, frequency: Frequency): string => `The history of ${periods(length, frequency)} cannot show two whole seasons.`,
    gaps: (missing: string, series: string): string => `${missing} periods in ${series} series had no row and were filled by the rule of the set-up.`,
    late: (series: string): string => `${series} series began later than the others.`,
    closures: (days: string): string => `Closed periods were entered: ${days}.`,
    changes: 'Nothing here knows of a change in prices, promotions or rivals after the data ends.',
  },
  methods: { title: 'Every method on the same past', note: 'Pooled over all origins and series; formulas in docs/metrics.md. Simple rules are marked.', method: 'Method', simple: 'simple rule', ahead: (step: number): string => `${step} ahead`, byStep: 'Typical miss by how far ahead', byStepNote: 'WAPE of each step ahead, over all origins' },
  setup: { title: 'How the series were made', date: 'Date', keys: 'Series by', frequency: 'Period', gaps: 'Period without a row', zero: 'nothing was sold', missing: 'not known', closures: 'Closed', season: 'Season', none: 'none', one: 'one series', origins: 'Ends of history replayed', active: 'Scored series', activeText: (atLeast: number, of: number): string => `those that sold in at least ${atLeast} of the ${of} periods before` , all: 'all' },
  sheets: { summary: 'Summary', forecast: 'Forecast', total: 'Total', methods: 'Methods', movers: 'Movers', setup: 'Set-up', provenance: 'Provenance', series: 'Series', step: 'Step', day: 'From', item: 'Item', value: 'Value', note: 'Note', reason: 'Reason', recent: 'Recent mean', before: 'Mean before', change: 'Change' },
  glossary: [
    ['Simple rule', 'Last value, same time last season, or mean of the last periods. A method that does not beat it is not worth its trouble.'],
    ['Range', 'Where the value ends up as often as the level says, taken from past misses at the same distance ahead.'],
    ['WAPE', 'Sum of all misses over the sum of all sales.'],
    ['MASE, RMSSE', 'A miss measured in steps of the naive method on the same series: below 1 is better than naive.'],
    ['Bias', 'Forecasts minus sales, over sales: above 0 the forecast is too high.'],
    ['Origin', 'An earlier end of the history from which the method was asked to look ahead.'],
  ] as readonly (readonly [string, string])[],
  footer: (source: string, run: number, method: string, seed: number): string => `Data sha256 ${source} · ${method}, run ${run} · seed ${seed} · the same inputs give the same report`,
  plural,
} as const;
