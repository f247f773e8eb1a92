/** What the engine says about series, their set-up, backtest and forecasts. */
import type { Frequency } from '../areas/seriesSetup';

const count = (value: number): string => value.toLocaleString('en-US');
const share = (value: number, digits = 0): string => `${(100 * value).toFixed(digits)} %`;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const weekdayName = (weekday: number): string => weekdays[weekday] ?? '';

const nouns: Readonly<Record<Frequency, string>> = { day: 'day', week: 'week', month: 'month', quarter: 'quarter', year: 'year' };
/** "1 week", "53 weeks". */
export const periods = (number: number, frequency: Frequency): string => `${count(number)} ${nouns[frequency]}${number === 1 ? '' : 's'}`;

const obstacleWords = (season: number | null, history: number, frequency: Frequency) => ({
  'too-short': 'its history is too short',
  'two-seasons': season === null ? 'no season is set' : `needs two whole seasons: ${periods(2 * season, frequency)}, there are ${periods(history, frequency)}`,
  'one-season': season === null ? 'no season is set' : `needs one whole season: ${periods(season, frequency)}, there are ${periods(history, frequency)}`,
  'no-season': `needs a season, and two of them do not fit into ${periods(history, frequency)} of history`,
  'not-intermittent': 'it sells in most periods (mean interval below 1.32); this method is for demand with many zeros',
  'no-sales': 'nothing was sold',
  negative: 'it has negative values; this method is for demand',
  'no-members': 'needs at least two of its members in the same race',
});
export type ObstacleWord = keyof ReturnType<typeof obstacleWords>;

