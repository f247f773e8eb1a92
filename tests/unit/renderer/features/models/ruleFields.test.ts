/** Rules as they are typed: back and forth without loss, and nothing half-filled gets through. */
import { expect, test } from 'vitest';
import { defaultGateRules, type GateRule } from '@shared/areas/gates';
import { draftOfRule, newDraft, ruleKinds, ruleOfDraft, withMetric } from '@renderer/features/models/ruleFields';

const rules: readonly GateRule[] = [
  ...defaultGateRules,
  { rule: 'bound', metric: 'r2', threshold: -0.25, greaterIsBetter: true },
  { rule: 'change', metric: 'mae', minAbsoluteChange: 0.5, greaterIsBetter: false },
  { rule: 'change', metric: 'mae', minRelativeChange: 0.07, greaterIsBetter: false },
  { rule: 'slice', column: '__proto__', metric: 'wape', mostWorse: 0.15, smallestSlice: 12 },
];

test.each(rules.map((rule) => [JSON.stringify(rule), rule] as const))('%s', (_, rule) => {
  expect(ruleOfDraft(draftOfRule(rule))).toEqual(rule);
});

test('every kind can be begun; a slice needs its column first', () => {
  expect(ruleKinds.filter((kind) => ruleOfDraft(newDraft(kind)) === null)).toEqual(['slice']);
});

test('what is no number, or out of range, is no rule', () => {
  const bound = draftOfRule({ rule: 'bound', metric: 'mae', threshold: 1, greaterIsBetter: false });
  for (const threshold of ['', 'many', '1e', 'Infinity']) expect(ruleOfDraft({ ...bound, threshold })).toBeNull();
  expect(ruleOfDraft({ ...bound, threshold: '1,5' })).toMatchObject({ threshold: 1.5 });
  expect(ruleOfDraft({ ...draftOfRule({ rule: 'baseline', level: 0.95, resamples: 2000 }), resamples: '100' })).toBeNull();
});

test('a metric brings its direction along', () => {
  expect(withMetric(newDraft('bound'), 'r2')).toMatchObject({ metric: 'r2', greaterIsBetter: 'higher' });
  expect(withMetric(newDraft('slice'), 'r2')).not.toHaveProperty('greaterIsBetter');
});
