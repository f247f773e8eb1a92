import { expect, test } from 'vitest';
import type { Snapshot } from '@shared/areas/datasets';
import { lawSentence } from '../../../../../src/renderer/features/data/RecordsLaw';
import { changesOf } from '../../../../../src/renderer/features/data/StoredOutcome';

test.each([
  [{ in: 1580, stored: 1573, quarantined: 0, refused: 0, blank: 7, comment: 0 }, '1,580 records in = 1,573 stored + 7 blank'],
  [{ in: 10, stored: 5, quarantined: 2, refused: 0, blank: 0, comment: 3 }, '10 records in = 5 stored + 2 set aside + 3 left out before the header'],
  [{ in: 3, stored: 0, quarantined: 0, refused: 3, blank: 0, comment: 0 }, '3 records in = 0 stored + 3 refused'],
] as const)('the law of records is one sentence', (records, sentence) => {
  expect(lawSentence(records)).toBe(sentence);
});

const version = (rows: number, columns: Readonly<Record<string, string>>) => ({ rows, columns: Object.entries(columns).map(([name, type]) => ({ name, type })) }) as unknown as Snapshot;

test('what changed against the version before is said by names', () => {
  expect(changesOf(version(12, { a: 'integer', b: 'text', d: 'date' }), version(10, { a: 'integer', b: 'category', c: 'text' }))).toEqual(['12 rows, 2 more than in the version before.', 'New columns: d.', 'Columns no longer there: c.', 'Of another type than before: b.']);
  expect(changesOf(version(10, { a: 'integer' }), version(10, { a: 'integer' }))).toEqual(['As many rows as before: 10.', 'The same columns as before, of the same types.']);
});
