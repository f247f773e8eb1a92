/** Answers that are kept: the last ones only, one making for all who ask, none for those who gave up. */
import { expect, it } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import { createKeep } from '@engine/kernel/keep';

const { signal } = new AbortController();
const cancelled = (): EngineError => new EngineError('cancelled', 'Cancelled.');

it('makes an answer once while it is among the last ones asked for, and tells which had to go', async () => {
  const made: string[] = [];
  const gone: string[] = [];
  const keep = createKeep<string>(2, (answer) => gone.push(answer));
  const ask = (key: string): Promise<string> => keep.get(key, signal, () => (made.push(key), Promise.resolve(key)));
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await ask(key)).toBe(key);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  expect(gone).toEqual(['b', 'c']);
});

it('works an answer out anew for those who still wait after the first asker gave up', async () => {
  const keep = createKeep<number>(2);
  const first = new AbortController();
  const { promise, reject } = Promise.withResolvers<number>();
  const askedFirst = keep.get('a', first.signal, () => promise);
  const alsoAsked = keep.get('a', signal, () => Promise.resolve(2));
  first.abort();
  reject(cancelled());
  await expect(askedFirst).rejects.toMatchObject({ code: 'cancelled' });
  expect(await alsoAsked).toBe(2);
});

it('keeps no failure', async () => {
  const keep = createKeep<number>(2);
  await expect(keep.get('a', signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await keep.get('a', signal, () => Promise.resolve(1))).toBe(1);
});
