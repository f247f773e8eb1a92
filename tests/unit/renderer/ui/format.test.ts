import { afterEach, describe, expect, it } from 'vitest';
import { dateFormats, decimalsOfColumn, exampleNumber, formatBytes, formatCell, formatCount, formatDateTime, formatDuration, formatInteger, formatNumber, formatPercent, formatSigned, formatTimeLeft, formatWhen, numberFormats, setFormats } from '../../../../src/renderer/ui/format';

describe('numbers for people', () => {
  it('groups integers and marks what is missing', () => {
    expect(formatInteger(1573)).toMatch(/^1\D573$/);
    expect(formatInteger(null)).toBe('–');
    expect(formatNumber(Number.NaN)).toBe('–');
  });
  it('finds the decimals a column needs', () => {
    expect(decimalsOfColumn([7.5, 6.13, 5, null, 'x'])).toBe(2);
    expect(decimalsOfColumn([11, 50])).toBe(0);
    expect(decimalsOfColumn([1 / 3])).toBe(4);
  });
  it('keeps the asked decimals and a true minus', () => {
    expect(formatNumber(1.7, 3)).toMatch(/^1.700$/);
    expect(formatSigned(-0.386)).toMatch(/^−0.386$/);
    expect(formatSigned(0.016)).toMatch(/^\+0.016$/);
    expect(formatSigned(0)).toMatch(/^0.000$/);
  });
  it('writes shares as per cent with a space that does not break', () => {
    expect(formatPercent(0.775)).toMatch(/^77.5\u00a0%$/);
    expect(formatPercent(0.18, 0)).toBe('18\u00a0%');
  });
  it('counts in words', () => {
    expect([formatCount(1, 'row'), formatCount(2, 'row'), formatCount(2, 'match', 'matches')]).toEqual(['1 row', '2 rows', '2 matches']);
  });
  it('cells: empty, boolean, text, and decimals kept alike', () => {
    expect([formatCell(null), formatCell(true), formatCell('x')]).toEqual(['', 'yes', 'x']);
    expect(formatCell(8, 'decimal', 2)).toMatch(/^8.00$/);
    expect(formatCell(5, 'integer', 0)).toBe('5');
  });
});

describe('sizes and times for people', () => {
  it('bytes', () => {
    expect([formatBytes(0), formatBytes(999), formatBytes(1_180_000)]).toEqual(['0 B', '999 B', expect.stringMatching(/^1.2 MB$/)]);
  });
  it('durations', () => {
    expect([formatDuration(820), formatDuration(41_200), formatDuration(200_000), formatDuration(180_000), formatDuration(7_500_000)]).toEqual(['820 ms', '41 s', '3 min 20 s', '3 min', '2 h 5 min']);
  });
  it('what is left is rounded to what is known', () => {
    expect([formatTimeLeft(null), formatTimeLeft(1200), formatTimeLeft(12_300), formatTimeLeft(52_000), formatTimeLeft(200_000)]).toEqual(['', 'a moment left', 'about 12 seconds left', 'about 50 seconds left', 'about 3 minutes left']);
  });
  it('the clock today, the day this week, the date before; midnight is 00', () => {
    const now = new Date(2026, 10, 23, 12, 0).getTime();
    expect(formatWhen(new Date(2026, 10, 23, 0, 5).getTime(), now)).toBe('00:05');
    expect(formatWhen(new Date(2026, 10, 20, 9, 14).getTime(), now)).toBe('Fri 09:14');
    expect(formatWhen(new Date(2026, 9, 1).getTime(), now)).not.toContain(':');
  });
});

describe('the way numbers and dates are written can be chosen', () => {
  afterEach(() => setFormats({ numbers: 'system', dates: 'system' }));
  const morning = new Date(2026, 7, 5, 9, 4).getTime();

  it('writes numbers as each format does, and the example shows it', () => {
    const written = numberFormats.filter((each) => each !== 'system').map((numbers) => {
      setFormats({ numbers, dates: 'system' });
      return formatNumber(1_234_573.5, 1);
    });
    // Switzerland's apostrophe was straight in some years of Unicode's tables and curled in others.
    expect(written.map((each) => each.replaceAll('’', "'"))).toEqual(['1,234,573.5', '1.234.573,5', '1\u202f234\u202f573,5', "1'234'573.5", '12,34,573.5']);
    expect(numberFormats.filter((each) => each !== 'system').map(exampleNumber)).toEqual(written);
  });
  it('writes dates day, month or year first, in English words', () => {
    const written = dateFormats.filter((each) => each !== 'system').map((dates) => {
      setFormats({ numbers: 'de-DE', dates });
      return [formatDateTime(morning), formatWhen(morning, morning + 30 * 86_400_000)];
    });
    expect(written).toEqual([['5 Aug 2026, 09:04', '5 Aug'], ['Aug 5, 2026, 09:04', 'Aug 5'], ['2026-08-05 09:04', '2026-08-05']]);
  });
});
