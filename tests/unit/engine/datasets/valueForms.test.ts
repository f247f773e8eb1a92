/** How each form of number, date and code is decided over a whole column, told, and stored; from the bytes and through text alike. */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import type { ReadingRequest } from '@shared/areas/datasets';
import { calendarText } from '@shared/cells/calendarText';
import { dressedValue } from '@shared/cells/dressedNumber';
import { monthNames } from '@shared/cells/months';
import { openDatasets, type OpenDatasets } from './openDatasets';

interface Decided {
  readonly verdict: string;
  readonly type?: string;
  /** Codes of warnings and questions. */
  readonly codes: readonly string[];
  readonly evidence?: string;
  readonly values?: readonly unknown[];
}

/** Imports one column beside a counter, divided by tabs so that commas need no quotes. */
async function decide(open: OpenDatasets, cells: readonly string[], { name = 'value', reading = {}, encoding = 'utf-8' }: { name?: string; reading?: Partial<ReadingRequest>; encoding?: 'utf-8' | 'utf-16-le' } = {}): Promise<Decided> {
  const text = `n\t${name}\n${cells.map((cell, i) => `r${i}\t${cell}`).join('\n')}\n`;
  const report = await open.importBytes(encoding === 'utf-8' ? text : iconv.encode(text, 'utf16-le', { addBOM: true }), { reading });
  const codes = [...report.warnings, ...report.questions].map(({ code }) => code);
  if (!report.snapshot) return { verdict: report.verdict, codes };
  const column = report.snapshot.columns[1];
  const page = await open.datasets.handlers['datasets.page']({ snapshotId: report.snapshot.id, offset: 0, limit: 1000, sort: [], filters: [] }, open.context);
  expect((await open.cells(report.snapshot)).slice(1).map((row) => row[1])).toEqual(cells);
  return { verdict: report.verdict, type: column?.type ?? '', codes, evidence: column?.evidence ?? '', values: page.rows.map((row) => row[1]) };
}

type Case = readonly [title: string, cells: readonly string[], expected: Partial<Decided>, options?: { name?: string; reading?: Partial<ReadingRequest> }];

