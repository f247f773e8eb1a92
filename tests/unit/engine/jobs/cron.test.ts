/** Cron times counted against a plain loop. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countTimes, faultOfCron, nextTime } from '@engine/jobs/cron';

const hour = 3_600_000;
const monday = Date.UTC(2026, 0, 5, 9);

describe('schedules', () => {
  test('the next time lies after the moment, in the zone that is named', () => {
    expect(nextTime({ cron: '0 16 * * 5', timeZone: 'UTC' }, monday)).toBe(Date.UTC(2026, 0, 9, 16));
    expect(nextTime({ cron: '0 16 * * 5', timeZone: 'Europe/Berlin' }, monday)).toBe(Date.UTC(2026, 0, 9, 15));
    expect(nextTime({ cron: '0 9 * * *', timeZone: 'UTC' }, monday)).toBe(monday + 24 * hour);
  });

  test('times missed are counted: open at the beginning, closed at the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }), (from, length) => {
        const [after, until] = [monday + from * hour, monday + (from + length) * hour];
        let expected = 0;
        for (let at = after + hour; at <= until; at += hour) if (new Date(at).getUTCHours() % 6 === 0) expected++;
        expect(countTimes({ cron: '0 */6 * * *', timeZone: 'UTC' }, after, until)).toBe(expected);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('what cannot be read is said', () => {
    expect(faultOfCron({ cron: 'often' })).toMatch(/./);
    expect(faultOfCron({ cron: '0 9 1 * *' })).toBeNull();
    expect(faultOfCron({ cron: '0 9 1 * *', timeZone: 'Moon/Sea' })).toMatch(/./);
  });
});
