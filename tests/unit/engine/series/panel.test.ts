/** Rows become series: frequency with evidence, gaps by a stated rule, closures, repeated dates, ragged starts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayText, makeCalendar, periodNumber, periodStart, type Anchor } from '@engine/series/calendar';
import { findClosedWeekdays, findClosures } from '@engine/series/findClosures';
import { distinctDays, findAnchor, findFrequency } from '@engine/series/findFrequency';
import { buildPanel, type PanelSetup } from '@engine/series/panel';
import { chooseOrigins, planOrigins } from '@engine/series/planOrigins';
import { frequencies } from '@shared/areas/seriesSetup';
import type { TrainingColumn } from '@engine/training';

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const days = (first: string, count: number, step: number): number[] => Array.from({ length: count }, (_, i) => at(first) + i * step * 86_400_000);
const setup: PanelSetup = { date: 'day', keys: ['shop'], frequency: 'day', gaps: 'zero', closedWeekdays: [], closures: [], season: null, price: null, horizon: 3 };

function columnsOf(rows: readonly (readonly [string, string, number])[]): TrainingColumn[] {
  const levels = [...new Set(rows.map(([, shop]) => shop))];
  return [
    { kind: 'number', name: 'day', type: 'date', values: Float64Array.from(rows, ([day]) => (day === '' ? NaN : at(day))) },
    { kind: 'text', name: 'shop', type: 'category', codes: Int32Array.from(rows, ([, shop]) => (shop === '' ? -1 : levels.indexOf(shop))), levels },
    { kind: 'number', name: 'units', type: 'integer', values: Float64Array.from(rows, ([, , units]) => units) },
  ];
}
const build = (rows: readonly (readonly [string, string, number])[], other: Partial<PanelSetup> = {}) => buildPanel(columnsOf(rows), rows.length, 'units', { ...setup, ...other });

describe('how often the data counts', () => {
  const monthly = ['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30'].map(at);
  test.each([
    ['daily', days('2024-01-01', 60, 1), 'day'],
    ['daily without Sundays', days('2024-01-01', 60, 1).filter((ms) => new Date(ms).getUTCDay() !== 0), 'day'],
    ['weekly, with a week left out', days('2024-01-01', 20, 7).filter((_, i) => i !== 7), 'week'],
    ['first of the month', ['2024-01-01', '2024-02-01', '2024-03-01', '2024-05-01'].map(at), 'month'],
    ['last of the month', monthly, 'month'],
    ['quarterly', ['2023-01-01', '2023-04-01', '2023-07-01', '2023-10-01'].map(at), 'quarter'],
    ['yearly', ['2020-01-01', '2021-01-01', '2022-01-01'].map(at), 'year'],
  ])('%s', (_, found, frequency) => expect(findFrequency(found).frequency).toBe(frequency));

  test('a month named by its last day goes on with last days', () => {
    const { calendar } = makeCalendar({ frequency: 'month', anchor: findAnchor(monthly), firstMs: monthly[0]!, lastMs: monthly[3]!, closedWeekdays: [], ahead: 3 });
    expect(calendar.days).toEqual(['2024-01-31', '2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30', '2024-07-31']);
  });

  test('the start of a period lies in that period, for any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1950-01-01') / 86_400_000, max: at('2080-01-01') / 86_400_000 }), fc.constantFrom(...frequencies), fc.integer({ min: 0, max: 6 }), fc.constantFrom<Anchor['dayOfMonth']>(1, 28, 31, 'last'), (day, frequency, weekday, dayOfMonth) => {
        const anchor = { weekday, dayOfMonth };
        const number = periodNumber(day * 86_400_000, frequency, anchor);
        expect(periodNumber(periodStart(number, frequency, anchor), frequency, anchor)).toBe(number);
        expect(periodNumber(periodStart(number + 1, frequency, anchor), frequency, anchor)).toBe(number + 1);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('rows to series', () => {
  const rows = [['2024-01-01', 'a', 5], ['2024-01-01', 'a', 2], ['2024-01-04', 'a', 3], ['2024-01-03', 'b', 1], ['2024-01-04', 'b', 4], ['', 'b', 9], ['2024-01-02', 'b', NaN]] as const;

  test('repeated dates are summed, gaps are nothing sold, a later start is no gap', () => {
    const panel = build(rows);
    expect(panel.names).toEqual(['a', 'b']);
    expect([...panel.values]).toEqual([7, 0, 0, 3, NaN, NaN, 1, 4]);
    expect([...panel.rowNumbers]).toEqual([1, 0, 0, 3, 0, 0, 4, 5]);
    expect(panel.facts).toMatchObject({ repeatedRows: 1, missingPeriods: 2, seriesWithGaps: 1, lateStarts: 1, rowsWithoutDate: 1, rowsWithoutTarget: 1 });
  });

  test('or nobody knows', () => expect([...build(rows, { gaps: 'missing' }).values]).toEqual([7, NaN, NaN, 3, NaN, NaN, 1, 4]));

  test('closed weekdays are no periods; a closure is not known, and forecast as 0 later', () => {
    const panel = build(rows, { closedWeekdays: [3], closures: ['2024-01-02', '2024-01-05'] });
    expect(panel.calendar.days.slice(0, 6)).toEqual(['2024-01-01', '2024-01-02', '2024-01-04', '2024-01-05', '2024-01-06', '2024-01-07']);
    expect([...panel.values]).toEqual([7, NaN, 3, NaN, NaN, 4]);
    expect(panel.facts.rowsOnClosedDays).toBe(1);
    expect([...panel.closed]).toEqual([1, 3]);
  });

  test('the order of the rows only changes the order of the series', () => {
    const plain = build(rows);
    const turned = build([...rows].reverse());
    for (const [i, name] of plain.names.entries()) expect([...turned.values.subarray(turned.names.indexOf(name) * 4, turned.names.indexOf(name) * 4 + 4)]).toEqual([...plain.values.subarray(i * 4, i * 4 + 4)]);
  });

  test('days counted by week fall into their weeks', () => {
    const panel = build(days('2024-01-01', 21, 1).map((ms) => [dayText(ms), 'a', 1] as const), { frequency: 'week' });
    expect(panel.values.reduce((sum, value) => sum + value, 0)).toBe(21);
  });

  test.each([['text for dates', 'shop', 'units', 'holds category, not dates'], ['text for numbers', 'day', 'shop', 'holds category, not numbers']])('%s is refused', (_, date, target, said) => {
    expect(() => buildPanel(columnsOf(rows), rows.length, target, { ...setup, date })).toThrow(said);
  });
  test('one date is no series', () => expect(() => build([['2024-01-01', 'a', 5]])).toThrow('only one date'));
});

test('weekdays without a row and periods without a sale are offered', () => {
  const open = days('2024-01-01', 60, 1).filter((ms) => new Date(ms).getUTCDay() !== 6);
  expect(findClosedWeekdays(distinctDays(Float64Array.from(open)))).toMatchObject([{ kind: 'weekday', weekday: 6 }]);
  const weeks = days('2023-01-02', 50, 7).map((ms, i) => [dayText(ms), 'a', i === 3 ? 0 : 5] as const);
  expect(findClosures(build(weeks, { frequency: 'week', horizon: 8 }))).toMatchObject([{ kind: 'periods', days: ['2023-01-23'], coming: ['2024-01-22'] }]);
});

test('origins: six a horizon apart where they fit, else one period apart, else as many as fit', () => {
  expect(chooseOrigins(53, 4, 26, 400)).toEqual({ origins: 6, step: 4 });
  expect(chooseOrigins(40, 4, 26, 400)).toEqual({ origins: 6, step: 1 });
  expect(chooseOrigins(33, 4, 26, 400)).toEqual({ origins: 4, step: 1 });
  const panel = build(days('2024-01-01', 30, 1).map((ms) => [dayText(ms), 'a', 2] as const));
  expect(planOrigins(panel, { horizon: 3, origins: 3, step: 3, active: null }).map((origin) => origin.at)).toEqual([21, 24, 27]);
  expect(() => planOrigins(panel, { horizon: 3, origins: 20, step: 3, active: null })).toThrow('do not fit');
});
