/** Kinds that judge distributions, through the engine. Figures of great_expectations 1.2.0, scipy 1.17.1 and numpy 2.4.6. */
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { CheckResult } from '@shared/areas/quality';
import { checkSchema } from '@shared/areas/qualitySchema';
import { openDatasets } from '../datasets/openDatasets';

type GivenCheck = z.input<typeof checkSchema>;

async function run(csv: string, check: GivenCheck): Promise<CheckResult> {
  const open = openDatasets();
  const { id } = await open.stored(csv);
  return open.quality.handlers['quality.tryCheck']({ snapshotId: id, check: checkSchema.parse(check) }, open.context);
}

const letters = ['k', ...'A'.repeat(54), ...'B'.repeat(32), ...'C'.repeat(14)].join('\n');
const thirds = { values: ['A', 'B', 'C'], weights: [1 / 3, 1 / 3, 1 / 3] };

describe('figures', () => {
  test.each<[string, string, GivenCheck, boolean, number | null]>([
    ['divergence', letters, { check: 'divergence', column: 'k', args: { partition: thirds, most: 0.1 } }, false, 0.1259970028667753],
    ['divergence that is only told', letters, { check: 'divergence', column: 'k', args: { partition: thirds } }, true, 0.1259970028667753],
    ['divergence of intervals', 'x\n-0.5\n0.5\n1.5\n2.5\n\n', { check: 'divergence', column: 'x', args: { partition: { bins: ['-Infinity', 0, 1, 2, 3], weights: [0.25, 0.25, 0.25, 0.25] }, most: 0 } }, true, 0],
    ['chi-square', letters, { check: 'chi-square', column: 'k', args: { partition: { values: ['A', 'B', 'C'], weights: [0.5, 0.3, 0.2] } } }, true, 0.324111830568558],
    ['distribution', 'x\n-1.2\n0.3\n0.5\n0.5\n1.9\n2.2\n3.1', { check: 'distribution-fit', column: 'x', args: { distribution: 'norm', parameters: [0.5, 1.5] } }, true, 0.44972608309618045],
    ['association', 'a,b\n1,x\n2,x\n1,y\n2,y\n1,z\n2,z', { check: 'association', columns: ['a', 'b'] }, true, 0],
    ['mean against a number', 'x\n1.2\n2.4\n3.1\n2.2\n5.0', { check: 'mean-is', column: 'x', args: { mean: 2, relation: 'greater_than', alpha: 0.2 } }, true, 0.14259707385339454],
    ['means of two columns', 'a,b\n1.2,2.2\n2.4,2.9\n3.1,1.1\n2.2,0.5\n5.0,', { check: 'means-of-columns', columns: ['a', 'b'], args: { relation: 'not_equal' } }, false, 0.23953969992699392],
    ['means of two groups, Welch', 'v,g\n1.2,m\n2.4,m\n3.1,m\n2.2,m\n5.0,m\n2.2,f\n2.9,f\n1.1,f\n0.5,f', { check: 'means-of-groups', columns: ['v', 'g'], args: { first: 'm', second: 'f', relation: 'equal', equalVariance: false } }, true, 0.22545228043912421],
    ['one quantile, the nearer value', 'x\n1\n2\n4\n8\n16\n32', { check: 'quantiles', column: 'x', args: { quantiles: [{ at: 0.3, min: 4, max: 4 }] } }, true, 4],
    ['one quantile between two values', 'x\n1\n2\n4\n8\n16\n32', { check: 'quantiles', column: 'x', args: { quantiles: [{ at: 0.3, max: 2.9 }], interpolation: 'linear' } }, false, 3],
    ['no values', 'x,y\n,1\n,2', { check: 'divergence', column: 'x', args: { partition: thirds, most: 1 } }, false, null],
  ])('%s', async (_, csv, check, success, figure) => {
    const result = await run(csv, check);
    expect(result).toMatchObject({ success, failures: 0 });
    if (figure === null) expect(result.figure).toBeNull();
    else expect(result.figure).toBeCloseTo(figure, 9);
  });
});

describe('rows', () => {
  test.each<[string, string, GivenCheck, number[]]>([
    ['standard scores of both sides', 'x\n-100\n-1\n0\n1\n1', { check: 'standard-score', column: 'x', args: { threshold: 1 } }, [1]],
    ['standard scores above only', 'x\n-100\n-1\n0\n1\n1', { check: 'standard-score', column: 'x', args: { threshold: 1, bothSides: false } }, []],
    ['values that do not vary have no score', 'x\n3\n3\n3', { check: 'standard-score', column: 'x', args: { threshold: 1 } }, [1, 2, 3]],
    ['outliers from the median', 'x\n10\n11\n12\n13\n100', { check: 'outliers', column: 'x' }, [5]],
    ['outliers in standard deviations', 'x\n10\n11\n12\n13\n100', { check: 'outliers', column: 'x', args: { method: 'std', multiplier: 3 } }, []],
    ['outliers beyond the fences', 'x\n10\n11\n12\n13\n100', { check: 'outliers', column: 'x', args: { method: 'fences' } }, [5]],
    ['without spread all off the centre', 'x\n5\n5\n5\n5\n6', { check: 'outliers', column: 'x' }, [5]],
    ['JSON', 'j\n"{""a"":1}"\nnope\n[1]', { check: 'json', column: 'j' }, [2]],
    ['JSON of a shape', 'j\n"{""a"":1}"\nnope\n[1]', { check: 'json-schema', column: 'j', args: { schema: { type: 'object', required: ['a'] } } }, [2, 3]],
    ['a date format', 'd\nx 2019-04-01\n2019-04-02\n2019-4-3', { check: 'date-format', column: 'd', args: { format: '%Y-%m-%d' } }, [1]],
    ['a readable date', 'd\nJan 5 2019\nhello\n10:30', { check: 'readable-date', column: 'd' }, [2]],
  ])('%s', async (_, csv, check, failing) => expect((await run(csv, check)).sample.map(({ row }) => row)).toEqual(failing));
});

test.each<[string, GivenCheck]>([
  ['weights that do not make 1', { check: 'divergence', column: 'k', args: { partition: { values: ['A'], weights: [0.5] } } }],
  ['a share for empty intervals of single values', { check: 'divergence', column: 'k', args: { partition: thirds, internalHoldout: 0.1 } }],
  ['tails twice', { check: 'divergence', column: 'k', args: { partition: { bins: [0, 1], weights: [0.8], tailWeights: [0.1, 0.1] }, tailHoldout: 0.1 } }],
  ['tails beside open ends', { check: 'divergence', column: 'k', args: { partition: { bins: ['-Infinity', 1], weights: [0.8], tailWeights: [0.1, 0.1] } } }],
  ['a distribution without its shape', { check: 'distribution-fit', column: 'k', args: { distribution: 'beta', parameters: [1] } }],
  ['a scale of 0', { check: 'distribution-fit', column: 'k', args: { distribution: 'norm', parameters: [1, 0] } }],
  ['quantiles with crossed bounds', { check: 'quantiles', column: 'k', args: { quantiles: [{ at: 0.5, min: 2, max: 1 }] } }],
  ['a pattern in a JSON schema', { check: 'json-schema', column: 'k', args: { schema: { pattern: '(a+)+' } } }],
])('refuses %s', async (_, check) => expect(run(letters, check)).rejects.toMatchObject({ code: 'invalid-input' }));