const numbers: readonly Case[] = [
  ['euro before, decimal comma', ['€ 1.234,50', '€ 5,00'], { verdict: 'accept', type: 'decimal', values: [1234.5, 5] }],
  ['euro code behind, spaces between thousands', ['1 234,50 EUR', '5,00 EUR'], { verdict: 'accept', type: 'decimal', values: [1234.5, 5] }],
  ['dollars with commas', ['$1,234.50', '-$5', '$0.99'], { verdict: 'accept', type: 'decimal', values: [1234.5, -5, 0.99] }],
  ['accounting with a currency', ['($5.00)', '$3.50', '$(1,000.25)'], { verdict: 'accept', type: 'decimal', values: [-5, 3.5, -1000.25] }],
  ['accounting without', ['(1,234.50)', '3.5'], { verdict: 'ask', codes: ['parentheses'] }],
  ['accounting without, answered', ['(1,234.50)', '3.5', '(5.00)'], { verdict: 'accept', type: 'decimal', values: [-1234.5, 3.5, -5] }, { reading: { parentheses: 'negative' } }],
  ['code before', ['USD 12', 'USD 7.5', 'USD -3'], { verdict: 'accept', values: [12, 7.5, -3] }],
  ['rupees in the Indian way', ['₹12,34,567', '₹1,00,000.50'], { verdict: 'accept', type: 'decimal', values: [1234567, 100000.5] }],
  ['yen', ['¥500', '¥12'], { verdict: 'accept', type: 'integer', values: [500, 12] }],
  ['crowns', ['5,00 kr', '1 250,75 kr.', '-3,5 kr'], { verdict: 'accept', values: [5, 1250.75, -3.5] }],
  ['Swiss francs', ["CHF 1'234.50", "CHF 5", 'CHF 12’000'], { verdict: 'accept', values: [1234.5, 5, 12000] }],
  ['Polish zloty', ['12,50 zł', '3,00 zł'], { verdict: 'accept', values: [12.5, 3] }],
  ['one currency by sign and code', ['€5', '7 EUR', '3 €'], { verdict: 'accept', values: [5, 7, 3] }],
  ['two currencies', ['€5', '$7', '$3'], { verdict: 'ask', codes: ['currencies'] }],
  ['two currencies, kept as text', ['€5', '$7', '$3'], { verdict: 'accept', type: 'category', evidence: '3 different texts in 3 cells, amounts of several units: 2 in $, 1 in €' }, { reading: { currencies: 'text' } }],
  ['two currencies, as numbers', ['€5', '$7', '$3'], { verdict: 'warn', codes: ['mixed-currencies'], values: [5, 7, 3] }, { reading: { currencies: 'numbers' } }],
  ['an amount without its currency', ['€5', '7', '€3'], { verdict: 'warn', codes: ['bare-amounts'], values: [5, 7, 3] }],
  ['a currency and thousands nobody decides', ['$1,234', '$2,345'], { verdict: 'ask', codes: ['decimal-mark'] }],
  ['a currency and a point nobody decides', ['€1.234', '€2.345'], { verdict: 'ask', codes: ['decimal-mark'] }],
  ['percent with comma', ['12,5 %', '3,25 %'], { verdict: 'warn', codes: ['percent'], type: 'decimal', values: [12.5, 3.25], evidence: '2 numbers from 3.25 to 12.5, percent: 12.5 % is stored as 12.5, with a decimal comma, 2 cells decide' }],
  ['percent with point', ['12.5%', '-3%'], { verdict: 'warn', codes: ['percent'], values: [12.5, -3] }],
  ['percent and not', ['12.5%', '0.3'], { verdict: 'ask', codes: ['percents'] }],
  ['percent and not, answered', ['12.5%', '3'], { verdict: 'warn', codes: ['percent'], values: [12.5, 3] }, { reading: { percents: 'same' } }],
  ['percent and currency', ['12.5%', '€3'], { verdict: 'ask', codes: ['currencies'] }],
  ['minus behind', ['12.50-', '3.00'], { verdict: 'ask', codes: ['trailing-minus'] }],
  ['minus behind, answered', ['12.50-', '3.00', '1,234.50-'], { verdict: 'accept', values: [-12.5, 3, -1234.5] }, { reading: { trailingMinus: 'negative' } }],
  ['minus behind, kept', ['12.50-', '3.00'], { verdict: 'accept', type: 'category' }, { reading: { trailingMinus: 'text' } }],
  ['spaces between thousands', ['1 234', '12 345 678', '950'], { verdict: 'accept', type: 'integer', values: [1234, 12345678, 950] }],
  ['no-break spaces between thousands', ['1\u00a0234,5', '12\u202f345,75'], { verdict: 'accept', values: [1234.5, 12345.75] }],
  ['apostrophes between thousands', ["1'234.50", "12'345"], { verdict: 'accept', values: [1234.5, 12345] }],
  ['Indian groups', ['12,34,567', '1,00,000'], { verdict: 'accept', values: [1234567, 100000] }],
  ['a wrong group', ['1,234', '1,23,4'], { verdict: 'accept', type: 'category' }],
  ['one group of three', ['1,234', '2,345'], { verdict: 'ask', codes: ['decimal-mark'] }],
  ['digits in even groups', ['555 123 456', '555 765 432'], { verdict: 'ask', codes: ['digit-groups'] }],
  ['digits in even groups, numbers', ['555 123 456', '555 765 432'], { type: 'integer', values: [555123456, 555765432] }, { reading: { digitGroups: 'number' } }],
  ['the other minus', ['−5', '3'], { verdict: 'accept', type: 'integer', values: [-5, 3] }],
  ['white space that is no space', ['5\u00a0', '\u00a06', '\u30007'], { verdict: 'accept', type: 'integer', values: [5, 6, 7] }],
  ['both decimal marks', ['1.5', '2,5', '3,25'], { verdict: 'ask', codes: ['decimal-mark'] }],
  ['amounts of both marks', ['€1.234,50', '€1,234.50'], { verdict: 'ask', codes: ['decimal-mark'] }],
  ['a dash in place of the cents', ['5.-', '12.–', "1'200.—", '7.50'], { verdict: 'accept', type: 'decimal', values: [5, 12, 1200, 7.5] }],
  ['a dash in place of the cents, only whole ones', ['5.-', '12.–', '3.--'], { verdict: 'accept', type: 'integer', values: [5, 12, 3] }],
  ['a dash behind a comma', ['5,-', '1.200,– €', '-3,50 €', '-4,- €'], { verdict: 'warn', codes: ['bare-amounts'], type: 'decimal', values: [5, 1200, -3.5, -4] }],
  ['Swiss prices', ['Fr. 5.-', 'CHF 1’200.–', 'Fr.-3.50', 'CHF -7.–', '9.- CHF'], { verdict: 'accept', values: [5, 1200, -3.5, -7, 9] }],
  ['a dash in place of the cents and a group that it decides', ['1.200,-', '2.345'], { verdict: 'accept', type: 'decimal', values: [1200, 2345] }],
  ['a dash behind cents', ['5.50.-', '3.-'], { verdict: 'accept', type: 'category' }],
  ['a unit that is no currency', ['5 kg', '7 kg'], { verdict: 'accept', type: 'category' }],
];

