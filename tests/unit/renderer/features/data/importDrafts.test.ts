import { beforeEach, expect, test } from 'vitest';
import type { RecipeOffer } from '@shared/areas/recipes';
import { chosenTypes, columnChanges, useImportDrafts } from '../../../../../src/renderer/features/data/importDrafts';

const { change, changeColumn, apply, readAfresh, drop } = useImportDrafts.getState();
const draft = () => useImportDrafts.getState().byTicket.get('t');
const offer: RecipeOffer = {
  name: 'shop',
  version: 2,
  createdAt: 1,
  fit: { kept: 2, of: 2, added: [], missing: [] },
  apply: { reading: { dateOrder: 'dmy', onRagged: 'reject' }, columns: [{ name: 'price', type: 'decimal' }, { name: 'day', role: 'date' }] },
};

beforeEach(() => drop('t'));

test('what was decided stays when steps change, part by part', () => {
  change('t', { reading: { decimal: ',' } });
  changeColumn('t', 'price', { type: 'decimal' });
  changeColumn('t', 'price', { role: 'target' });
  for (const step of ['columns', 'quality', 'summary', 'quality', 'columns', 'file'] as const) change('t', { step });
  expect(draft()).toMatchObject({ step: 'file', reading: { decimal: ',' } });
  expect(columnChanges(draft() ?? { columns: new Map() })).toEqual([{ name: 'price', type: 'decimal', role: 'target' }]);
  expect(chosenTypes(draft() ?? { columns: new Map() })).toEqual([{ name: 'price', type: 'decimal' }]);
});

test('a recipe takes the place of what was decided, and reading afresh takes it back without leaving the step', () => {
  change('t', { step: 'columns', reading: { decimal: ',' } });
  changeColumn('t', 'colour', { role: 'ignore' });
  apply('t', offer);
  expect(draft()).toMatchObject({ step: 'columns', name: 'shop', reading: { dateOrder: 'dmy' }, recipe: { version: 2 } });
  expect(columnChanges(draft() ?? { columns: new Map() })).toEqual(offer.apply.columns);
  readAfresh('t');
  expect(draft()).toMatchObject({ step: 'columns', name: null, reading: {}, recipe: null });
  expect(draft()?.columns.size).toBe(0);
});
