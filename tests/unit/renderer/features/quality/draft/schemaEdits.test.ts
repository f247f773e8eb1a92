import { describe, expect, it } from 'vitest';
import { checkSchema, dataSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { addCheck, changeCheck, changeColumn, copyCheck, removeCheck, removeColumn, switchCheck } from '../../../../../../src/renderer/features/quality/draft/schemaEdits';

const check = (kind: string, column: string, part: Partial<Check> = {}): Check => checkSchema.parse({ check: kind, column, ...part });
const schema = (...checks: Check[]): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'a', type: 'integer' }], checks });
const kinds = ({ checks }: DataSchema): string[] => checks.map((each) => `${each.check} ${each.column ?? ''}${each.enabled ? '' : ' off'}`);

describe('edits of a schema', () => {
  it('add, change, copy and remove at a place, leaving the one before as it was', () => {
    const start = schema(check('unique', 'a'), check('not-null', 'b'));
    expect(kinds(addCheck(start, check('unique', 'c')))).toEqual(['unique a', 'not-null b', 'unique c']);
    expect(kinds(changeCheck(start, 0, check('range', 'a')))).toEqual(['range a', 'not-null b']);
    expect(kinds(copyCheck(start, 0))).toEqual(['unique a', 'unique a', 'not-null b']);
    expect(kinds(removeCheck(start, 0))).toEqual(['not-null b']);
    expect(start.checks).toHaveLength(2);
  });

  it('the switches of a column are checks, and one that was off comes back', () => {
    const start = schema(check('not-null', 'a', { enabled: false, mostly: 0.9 }), check('not-null', 'b'));
    const on = switchCheck(start, 'a', 'not-null', true);
    expect(on.checks[0]).toMatchObject({ enabled: true, mostly: 0.9 });
    expect(kinds(switchCheck(on, 'a', 'not-null', false))).toEqual(['not-null b']);
    expect(kinds(switchCheck(start, 'a', 'unique', true))).toEqual(['not-null a off', 'not-null b', 'unique a']);
  });

  it('a column that is changed is declared, and can be declared no longer', () => {
    const changed = changeColumn(schema(), 'b', { required: false });
    expect(changed.columns).toMatchObject([{ name: 'a', type: 'integer' }, { name: 'b', type: 'any', required: false }]);
    expect(removeColumn(changed, 'a').columns.map(({ name }) => name)).toEqual(['b']);
  });
});
