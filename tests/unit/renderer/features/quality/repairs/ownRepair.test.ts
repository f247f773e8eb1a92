import { expect, test } from 'vitest';
import { repairSchema } from '@shared/areas/repairs';
import { ownRepair } from '@renderer/features/quality/repairs/ownRepair';

test.each([
  ['replace', '1,5', '2', 'decimal', { kind: 'replace', column: 'c', from: 1.5, to: 2 }],
  ['replace', '007', '', 'text', { kind: 'replace', column: 'c', from: '007', to: null }],
  ['replace', 'True', 'false', 'boolean', { kind: 'replace', column: 'c', from: true, to: false }],
  ['fill', '', '2025-01-31', 'date', { kind: 'fill', column: 'c', value: '2025-01-31' }],
  ['fill', '', 'many', 'integer', { kind: 'fill', column: 'c', value: 'many' }],
] as const)('%s "%s" by "%s" in a column of type %s', (kind, from, to, type, repair) => {
  const written = ownRepair({ kind, from, to }, { name: 'c', type });
  expect(written).toEqual(repair);
  expect(repairSchema.parse(written)).toEqual(repair);
});

test('nothing is written while a part is missing', () => {
  expect([ownRepair({ kind: 'replace', from: '', to: 'x' }, { name: 'c', type: 'text' }), ownRepair({ kind: 'fill', from: 'x', to: '' }, { name: 'c', type: 'text' })]).toEqual([null, null]);
});
