/**
 * Time series through the command line: the weekly protocol on UCI Online Retail with every score computed again from the
 * written backtest, a monthly total, and what each mistake is told.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root, runCli } from '../helpers/builtProgram';
import { temporaryFolder } from '../helpers/temporary';
import { testWith } from '../helpers/sharedData';

const shared = join(root, '../shared/data/uci_online_retail/weekly_top400_sku.csv');
/** The shipped sample is the same table. */
const weekly = existsSync(shared) ? shared : join(root, 'resources/samples/online-retail-weekly.csv');
const secondsAllowed = 120;

const metric = z.object({ mean: z.number().nullable(), folds: z.array(z.number().nullable()) });
const trained = z.object({
  experiment: z.string(), best: z.string(), baseline: z.string(), series: z.number(), oof: z.string(), leakage: z.array(z.unknown()),
  runs: z.array(z.object({ id: z.string(), model: z.string(), state: z.string(), failure: z.string().nullable(), metrics: z.record(z.string(), metric) })),
});

/** One for a whole group of tests. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-series-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Answer {
  readonly key: string;
  readonly origin: string;
  readonly date: string;
  readonly actual: number;
  readonly predicted: number;
  readonly lower: number;
  readonly upper: number;
}

/** Cells without quotes are enough here: keys are numbers. */
function readBacktest(path: string): Map<string, Answer[]> {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  expect(header).toBe('key,origin,step,date,actual,predicted,lower,upper,method');
  const byMethod = new Map<string, Answer[]>();
  for (const line of lines) {
    const [key = '', origin = '', , date = '', actual, predicted, lower, upper, method = ''] = line.split(',');
    const answers = byMethod.get(method) ?? [];
    answers.push({ key, origin, date, actual: Number(actual), predicted: Number(predicted), lower: Number(lower), upper: Number(upper) });
    byMethod.set(method, answers);
  }
  return byMethod;
}