const dates: readonly Case[] = [
  ['months in words', ['3 Mar 2024', '15 April 2024'], { verdict: 'accept', type: 'date', values: ['2024-03-03', '2024-04-15'] }],
  ['German months', ['3. März 2024', '15. Dezember 2024'], { verdict: 'accept', type: 'date', values: ['2024-03-03', '2024-12-15'] }],
  ['French and Spanish months', ['3 août 2024', '5 de enero de 2024'], { verdict: 'accept', type: 'date', values: ['2024-08-03', '2024-01-05'] }],
  ['American months', ['March 3, 2024', 'Dec 25, 2023'], { verdict: 'accept', type: 'date', values: ['2024-03-03', '2023-12-25'] }],
  ['year, month word, day', ['2024-Mar-03', '2024-Oct-13'], { verdict: 'accept', type: 'date', values: ['2024-03-03', '2024-10-13'] }],
  ['month word and short year', ['3-Mar-24', '15-Apr-99'], { verdict: 'ask', codes: ['two-digit-years'] }],
  ['month word and short year, answered', ['3-Mar-24', '15-Apr-99'], { type: 'date', values: ['2024-03-03', '1999-04-15'] }, { reading: { twoDigitYears: 'to-2068' } }],
  ['a day that is none', ['31 Feb 2024', '3 Mar 2024'], { verdict: 'reject', codes: ['date-invalid'] }],
  ['month and short year', ['Mar-24', 'Apr-24'], { verdict: 'ask', codes: ['two-digit-years'] }],
  ['months', ['2024-01', '2024-12'], { verdict: 'accept', type: 'date', values: ['2024-01-01', '2024-12-01'], evidence: '2 dates from 2024-01-01 to 2024-12-01, months, stored as their first day' }],
  ['months in words with year', ['Jan 2024', 'Mai 2024'], { verdict: 'accept', type: 'date', values: ['2024-01-01', '2024-05-01'] }],
  ['months, month first', ['01/2024', '12/2024'], { verdict: 'accept', type: 'date', values: ['2024-01-01', '2024-12-01'] }],
  ['numbers within a year under a name that says code', ['2024-01', '2024-02'], { type: 'category' }, { name: 'invoice_key' }],
  ['numbers within a year', ['2024-01', '2024-13'], { type: 'category' }],
  ['quarters', ['2024Q1', '2024Q4'], { verdict: 'accept', type: 'date', values: ['2024-01-01', '2024-10-01'] }],
  ['quarters first', ['Q1 2024', 'Q3/2024'], { verdict: 'accept', type: 'date', values: ['2024-01-01', '2024-07-01'] }],
  ['ISO weeks', ['2024-W05', '2020-W53'], { verdict: 'accept', type: 'date', values: ['2024-01-29', '2020-12-28'] }],
  ['days of ISO weeks', ['2024-W05-1', '2024-W05-7', '2024W061'], { verdict: 'accept', type: 'date', values: ['2024-01-29', '2024-02-04', '2024-02-05'] }],
  ['a week that is none', ['2024-W53', '2024-W01'], { verdict: 'reject', codes: ['date-invalid'] }],
  ['eight digits under a date name', ['20240131', '20240229'], { verdict: 'accept', type: 'date', values: ['2024-01-31', '2024-02-29'] }, { name: 'order_date' }],
  ['eight digits that may be days', ['20240131', '20240229', '20241231'], { verdict: 'warn', type: 'integer', codes: ['day-digits'] }],
  ['eight digits', ['20240131', '20240230', '90000000'], { verdict: 'accept', type: 'integer', codes: [] }],
  ['a month in words and a time', ['1 Mar 2024 10:11', '15. Dezember 2024, 23:59:59', '01-Mar-2024 9:05', '2024-Mar-01 10:11:12.5'], { verdict: 'accept', type: 'datetime', values: ['2024-03-01T10:11:00Z', '2024-12-15T23:59:59Z', '2024-03-01T09:05:00Z', '2024-03-01T10:11:12.5Z'], evidence: '4 dates with time from 2024-03-01 09:05:00 to 2024-12-15 23:59:59, the month in words' }],
  ['a month in words and a zone', ['1 Mar 2024 10:11 UTC', '1 March 2024 10:11:00 GMT', '2 Mar 2024 00:30Z'], { verdict: 'accept', type: 'datetime', values: ['2024-03-01T10:11:00Z', '2024-03-01T10:11:00Z', '2024-03-02T00:30:00Z'] }],
  ['American days with a clock of twelve hours', ['Mar 1, 2024 10:11 AM', 'March 3rd 2024 12:05 am', 'Dec 25, 2023, 1:05:30\u202fPM', 'Nov 5, 2024 at 12:00 PM'], { verdict: 'accept', type: 'datetime', values: ['2024-03-01T10:11:00Z', '2024-03-03T00:05:00Z', '2023-12-25T13:05:30Z', '2024-11-05T12:00:00Z'] }],
  ['days in words, some with a time', ['3 Mar 2024', '3 Mar 2024 10:11'], { verdict: 'accept', type: 'datetime', values: ['2024-03-03T00:00:00Z', '2024-03-03T10:11:00Z'] }],
  ['a day in words that is none, with a time', ['31 Feb 2024 10:11', '3 Mar 2024 10:11'], { verdict: 'reject', codes: ['date-invalid'] }],
  ['a time that is none', ['3 Mar 2024 25:11', '3 Mar 2024 10:11'], { verdict: 'reject', codes: ['date-invalid'] }],
  ['a month in words and a time beside one of numbers', ['3 Mar 2024 10:11', '2024-03-03 10:11'], { type: 'category' }],
  ['zones in words and numbers', ['1 Mar 2024 10:11 +01:00', '1 Mar 2024 10:11 UTC', '1 Mar 2024 10:11 -0530'], { verdict: 'warn', codes: ['mixed-zones'], values: ['2024-03-01T09:11:00Z', '2024-03-01T10:11:00Z', '2024-03-01T15:41:00Z'] }],
  ['one zone, however it is written', ['2024-01-31T10:00:00+02:00', '2024-01-31 11:00:00+02', '2024-01-31T12:00:00+0200'], { verdict: 'accept', values: ['2024-01-31T08:00:00Z', '2024-01-31T09:00:00Z', '2024-01-31T10:00:00Z'] }],
  ['times without a zone among others', ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00', '31.01.2024 12:00'], { verdict: 'warn', codes: ['mixed-date-forms', 'bare-times'], values: ['2024-01-31T10:00:00Z', '2024-01-31T10:00:00Z', '2024-01-31T12:00:00Z'] }],
  ['time zones', ['2024-01-31T10:00:00Z', '2024-01-31 10:00:00+02', '2024-01-31T10:00:00-05:30'], { verdict: 'warn', codes: ['mixed-zones'], type: 'datetime', values: ['2024-01-31T10:00:00Z', '2024-01-31T08:00:00Z', '2024-01-31T15:30:00Z'] }],
  ['clock of twelve hours', ['1/31/2024 12:30 AM', '1/31/2024 1:05 PM', '1/31/2024 12:00:30 pm'], { verdict: 'accept', type: 'datetime', values: ['2024-01-31T00:30:00Z', '2024-01-31T13:05:00Z', '2024-01-31T12:00:30Z'] }],
  ['several forms', ['2024-01-31', '31.01.2024', '3 Mar 2024'], { verdict: 'warn', codes: ['mixed-date-forms'], values: ['2024-01-31', '2024-01-31', '2024-03-03'] }],
  ['undecided', ['01/02/2024', '03/04/2024'], { verdict: 'ask', codes: ['date-order'] }],
];

const codes: readonly Case[] = [
  ['leading zeros', ['007', '123'], { verdict: 'accept', type: 'id', values: ['007', '123'] }],
  ['beyond 2^53', ['9007199254740993', '1'], { verdict: 'accept', type: 'id' }],
  ['Norway', ['NO', 'SE', 'YES'], { verdict: 'accept', type: 'category', values: ['NO', 'SE', 'YES'] }],
  ['codes like powers', ['1E5', '12E3'], { verdict: 'ask', codes: ['exponents'] }],
  ['codes like powers among whole numbers', ['100', '12E3', '205'], { verdict: 'ask', codes: ['exponents'] }],
  ['codes like powers, kept', ['100', '12E3', '205'], { type: 'id', values: ['100', '12E3', '205'] }, { reading: { exponents: 'text' } }],
  ['powers among decimals', ['1.5', '12E3'], { verdict: 'accept', type: 'decimal', values: [1.5, 12000] }],
  ['powers with a fraction', ['1.5e3', '2.5E-2'], { verdict: 'accept', type: 'decimal', values: [1500, 0.025] }],
  ['words for infinity', ['1', 'Infinity', '-inf'], { verdict: 'warn', codes: ['special-numbers'], type: 'category' }],
  ['NaN', ['1.5', 'NaN', '2'], { verdict: 'ask', codes: ['null-tokens'] }],
  ['flags', ['TRUE', 'FALSE', 'TRUE'], { verdict: 'accept', type: 'boolean', values: [true, false, true] }],
  ['hexadecimal', ['0x1F', '0x20'], { verdict: 'warn', codes: ['special-numbers'], values: ['0x1F', '0x20'] }],
  ['telephone numbers', ['+491701234567', '+4930123456'], { verdict: 'accept', type: 'id', values: ['+491701234567', '+4930123456'] }],
  ['telephone numbers with spaces', ['+49 170 1234567', '+49 30 123456'], { type: 'category' }],
  ['a small plus', ['+5', '-3'], { type: 'integer', values: [5, -3] }],
  ['versions', ['1.2.3', '1.10.0'], { verdict: 'accept', type: 'category' }],
  ['times of day', ['08:30', '17:45'], { verdict: 'accept', type: 'category', values: ['08:30', '17:45'] }],
  ['scores', ['3-1', '2-2'], { verdict: 'accept', type: 'category' }],
  ['addresses of machines', ['10.0.0.1', '192.168.1.20'], { verdict: 'accept', type: 'category' }],
  ['grouped telephone numbers under their name', ['555 123', '555 765'], { type: 'category' }, { name: 'phone' }],
];

const lists: readonly Case[] = [
  ['tags between commas', ['red, blue', 'blue', 'red,green,blue', 'green, red'], { type: 'text', evidence: '4 different texts in 4 cells, lists of 2 entries on average, 3 different entries, separated by comma' }],
  ['tags as JSON', ['["red", "blue"]', '[]', '["red","green","blue"]', '["green", "red"]'], { type: 'text', evidence: '4 different texts in 4 cells, lists of 1.8 entries on average, 3 different entries, written as JSON' }],
  ['tags between slashes', ['red / blue', 'and/or', 'red / green / and/or', 'blue / red'], { type: 'text', evidence: '4 different texts in 4 cells, lists of 2 entries on average, 4 different entries, separated by a slash' }],
];

test.each([...numbers, ...dates, ...codes, ...lists].map(([title, ...rest]) => [title, rest] as const))('%s', async (_, [cells, expected, options = {}]) => {
  const open = openDatasets();
  const found = await decide(open, cells, options);
  expect(found).toMatchObject(expected);
  if (expected.verdict === 'accept') expect(found.codes).toEqual([]);
  expect(await decide(open, cells, { ...options, encoding: 'utf-16-le' })).toEqual(found);
});

test.each([
  ['before the first with one', ['', '7', '€5', '8'], 3],
  ['behind it', ['€5', '€6', '', '8', '9'], 5],
  ['with another dress', ['€5', "1'200", '8'], 3],
])('an amount without its currency %s is told with its line', async (_, cells, line) => {
  const report = await openDatasets().importBytes(`n\tx\n${cells.map((cell, i) => `r${i}\t${cell}`).join('\n')}\n`);
  expect(report.warnings).toMatchObject([{ code: 'bare-amounts', line }]);
});

const mark = fc.constantFrom('.', ',');
const dress = fc.record({
  decimal: mark,
  thousands: fc.constantFrom('', 'mark', ' ', '\u00a0', '\u202f', "'", '’'),
  around: fc.constantFrom(['', ''], ['€ ', ''], ['', ' EUR'], ['$', ''], ['', ' kr.'], ['Rs.', ''], ['CHF ', ''], ['', '%'], ['', ' %'], ['', ' zł']),
  negative: fc.constantFrom('minus', 'trailing', 'parentheses'),
  digits: fc.integer({ min: 0, max: 4 }),
});

test('a number that is written in a form is read back from it', { timeout: 120_000 }, async () => {
  const open = openDatasets();
  await fc.assert(
    fc.asyncProperty(dress, fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { minLength: 2, maxLength: 8 }), async ({ decimal, thousands, around, negative, digits }, whole) => {
      const values = whole.map((value) => value / 10 ** digits);
      const write = (value: number): string => {
        const [integer = '', fraction] = Math.abs(value).toFixed(digits).split('.');
        const between = thousands === 'mark' ? (decimal === '.' ? ',' : '.') : thousands;
        const number = `${integer.replaceAll(/\B(?=(\d{3})+$)/g, between)}${fraction === undefined ? '' : `${decimal}${fraction}`}`;
        const [before = '', behind = ''] = around;
        const standing = `${before}${number}${behind}`;
        if (value >= 0) return standing;
        return negative === 'minus' ? `-${standing}` : negative === 'trailing' ? `${standing}-` : `(${standing})`;
      };
      const found = await decide(open, values.map(write), { reading: { decimal, parentheses: 'negative', trailingMinus: 'negative', digitGroups: 'number' } });
      expect(found.values).toEqual(values.map((value) => (value === 0 ? 0 : value)));
      for (const [i, value] of values.entries()) {
        const text = write(value);
        const alone = dressedValue(text, decimal);
        if (alone !== null) expect([text, alone === 0 ? 0 : alone]).toEqual([text, values[i] === 0 ? 0 : values[i]]);
      }
    }),
    { seed: 20261126, numRuns: 60 },
  );
});

