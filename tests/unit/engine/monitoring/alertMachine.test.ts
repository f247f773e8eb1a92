/** The life of an alert against Grafana's, and what must hold for every course of batches. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calmState, isOn, stepAlert, type AlertSettings, type AlertState, type Observation } from '@engine/monitoring/alerts/alertMachine';

function course(settings: AlertSettings, observations: readonly Observation[]): { readonly states: string[]; readonly notices: (string | null)[]; readonly last: AlertState } {
  let state = calmState;
  const states: string[] = [];
  const notices: (string | null)[] = [];
  for (const observation of observations) {
    const { next, notice } = stepAlert(settings, state, observation);
    state = next;
    states.push(next.state);
    notices.push(notice);
  }
  return { states, notices, last: state };
}

describe('as Grafana', () => {
  test('an interval of 30 s and a pending period of 90 s: fires on the fourth breach in a row', () => {
    const { states, notices } = course({ forBatches: 90 / 30 + 1, keepBatches: 0 }, ['fine', 'breach', 'breach', 'breach', 'breach', 'breach', 'fine']);
    expect(states).toEqual(['normal', 'pending', 'pending', 'pending', 'firing', 'firing', 'normal']);
    expect(notices).toEqual([null, null, null, null, 'firing', null, 'resolved']);
  });

  test('a breach that ends while pending tells nobody and counts anew', () => {
    const { states, notices } = course({ forBatches: 3, keepBatches: 0 }, ['breach', 'breach', 'fine', 'breach', 'breach', 'breach']);
    expect(states).toEqual(['pending', 'pending', 'normal', 'pending', 'pending', 'firing']);
    expect(notices.filter((notice) => notice !== null)).toEqual(['firing']);
  });

  test('a pending period of nothing fires at once', () => {
    expect(course({ forBatches: 1, keepBatches: 0 }, ['breach'])).toMatchObject({ states: ['firing'], notices: ['firing'] });
  });

  test('keeps firing for some batches, is recovering meanwhile, and fires again without a new notice', () => {
    const { states, notices } = course({ forBatches: 1, keepBatches: 2 }, ['breach', 'fine', 'breach', 'fine', 'fine', 'fine']);
    expect(states).toEqual(['firing', 'recovering', 'firing', 'recovering', 'recovering', 'normal']);
    expect(notices).toEqual(['firing', null, null, null, null, 'resolved']);
  });

  test('no data and errors are states of their own', () => {
    const { states, notices } = course({ forBatches: 1, keepBatches: 0 }, ['breach', 'no-data', 'no-data', 'fine', 'error', 'breach']);
    expect(states).toEqual(['firing', 'no-data', 'no-data', 'normal', 'error', 'firing']);
    expect(notices).toEqual(['firing', 'no-data', null, 'resolved', 'error', 'firing']);
  });

  test('a vanished subject is resolved after two evaluations', () => {
    const { states, notices } = course({ forBatches: 1, keepBatches: 0 }, ['breach', 'missing', 'missing', 'missing']);
    expect(states).toEqual(['firing', 'firing', 'normal', 'normal']);
    expect(notices).toEqual(['firing', null, 'resolved', null]);
  });
});

describe('for every course of batches', () => {
  const settings = fc.record({ forBatches: fc.integer({ min: 1, max: 5 }), keepBatches: fc.integer({ min: 0, max: 3 }) });
  const observations = fc.array(fc.constantFrom<Observation>('breach', 'breach', 'fine', 'no-data', 'error', 'missing'), { maxLength: 40 });

  test('fires only after enough breaches in a row, and tells of it once', () => {
    fc.assert(
      fc.property(settings, observations, (given, list) => {
        let state = calmState;
        let row = 0;
        let gone = 0;
        for (const observation of list) {
          const { next, notice } = stepAlert(given, state, observation);
          gone = observation === 'missing' ? gone + 1 : 0;
          // One evaluation without the subject keeps the row; the second drops it, as Grafana drops a vanished series.
          if (observation === 'breach') row += 1;
          else if (observation !== 'missing' || gone > 1) row = 0;
          if (notice === 'firing') {
            expect(isOn(state)).toBe(false);
            expect(row).toBeGreaterThanOrEqual(given.forBatches);
          }
          if (observation === 'breach' && row >= given.forBatches) expect(next.state).toBe('firing');
          if (next.state === 'normal' && isOn(state)) expect(notice).toBe('resolved');
          state = next;
        }
      }),
    );
  });

  test('calm batches always end in normal', () => {
    fc.assert(
      fc.property(settings, observations, (given, list) => {
        expect(course(given, [...list, ...Array<Observation>(given.keepBatches + 1).fill('fine')]).last).toEqual(calmState);
      }),
    );
  });
});