export const seriesMessages = {
  noKey: '(missing)',
  total: 'All series together',
  obstacle: (obstacle: ObstacleWord, season: number | null, history: number, frequency: Frequency): string => obstacleWords(season, history, frequency)[obstacle],
  stoodIn: (series: number, all: number, reason: string): string => `A simpler method stood in for ${count(series)} of ${count(all)} forecasts from an origin: ${reason}.`,
  nowhere: (reason: string): string => `It cannot run here: ${reason}.`,
  refused: {
    noDates: (column: string, type: string): string => (type === 'nothing' ? `There is no column "${column}" for the date. Choose one that holds dates.` : `"${column}" holds ${type}, not dates. Choose a column of dates, or import the file again and read it as dates.`),
    noNumbers: (column: string, type: string): string => (type === 'nothing' ? `There is no column "${column}" to forecast. Choose one of the columns of this version.` : `"${column}" holds ${type}, not numbers, so it cannot be forecast. Choose a column of whole or decimal numbers.`),
    noKeyColumn: (column: string): string => `There is no column "${column}" to tell series apart. Check the spelling.`,
    sameColumn: (column: string): string => `"${column}" cannot be two things at once. Choose different columns for date, series and target.`,
    oneDate: (column: string, days: number): string => `"${column}" holds ${days === 0 ? 'no date' : 'only one date'}, so there is no series over time. Choose another column of dates.`,
    tooLarge: (series: number, length: number): string => `${count(series)} series over ${count(length)} periods are more than fits. Choose a longer period, such as weeks, or fewer series.`,
    horizonTooLong: (horizon: number, length: number, most: number): string => `The history holds ${count(length)} periods; forecasting ${count(horizon)} leaves too little to learn from. Give a horizon of at most ${count(most)}.`,
    originsDoNotFit: (origins: number, step: number, horizon: number, length: number): string => `${count(origins)} origins ${count(step)} apart with a horizon of ${count(horizon)} do not fit into ${count(length)} periods. Give fewer origins, a smaller step or a shorter horizon.`,
    tooShort: (length: number): string => `The history holds ${count(length)} periods, too few to test a forecast on. At least 8 are needed.`,
    noneActive: (active: { readonly atLeast: number; readonly of: number } | null): string => (active ? `At some origin no series sold in ${active.atLeast} of the last ${active.of} periods. Give a weaker rule or fewer origins.` : 'At some origin no series has two measured periods. Give fewer origins.'),
    notSeries: (run: number): string => `Run ${run} is no time series run. Choose a run of a time series experiment.`,
    notSeriesRace: 'This experiment is no time series experiment.',
    unknownForecast: 'This forecast is not known. It may belong to another project.',
    unknownSeries: 'This series is not known.',
    beyondBacktest: (horizon: number, measured: number): string => `The backtest measured ${count(measured)} steps ahead, so a forecast of ${count(horizon)} would have no measured band. Test again with a longer horizon.`,
    nothingFinished: 'No method could run, so there is nothing to forecast with.',
    wide: (columns: readonly string[]): string => `This looks like one column for each series (${columns.slice(0, 4).map((name) => `"${name}"`).join(', ')}). Choose one of them as target, or bring the file into long form first: one column for the date, one for the name, one for the value.`,
  },
  evidence: {
    months: (dates: number, day: number | 'last', frequency: Frequency): string => `${periods(1, frequency).slice(2)}ly: all ${count(dates)} dates are the ${day === 'last' ? 'last' : `${day}.`} day of a month.`,
    weeks: (dates: number, weekday: number, next: number): string => `weekly: all ${count(dates)} dates are ${weekdayName(weekday)}s, ${count(next)} of ${count(dates - 1)} follow after 7 days.`,
    days: (dates: number, first: string, next: number): string => `daily: ${count(dates)} dates from ${first} on, ${count(next)} of ${count(dates - 1)} follow the day before.`,
    frequency: (evidence: string): string => `The data is ${evidence}`,
    chosenFrequency: (frequency: Frequency): string => `Counted by ${frequency}, as chosen.`,
    target: (column: string): string => `"${column}" is forecast.`,
    keys: (names: readonly string[], series: number): string => (names.length === 0 ? 'One series: no column tells several apart.' : `${names.map((name) => `"${name}"`).join(' and ')} tells ${count(series)} series apart.`),
    repeated: (rows: number): string => `${count(rows)} rows repeat a date of the same series; they are summed.`,
    gapsZero: (missing: number, series: number): string => (missing === 0 ? 'No period is missing.' : `${count(missing)} periods in ${count(series)} series have no row: taken as nothing sold, since other rows say 0 or count pieces.`),
    gapsMissing: (missing: number, series: number): string => (missing === 0 ? 'No period is missing.' : `${count(missing)} periods in ${count(series)} series have no row: left as not known. They are bridged for learning and never scored.`),
    lateStarts: (series: number): string => `${count(series)} series begin later than the first date; they are used from their first row on.`,
    withoutDate: (rows: number): string => `${count(rows)} rows have no date and are left out.`,
    withoutTarget: (rows: number): string => `${count(rows)} rows have no value and are left out.`,
    season: (season: number, frequency: Frequency): string => `A season of ${periods(season, frequency)}; two of them fit before the first origin.`,
    noSeason: (natural: number, before: number, frequency: Frequency): string => `No season: two times ${periods(natural, frequency)} are needed before the first origin, there are ${periods(before, frequency)}.`,
    origins: (origins: number, step: number, horizon: number, frequency: Frequency): string => `The last ${count(origins)} origins that leave ${periods(horizon, frequency)}, ${periods(step, frequency)} apart.`,
    active: (atLeast: number, of: number, frequency: Frequency): string => `From each origin, series that sold in at least ${count(atLeast)} of the ${periods(of, frequency)} before it.`,
    tooShortSeries: (series: number): string => `${count(series)} series are too short or too quiet to be scored from the last origin; they are forecast, but not measured.`,
  },
  offer: {
    weekday: (weekday: number): string => `No ${weekdayName(weekday)} has a row. Take them as closed?`,
    periods: (days: readonly string[], coming: readonly string[]): string => `Nothing was sold in the period of ${days.join(', ')}. ${coming.length > 0 ? `No closure is set for ${coming.join(', ')}, a year later.` : 'Take it as closed?'}`,
  },
  finding: {
    none: 'No method finished.',
    onlyBaseline: (best: string): string => `${best} is best: no other method beats the simple rules`,
    clear: (best: string, baseline: string): string => `${best} beats ${baseline.toLowerCase()}`,
    unclear: (best: string, baseline: string): string => `${best} beats ${baseline.toLowerCase()}, but not clearly`,
    ahead: (best: string): string => `${best} is best`,
  },
  biasWarning: (method: string, bias: number, other: string, otherBias: number): string => `${method} says ${share(Math.abs(bias))} ${bias < 0 ? 'less' : 'more'} in total than was sold. Where totals count, look at ${other.toLowerCase()}: ${otherBias < 0 ? '−' : '+'}${share(Math.abs(otherBias))}.`,
  reconciliation: (series: number): string => `Bottom-up: the sum of ${count(series)} series. Its band comes from the errors of the sum itself.`,
  noDecomposition: (season: number | null, frequency: Frequency, length: number): string => (season === null ? `No season is set, so there is nothing to take apart.` : `Taking a season apart needs ${periods(2 * season, frequency)}; there are ${periods(length, frequency)}.`),
  progress: {
    reading: 'Reading the series',
    origin: (origin: number, origins: number, series: number): string => `Origin ${origin} of ${origins}: ${count(series)} series`,
    forecasting: (series: number): string => `Forecasting ${count(series)} series`,
    finishing: 'Measuring the bands',
    writing: 'Writing the file',
  },
  cancelled: 'Cancelled. What was finished is kept.',
  jobFailed: 'This method could not be computed',
  backtestFile: (race: number): string => `backtest of race ${race}.csv`,
  sharing: { plan: (race: number): string => `plan of race ${race}`, forecast: (run: number): string => `forecast by run ${run}` },
  forecastFile: (dataset: string, run: number): string => `${dataset} forecast by run ${run}.csv`,
} as const;
