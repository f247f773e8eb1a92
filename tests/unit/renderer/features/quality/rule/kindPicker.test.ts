import { expect, it } from 'vitest';
import type { CheckKind } from '@shared/areas/quality';
import { groupedKinds } from '../../../../../../src/renderer/features/quality/rule/KindPicker';

const kind = (name: string, group: CheckKind['group'], types: CheckKind['types'], scope: CheckKind['scope'] = 'column'): CheckKind => ({ kind: name, title: name, group, scope, rows: true, perGroup: false, types, fields: [] });

it('kinds that fit the column come first, by group; the others last', () => {
  const catalogue = [kind('mean', 'figures', ['integer']), kind('pattern', 'text', ['text']), kind('not-null', 'completeness', ['integer', 'text']), kind('row-count', 'table', [], 'table')];
  const columns = [{ name: 'title', type: 'text' as const, role: 'feature' as const, knownWhen: 'before-launch' as const, nulls: 0, evidence: '', distinct: 0, digest: '' }];
  expect(groupedKinds({ columns }, catalogue, ['title']).map(({ group, items }) => [group, items.map(({ value }) => value)])).toEqual([['Completeness', ['not-null']], ['Text', ['pattern']], ['The table', ['row-count']], ['For other types of columns', ['mean']]]);
  expect(groupedKinds({ columns }, catalogue, []).map(({ group }) => group)).not.toContain('For other types of columns');
});