/** Units of each sku by week, read by own code. */
function readUnits(): Map<string, Map<string, number>> {
  const units = new Map<string, Map<string, number>>();
  for (const line of readFileSync(weekly, 'utf8').trim().split(/\r?\n/).slice(1)) {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    const [week = '', sku = '', , sold] = cells;
    const own = units.get(sku) ?? new Map<string, number>();
    own.set(week, Number(sold));
    units.set(sku, own);
  }
  return units;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => [...Map.groupBy(items, keyOf).values()];

function wapeOf(answers: readonly Answer[]): number {
  return mean(groupBy(answers, ({ origin }) => origin).map((own) => own.reduce((sum, { actual, predicted }) => sum + Math.abs(actual - predicted), 0) / own.reduce((sum, { actual }) => sum + actual, 0)));
}

function rmsseOf(answers: readonly Answer[], units: ReadonlyMap<string, ReadonlyMap<string, number>>): number {
  return mean(groupBy(answers, ({ origin }) => origin).map((own) => mean(groupBy(own, ({ key }) => key).flatMap((series) => {
    const { key, origin } = series[0]!;
    const history = [...units.get(key)!].filter(([week]) => week <= origin).sort().map(([, sold]) => sold);
    const naive = mean(history.slice(1).map((value, t) => (value - history[t]!) ** 2));
    return naive === 0 ? [] : [Math.sqrt(mean(series.map(({ actual, predicted }) => (actual - predicted) ** 2)) / naive)];
  }))));
}

describe('UCI Online Retail, 400 series by week', () => {
  const folder = ownFolder();
  let result: z.infer<typeof trained>;
  let seconds = 0;

  beforeAll(async () => {
    const start = performance.now();
    const outcome = await runCli(['train', weekly, '--task', 'timeseries', '--target', 'units', '--date', 'week_start', '--group', 'sku', '--horizon', '4', '--oof', 'backtest.csv', '--json', '--quiet'], folder);
    seconds = (performance.now() - start) / 1000;
    expect(outcome.stderr).toBe('');
    result = trained.parse(outcome.json());
  }, 400_000);

  const scoreOf = (model: string, name: string): number => result.runs.find((run) => run.model === model)?.metrics[name]?.mean ?? NaN;

  test('the best pooled WAPE is at most .58 and the best mean RMSSE at most 1.03, beside the naive family', () => {
    const finished = result.runs.filter(({ state }) => state === 'finished');
    const best = (name: string): number => Math.min(...finished.map(({ model }) => scoreOf(model, name)));
    process.stderr.write(finished.map(({ model }) => `${model}: WAPE ${scoreOf(model, 'wape').toFixed(3)}, RMSSE ${scoreOf(model, 'rmsse').toFixed(3)}, bias ${(100 * scoreOf(model, 'bias')).toFixed(1)} %, coverage ${(100 * scoreOf(model, 'coverage')).toFixed(1)} %\n`).join('') + `${result.series} series in ${seconds.toFixed(0)} s\n`);
    expect(result.series).toBe(400);
    expect(best('wape')).toBeLessThanOrEqual(0.58);
    expect(best('rmsse')).toBeLessThanOrEqual(1.03);
    expect(scoreOf('naive', 'wape')).toBeGreaterThan(best('wape'));
    expect(finished.every(({ metrics }) => metrics['bias']?.mean !== null)).toBe(true);
    expect(result.runs.find(({ model }) => model === 'seasonal-naive')).toMatchObject({ state: 'failed', failure: expect.stringContaining('season') as unknown });
  });

  test('the default methods take at most 120 seconds', () => expect(seconds).toBeLessThanOrEqual(secondsAllowed));

  test('the last 6 origins that leave 4 weeks, 4 weeks apart, and series with 8 selling weeks of 26', () => {
    const units = readUnits();
    const answers = readBacktest(join(folder, 'backtest.csv')).get('naive')!;
    const weeks = [...new Set([...units.values()].flatMap((own) => [...own.keys()]))].sort();
    expect([...new Set(answers.map(({ origin }) => origin))].sort()).toEqual([28, 32, 36, 40, 44, 48].map((at) => weeks[at]));
    for (const origin of new Set(answers.map((answer) => answer.origin))) {
      const at = weeks.indexOf(origin);
      const expected = [...units].filter(([, own]) => weeks.slice(at - 25, at + 1).filter((week) => (own.get(week) ?? 0) > 0).length >= 8).map(([sku]) => sku).sort();
      expect([...new Set(answers.filter((answer) => answer.origin === origin).map(({ key }) => key))].sort()).toEqual(expected);
    }
  });

  test('WAPE, RMSSE, bias and coverage come out the same from the written backtest', () => {
    const units = readUnits();
    for (const [method, answers] of readBacktest(join(folder, 'backtest.csv'))) {
      for (const answer of answers) expect(answer.actual).toBe(units.get(answer.key)?.get(answer.date));
      expect(wapeOf(answers)).toBeCloseTo(scoreOf(method, 'wape'), 9);
      expect(rmsseOf(answers, units)).toBeCloseTo(scoreOf(method, 'rmsse'), 9);
      const byOrigin = groupBy(answers, ({ origin }) => origin);
      expect(mean(byOrigin.map((own) => own.reduce((sum, { actual, predicted }) => sum + predicted - actual, 0) / own.reduce((sum, { actual }) => sum + actual, 0)))).toBeCloseTo(scoreOf(method, 'bias'), 9);
      const coverage = mean(byOrigin.map((own) => own.filter(({ actual, lower, upper }) => lower <= actual && actual <= upper).length / own.length));
      expect(coverage).toBeCloseTo(scoreOf(method, 'coverage'), 9);
      expect(coverage).toBeGreaterThan(0.87);
      expect(coverage).toBeLessThan(0.93);
    }
  });

  test('the runs stand in tracking: searched, compared, and forecast from', async () => {
    const found = z.object({ runs: z.array(z.object({ id: z.string(), task: z.string() })) }).parse((await runCli(['runs', '--search', 'task = timeseries and wape < 0.58', '--json'], folder)).json());
    expect(found.runs.length).toBeGreaterThan(0);
    expect(found.runs.every(({ task }) => task === 'timeseries')).toBe(true);
    const compared = z.object({ pairs: z.array(z.object({ verdict: z.string() })) }).parse((await runCli(['compare', result.best, result.baseline, '--json'], folder)).json());
    expect(compared.pairs[0]?.verdict).not.toBe('not-comparable');
    const forecast = z.object({ series: z.number(), horizon: z.number(), coverage: z.number(), forecast: z.array(z.object({ series: z.string(), step: z.number(), day: z.string(), value: z.number(), lower: z.number(), upper: z.number() })) });
    const ahead = forecast.parse((await runCli(['forecast', weekly, '--model', result.best, '-o', 'forecast.csv', '--json', '--quiet'], folder)).json());
    expect(ahead).toMatchObject({ series: 400, horizon: 4 });
    expect(ahead.forecast).toHaveLength(1600);
    expect(ahead.forecast.slice(0, 4).map(({ day }) => day)).toEqual(['2011-12-05', '2011-12-12', '2011-12-19', '2011-12-26']);
    expect(ahead.forecast.every(({ value, lower, upper }) => lower <= value && value <= upper && lower >= 0)).toBe(true);
    expect(readFileSync(join(folder, 'forecast.csv'), 'utf8').split('\n')).toHaveLength(1602);
  }, 120_000);
});

const passengers = join(root, '../shared/data/air_passengers/example_air_passengers.csv');
testWith(passengers)('a monthly total knows its season: seasonal methods beat the naive one', async () => {
  const folder = temporaryFolder();
  const outcome = await runCli(['forecast', passengers, '--target', 'y', '--date', 'ds', '--horizon', '12', '--models', 'naive,seasonal-naive,theta,holt-winters,ets', '--json', '--quiet'], folder);
  const answer = z.object({ series: z.number(), method: z.string(), forecast: z.array(z.object({ day: z.string(), value: z.number() })), backtest: z.object({ methods: z.array(z.object({ method: z.string(), mase: z.number().nullable() })) }) }).parse(outcome.json());
  const mase = (method: string): number => answer.backtest.methods.find((each) => each.method === method)?.mase ?? NaN;
  expect(answer.series).toBe(1);
  expect(mase('ets')).toBeLessThan(mase('seasonal-naive'));
  expect(mase('holt-winters')).toBeLessThan(mase('naive'));
  expect(answer.forecast[0]).toMatchObject({ day: '1961-01-01' });
  expect(answer.forecast[6]!.value).toBeGreaterThan(600);
}, 120_000);

describe('what cannot be is refused in words, and stores nothing', () => {
  const folder = ownFolder();
  const rows = (count: number, write: (i: number) => string): string => Array.from({ length: count }, (_, i) => write(i)).join('\n');
  const day = (i: number): string => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
  beforeAll(() => {
    writeFileSync(join(folder, 'daily.csv'), `day,shop,units,note\n${rows(120, (i) => `${day(Math.floor(i / 2))},${i % 2 === 0 ? 'north' : 'south'},${3 + (i % 7)},text ${i}`)}\n`);
    writeFileSync(join(folder, 'short.csv'), `day,units\n${rows(5, (i) => `${day(i)},${i + 1}`)}\n`);
  });
  const ask = async (...args: string[]): Promise<{ exitCode: number; message: string; code: string }> => {
    const outcome = await runCli([...args, '--json', '--quiet'], folder);
    const { error } = z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(outcome.json());
    return { exitCode: outcome.exitCode, ...error };
  };
  const base = ['--task', 'timeseries', '--target', 'units', '--date', 'day', '--group', 'shop'];
  test.each([
    ['no horizon', ['train', 'daily.csv', ...base], '--horizon is needed'],
    ['a horizon of nothing', ['train', 'daily.csv', ...base, '--horizon', '0'], '--horizon needs a whole number'],
    ['no date', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--horizon', '4'], '--date is needed'],
    ['an unknown date', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--date', 'when', '--horizon', '4'], 'There is no column "when"'],
    ['a date that is none', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--date', 'shop', '--horizon', '4'], '"shop" holds'],
    ['a target of text', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'note', '--date', 'day', '--group', 'shop', '--horizon', '4'], 'not numbers'],
    ['an unknown group', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--date', 'day', '--group', 'town', '--horizon', '4'], 'no column "town"'],
    ['one column for two uses', ['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--date', 'day', '--group', 'units', '--horizon', '4'], 'cannot be two things'],
    ['a history too short', ['train', 'short.csv', '--task', 'timeseries', '--target', 'units', '--date', 'day', '--horizon', '2'], 'The history holds 5 periods'],
    ['a horizon too long', ['train', 'daily.csv', ...base, '--horizon', '58'], 'Give a horizon of at most'],
    ['origins that do not fit', ['train', 'daily.csv', ...base, '--horizon', '4', '--origins', '50', '--step', '4'], 'do not fit'],
    ['a rule no series meets', ['train', 'daily.csv', ...base, '--horizon', '4', '--min-active', '400', '--active-window', '400'], 'no series sold'],
    ['an unknown method', ['train', 'daily.csv', ...base, '--horizon', '4', '--models', 'prophet'], 'There is no method prophet'],
    ['an unknown metric', ['train', 'daily.csv', ...base, '--horizon', '4', '--metric', 'rmsle'], '--metric must be one of'],
    ['a group without the task', ['train', 'daily.csv', '--target', 'units', '--group', 'shop'], 'belongs to --task timeseries'],
    ['a closure that is no day', ['forecast', 'daily.csv', '--target', 'units', '--date', 'day', '--group', 'shop', '--horizon', '4', '--closure', 'Christmas'], '--closure needs days'],
  ])('%s', async (_, args, said) => {
    const { exitCode, code, message } = await ask(...args);
    expect(message).toContain(said);
    expect(code).toBe('invalid-input');
    expect(exitCode).toBe(2);
  });

  test('repeated dates are summed and said so; nothing was stored by the refusals', async () => {
    const outcome = await runCli(['train', 'daily.csv', '--task', 'timeseries', '--target', 'units', '--date', 'day', '--horizon', '4', '--models', 'naive,ses', '--json', '--quiet'], folder);
    const answer = z.object({ series: z.number(), periods: z.number(), evidence: z.array(z.string()), runs: z.array(z.object({ number: z.number() })) }).parse(outcome.json());
    expect(answer).toMatchObject({ series: 1, periods: 60 });
    expect(answer.evidence.join(' ')).toContain('60 rows repeat a date of the same series; they are summed.');
    expect(answer.runs.map(({ number }) => number)).toEqual([1, 2]);
  });
});
