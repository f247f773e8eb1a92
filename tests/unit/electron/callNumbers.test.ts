import { expect, test } from 'vitest';
import { createCallNumbers } from '@main/electron/callNumbers';

test('answers come back under the number the page gave', () => {
  const numbers = createCallNumbers();
  const sent = numbers.toEngine({ t: 'call', id: 41, name: 'project.info', input: {} });
  if (sent?.t !== 'call') throw new Error('the call was lost');
  expect(numbers.toPage({ t: 'progress', id: sent.id, value: { fraction: 0.5, title: 'half' } })).toMatchObject({ t: 'progress', id: 41 });
  expect(numbers.toPage({ t: 'ok', id: sent.id, value: 1 })).toMatchObject({ t: 'ok', id: 41, value: 1 });
  expect(numbers.toPage({ t: 'ok', id: sent.id, value: 2 })).toBeNull();
});

test('an answer to a page that is gone never reaches the next page, though both count from one', () => {
  const numbers = createCallNumbers();
  const old = numbers.toEngine({ t: 'call', id: 1, name: 'project.info', input: {} });
  const forgotten = numbers.clear();
  const fresh = numbers.toEngine({ t: 'call', id: 1, name: 'jobs.list', input: {} });
  expect(forgotten).toEqual([old && 'id' in old ? old.id : null]);
  expect(numbers.toPage({ t: 'ok', id: forgotten[0] ?? -1, value: 'old' })).toBeNull();
  expect(numbers.toPage({ t: 'ok', id: fresh?.id ?? -1, value: 'new' })).toMatchObject({ id: 1, value: 'new' });
});

test('a cancel goes to the call it names, and nowhere once that is answered', () => {
  const numbers = createCallNumbers();
  const sent = numbers.toEngine({ t: 'call', id: 5, name: 'jobs.list', input: {} });
  expect(numbers.toEngine({ t: 'cancel', id: 5 })).toEqual({ t: 'cancel', id: sent?.id });
  numbers.toPage({ t: 'fail', id: sent?.id ?? -1, error: { code: 'cancelled', message: '', details: {}, retryable: false } });
  expect(numbers.toEngine({ t: 'cancel', id: 5 })).toBeNull();
});

test('events pass as they are', () => {
  const event = { t: 'event', name: 'changed', payload: {} } as const;
  expect(createCallNumbers().toPage(event)).toBe(event);
});
