import { expect, it } from 'vitest';
import type { Column } from '@shared/areas/datasets';
import type { CheckResult } from '@shared/areas/quality';
import { dataSchemaSchema } from '@shared/areas/qualitySchema';
import { checkItems } from '../../../../../../src/renderer/features/quality/checkItems';
import { countText } from '../../../../../../src/renderer/features/quality/checkText';
import { columnRows } from '../../../../../../src/renderer/features/quality/columns/columnRows';

const column = (name: string): Column => ({ name, type: 'integer', role: 'feature', knownWhen: 'before-launch', nulls: 0, evidence: '', distinct: 0, digest: '' });

it('a line for every declared column and every column of the data, with what its checks found', () => {
  const schema = dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'gone' }, { name: 'a', type: 'integer' }], checks: [{ check: 'not-null', column: 'a' }, { check: 'unique', column: 'a', enabled: false }, { check: 'pair-greater', columns: ['b', 'a'] }] });
  const [notNull] = schema.checks;
  if (!notNull) throw new Error('no check');
  const found: CheckResult = { check: 'not-null', column: 'a', columns: ['a'], severity: 'critical', success: false, failures: 3, considered: 10, missing: 0, failureShare: 0.3, sample: [], rule: 'not missing', definition: notNull };
  const rows = columnRows(schema, [column('a'), column('b')], checkItems(schema, new Map([[countText(notNull), found]]), [found]));
  expect(rows.map(({ name, declared, inData, items, failing, isFailing, mayBeEmpty, noRepeats }) => ({ name, declared: declared !== null, inData: inData !== null, checks: items.length, failing, isFailing, mayBeEmpty, noRepeats }))).toEqual([
    { name: 'gone', declared: true, inData: false, checks: 1, failing: null, isFailing: false, mayBeEmpty: true, noRepeats: false },
    { name: 'a', declared: true, inData: true, checks: 4, failing: 3, isFailing: true, mayBeEmpty: false, noRepeats: false },
    { name: 'b', declared: false, inData: true, checks: 1, failing: null, isFailing: false, mayBeEmpty: true, noRepeats: false },
  ]);
});
