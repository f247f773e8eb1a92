/** Single rules on facts made by hand, and rules as a document. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { defaultGateRules, gateRuleSchema, type GateRule } from '@shared/areas/gates';
import { metricNames } from '@shared/areas/tracking';
import { verdictOf } from '@engine/registry/gate/evaluateGate';
import { assertRules } from '@engine/registry/gate/rules';
import { meetsChange, type Change } from '@engine/registry/gate/rules/change';
import { judgeInterval } from '@engine/registry/gate/rules/judgeInterval';
import { readRulesDocument, writeRulesDocument } from '@engine/registry/gate/rulesDocument';
import { sliceCodes } from '@engine/registry/gate/sliceCodes';

/** mlflow 3.17.2, mlflow.models.evaluation.validation: [value, base, absolute, relative, greater, passes]. */
const mlflowCases: readonly [number, number, number | undefined, number | undefined, boolean, boolean][] = [
  [0.8, 0.75, 0.05, undefined, true, true],
  [0.81, 0.75, 0.05, undefined, true, true],
  [0.79, 0.75, 0.05, undefined, true, false],
  [0.5, 0.625, 0.125, undefined, false, true],
  [0.55, 0.625, 0.125, undefined, false, false],
  [110, 100, undefined, 0.1, true, true],
  [109, 100, undefined, 0.1, true, false],
  [90, 100, undefined, 0.1, false, true],
  [91, 100, undefined, 0.1, false, false],
  [0, 0, undefined, 0.1, true, false],
  [1e-9, 0, undefined, 0.1, true, true],
  [-1e-9, 0, undefined, 0.1, false, true],
  [1e-11, 0, undefined, 0.1, true, false],
  [120, 100, 10, 0.1, true, true],
  [120, 100, 30, 0.1, true, false],
  [120, 100, 10, 0.3, true, false],
];

test.each(mlflowCases)('change of %d against %d, absolute %s, relative %s, greater %s: %s', (value, base, minAbsoluteChange, minRelativeChange, greaterIsBetter, passes) => {
  const change: Change = { value, base, minAbsoluteChange, minRelativeChange, greaterIsBetter };
  expect(meetsChange(change)).toBe(passes);
});

describe('verdict', () => {
  it.each([
    [['pass', 'skipped'], 'pass'],
    [['pass', 'insufficient'], 'insufficient'],
    [['insufficient', 'fail'], 'fail'],
    [[], 'pass'],
  ] as const)('%j is %s', (states, verdict) => expect(verdictOf(states.map((state) => ({ state })))).toBe(verdict));

  it.each([
    [-0.2, -0.1, false, 'pass'],
    [-0.2, -0.1, true, 'fail'],
    [0.1, 0.2, true, 'pass'],
    [0.1, 0.2, false, 'fail'],
    [-0.1, 0.1, true, 'insufficient'],
    [0, 0, false, 'insufficient'],
    [null, null, false, 'insufficient'],
  ] as const)('interval %s to %s, greater %s: %s', (lower, upper, greater, verdict) => expect(judgeInterval({ lower, upper }, greater)).toBe(verdict));
});

describe('rules as a document', () => {
  const rule = fc.oneof(
    fc.record({ rule: fc.constant('bound' as const), metric: fc.constantFrom(...metricNames), threshold: fc.double({ noNaN: true, noDefaultInfinity: true }), greaterIsBetter: fc.boolean() }),
    fc.record({ rule: fc.constant('change' as const), metric: fc.constantFrom(...metricNames), minRelativeChange: fc.double({ min: 0, max: 1, noNaN: true }), greaterIsBetter: fc.boolean() }),
    fc.record({ rule: fc.constant('slice' as const), column: fc.string({ minLength: 1 }), metric: fc.constantFrom(...metricNames), mostWorse: fc.double({ min: 0, max: 10, noNaN: true }), smallestSlice: fc.integer({ min: 2, max: 1000 }) }),
    fc.constantFrom<GateRule>(...defaultGateRules),
  );
  const distinct = fc.uniqueArray(rule, { selector: (each) => JSON.stringify([each.rule, 'metric' in each ? each.metric : '', 'column' in each ? each.column : '']) });
  const sorted = (rules: readonly GateRule[]): string[] => rules.map((each) => JSON.stringify(gateRuleSchema.parse(each), Object.keys(each).sort())).sort();

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(distinct, (rules) => {
        expect(sorted(readRulesDocument(writeRulesDocument(rules)))).toEqual(sorted(rules));
      }),
      { seed: 11 },
    );
  });

  it('reads thresholds as users of MLflow write them', () => {
    const text = JSON.stringify({ rmse: { threshold: 30, min_absolute_change: 1, min_relative_change: 0.02, greater_is_better: false } });
    expect(readRulesDocument(text)).toEqual([
      { rule: 'bound', metric: 'rmse', threshold: 30, greaterIsBetter: false },
      { rule: 'change', metric: 'rmse', minAbsoluteChange: 1, minRelativeChange: 0.02, greaterIsBetter: false },
    ]);
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['an unknown metric', '{"thresholds":{"accuracy":{"threshold":1,"greater_is_better":true}}}', /cannot be read at thresholds/],
    ['a threshold without a direction', '{"thresholds":{"rmse":{"threshold":1}}}', /greater_is_better/],
    ['a threshold that asks for nothing', '{"thresholds":{"rmse":{"greater_is_better":true}}}', /asks for nothing/],
    ['a rule of no kind', '{"rules":[{"rule":"luck"}]}', /cannot be read at rules/],
    ['a list', '[]', /cannot be read/],
  ])('refuses %s', (_, text, message) => expect(() => readRulesDocument(text)).toThrow(message));

  it('refuses two rules of the same kind on the same metric, and a change of nothing', () => {
    expect(() => assertRules([{ rule: 'no-leak' }, { rule: 'no-leak' }])).toThrow(/two rules/);
    expect(() => assertRules([{ rule: 'change', metric: 'mae', greaterIsBetter: false }])).toThrow(/asks for nothing/);
    expect(() => assertRules(defaultGateRules)).not.toThrow();
  });
});

describe('slices', () => {
  const range = (from: number, to: number): string => `${from} to ${to}`;
  it('few values stand for themselves', () => {
    expect(sliceCodes({ kind: 'number', name: 'sale', type: 'boolean', values: Float64Array.of(1, 0, NaN, 1) }, range)).toEqual({ labels: ['0', '1'], codes: Int32Array.of(1, 0, -1, 1) });
  });
  it('many numbers are cut into quarters', () => {
    const { labels, codes } = sliceCodes({ kind: 'number', name: 'price', type: 'decimal', values: Float64Array.from({ length: 101 }, (_, i) => i) }, range);
    expect(labels).toEqual(['0 to 25', '25 to 50', '50 to 75', '75 to 100']);
    expect([codes[0], codes[25], codes[26], codes[75], codes[100]]).toEqual([0, 0, 1, 2, 3]);
  });
});
