import { describe, expect, it } from 'vitest';
import { storedSchemaSchema } from '@shared/areas/qualitySchema';

const schema = (more: object): object => ({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: [], ...more });

describe('a stored schema', () => {
  it('of the first format becomes one of today: shares, arguments and types', () => {
    const read = storedSchemaSchema.parse({
      format: 'almanac-schema',
      formatVersion: 1,
      columns: [{ name: 'price', type: 'decimal', nullable: true }, { name: 'note', type: 'text', nullable: true }],
      checks: [
        { check: 'type', column: 'price', type: 'decimal', severity: 'critical', allow: 0 },
        { check: 'range', column: 'price', min: 0, max: 10, severity: 'warning', allow: 0.1, evidence: 'seen' },
      ],
    });
    expect(read).toMatchObject({
      formatVersion: 2,
      columns: [{ name: 'price', type: 'decimal' }, { name: 'note', type: 'any' }],
      checks: [{ check: 'range', column: 'price', args: { min: 0, max: 10 }, mostly: 0.9, severity: 'warning', evidence: 'seen' }],
    });
    expect(storedSchemaSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
  });

  it('spells out what a column says in short, once', () => {
    const { columns, checks } = storedSchemaSchema.parse(schema({ columns: [{ name: 'id', nullable: false, unique: true }], checks: [{ check: 'unique', column: 'id', severity: 'info' }] }));
    expect(checks.map(({ check, severity }) => [check, severity])).toEqual([['not-null', 'critical'], ['unique', 'info']]);
    expect(Object.keys(columns[0] ?? {})).not.toContain('nullable');
  });

  it.each([
    ['an unknown key', schema({ checks: [{ check: 'range', colum: 'price' }] }), 'checks.0', /colum/],
    ['a share beyond one', schema({ checks: [{ check: 'not-null', column: 'a', mostly: 1.5 }] }), 'checks.0.mostly', /1/],
    ['an operator that is none', schema({ checks: [{ check: 'not-null', column: 'a', condition: { column: 'b', operator: 'bigger', value: 1 } }] }), 'checks.0.condition.operator', /./],
    ['a later format', schema({ formatVersion: 3 }), 'formatVersion', /2/],
  ])('says where %s stands', (_, value, path, message) => {
    const { error } = storedSchemaSchema.safeParse(value);
    expect(error?.issues[0]?.path.join('.')).toBe(path);
    expect(error?.issues[0]?.message).toMatch(message);
  });
});
