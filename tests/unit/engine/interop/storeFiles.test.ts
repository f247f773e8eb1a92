/** Names, ids and YAML of an MLflow store. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricOf } from '@engine/interop/mlflow/metricPoints';
import { experimentIdOf, md5, runIdOf, storeKey } from '@engine/interop/mlflow/storeNames';
import { readYaml, writeYaml } from '@engine/interop/mlflow/storeYaml';

describe('names', () => {
  it('keeps a run id of 32 digits and makes one of any other', () => {
    expect(runIdOf('01a214b1d5dc2d838b5ece87fb8d80e6')).toBe('01a214b1d5dc2d838b5ece87fb8d80e6');
    expect(runIdOf('run-1')).toBe(md5('run-1'));
    expect(md5('')).toBe('d41d8cd98f00b204e9800998ecf8427e');
  });

  it('gives an experiment a whole number that a database can hold', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const number = BigInt(experimentIdOf(id));
        expect(number >= 0n && number < 2n ** 60n).toBe(true);
        expect(experimentIdOf(id)).toBe(experimentIdOf(id));
      }),
    );
  });

  it('makes keys of any names: allowed, never a path, different also where case does not count', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 20 }), (names) => {
        const used = new Set<string>();
        const keys = names.map((name) => storeKey(name, used));
        for (const key of keys) {
          expect(key).toMatch(/^[\p{L}\p{N}_.\- ]{1,250}$/u);
          expect(key).not.toMatch(/^[. ]|[. ]$/);
        }
        expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(names.length);
      }),
    );
  });

  it('turns ways out of the folder into plain names', () => {
    expect(['../../etc/passwd', '/root', 'a/b', '..', ''].map((name) => storeKey(name, new Set()))).toEqual(['_.._etc_passwd', '_root', 'a_b', '_', '_']);
  });
});

describe('meta.yaml', () => {
  it('is read back as it was written, and quotes what Python would take for another type', () => {
    expect(writeYaml({ experiment_id: '0', name: 'yes', status: 3, end_time: null, tags: [] })).toBe('experiment_id: "0"\nname: "yes"\nstatus: 3\nend_time: null\ntags: []\n');
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (texts) => {
        expect(readYaml(writeYaml({ texts }))).toEqual({ texts: { ...texts } });
      }),
    );
  });

  it('refuses aliases that grow without end, and what is no YAML', () => {
    const bomb = ['a: &a ["x","x","x","x","x","x","x","x","x"]', ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)].join('\n');
    expect(() => readYaml(bomb)).toThrow();
    expect(() => readYaml('name: [unclosed')).toThrow();
    expect(() => readYaml('name: a\nname: b\n')).toThrow();
  });
});

it('shows the last value by step, then time, then value, where "not a number" counts as 0', () => {
  const point = (step: number, time: number, value: number | null): { step: number; time: number; value: number | null } => ({ step, time, value });
  expect(metricOf([point(1, 5, 1), point(2, 1, 7), point(2, 1, null), point(0, 9, 3)]).last).toBe(7);
  expect(metricOf([point(0, 1, -1), point(0, 1, null)]).last).toBeNull();
  expect(metricOf([]).last).toBeNull();
});