const words = ['Jan', 'Feb', 'März', 'April', 'mai', 'Juni', 'juillet', 'Aug.', 'sept', 'Okt', 'NOV', 'December'];
const writings: Readonly<Record<string, (date: Date) => string>> = {
  'day month year': (date) => `${date.getUTCDate()} ${words[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`,
  'month day, year': (date) => `${words[date.getUTCMonth()]?.replace('.', '') ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}`,
  'year-month-day': (date) => `${date.getUTCFullYear()}-${words[date.getUTCMonth()] ?? ''}-${String(date.getUTCDate()).padStart(2, '0')}`,
  'eight digits': (date) => date.toISOString().slice(0, 10).replaceAll('-', ''),
  'ISO week': (date) => {
    const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 86_400_000);
    const week = Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
    return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}-${date.getUTCDay() || 7}`;
  },
};

test.each(Object.entries(writings))('a date that is written as %s is read back', { timeout: 60_000 }, async (_, write) => {
  const open = openDatasets();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.date({ min: new Date('1902-01-01'), max: new Date('2098-12-31'), noInvalidDate: true }).map((date) => new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000)), { minLength: 1, maxLength: 30 }), async (dates) => {
      const found = await decide(open, dates.map(write), { name: 'day' });
      expect(found.values).toEqual(dates.map((date) => date.toISOString().slice(0, 10)));
      for (const date of dates) expect(calendarText(write(date))?.date ?? date.toISOString().slice(0, 10)).toBe(date.toISOString().slice(0, 10));
    }),
    { seed: 3, numRuns: 10 },
  );
});

test('every known name of a month is stored as its number', async () => {
  const found = await decide(openDatasets(), monthNames.map(([name]) => `3 ${name} 2024`));
  expect(found.values).toEqual(monthNames.map(([, month]) => `2024-${String(month).padStart(2, '0')}-03`));
});
