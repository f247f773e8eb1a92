/** Dates and times in text, against what Python makes of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isoDate, isoDateTime, isoTime, parseByFormat, parseFreely, parseIso, type DateParts } from '@engine/quality/dateFormats';

const expected = z.string().nullable();
const fixtureSchema = z.object({
  peer: z.string(),
  today: z.object({ year: z.number(), month: z.number(), day: z.number() }),
  free: z.array(z.tuple([z.string(), expected])),
  iso: z.array(z.tuple([z.string(), expected])),
  format: z.array(z.tuple([z.string(), z.string(), expected])),
});
const fixture = fixtureSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/dateTexts.json'), 'utf8')));

const written = (parts: DateParts | null): string | null => (parts === null ? null : isoDateTime(parts));

describe(`as ${fixture.peer}`, () => {
  test.each(fixture.free)('written freely: %j is %j', (text, moment) => {
    expect(written(parseFreely(text, fixture.today))).toBe(moment);
  });

  test.each(fixture.iso)('ISO 8601: %j is %j', (text, moment) => {
    expect(written(parseIso(text))).toBe(moment);
  });

  test.each(fixture.format)('%j by %j is %j', (text, format, moment) => {
    expect(written(parseByFormat(text, format))).toBe(moment);
  });
});

const moments = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2065-12-31T23:59:59Z'), noInvalidDate: true }).map((date): DateParts => ({
  year: date.getUTCFullYear(),
  month: date.getUTCMonth() + 1,
  day: date.getUTCDate(),
  hour: date.getUTCHours(),
  minute: date.getUTCMinutes(),
  second: date.getUTCSeconds(),
  microsecond: date.getUTCMilliseconds() * 1000,
  offsetSeconds: null,
}));

describe('what is written in ISO 8601 is read back', () => {
  test('by every reader', () => {
    fc.assert(
      fc.property(moments, (parts) => {
        const text = isoDateTime(parts);
        expect(parseIso(text)).toEqual(parts);
        expect(parseFreely(text, fixture.today)).toEqual(parts);
        expect(parseByFormat(text, parts.microsecond === 0 ? '%Y-%m-%dT%H:%M:%S' : '%Y-%m-%dT%H:%M:%S.%f')).toEqual(parts);
      }),
    );
  });

  test('by its halves', () => {
    const parts: DateParts = { year: 7, month: 2, day: 3, hour: 4, minute: 5, second: 6, microsecond: 70, offsetSeconds: -5400 };
    expect([isoDate(parts), isoTime(parts)]).toEqual(['0007-02-03', '04:05:06.000070-01:30']);
  });
});

test.each([
  ['a format with an unknown directive', '1', '%Q'],
  ['one with a lone per cent sign', '5 ', '%d %'],
  ['one that names the same part twice', '1 1', '%d %d'],
  ['text after what the format asks for', '21/11/06 16:30', '%d/%m/%y'],
  ['a day that is none', '30/02/2024', '%d/%m/%Y'],
  ['a leap day without a year, which is 1900', 'Feb 29', '%b %d'],
])('%s gives nothing', (_, text, format) => {
  expect(parseByFormat(text, format)).toBeNull();
});
