/** The fields of each kind of rule, and a rule to begin with. Pure. */
import { gateRuleSchema, type GateRule, type GateRuleKind } from '@shared/areas/gates';
import { higherIsBetter, metricNames } from '@shared/areas/tracking';

export interface RuleField {
  readonly key: string;
  readonly label: string;
  readonly kind: 'number' | 'percent' | 'metric' | 'direction' | 'text' | 'switch';
  /** May stay empty. */
  readonly optional?: true;
}

const metric: RuleField = { key: 'metric', label: 'Metric', kind: 'metric' };
const direction: RuleField = { key: 'greaterIsBetter', label: 'Better is', kind: 'direction' };
const level: RuleField = { key: 'level', label: 'Interval level, %', kind: 'percent' };
const resamples: RuleField = { key: 'resamples', label: 'Resamples', kind: 'number' };

export const ruleFields: Readonly<Record<GateRuleKind, readonly RuleField[]>> = {
  'no-leak': [],
  quality: [{ key: 'required', label: 'Data never checked is refused', kind: 'switch' }],
  'fewest-rows': [{ key: 'rows', label: 'At least, rows', kind: 'number' }],
  baseline: [level, resamples],
  'clear-gain': [level, resamples, { key: 'fewestPairs', label: 'At least, rows', kind: 'number' }],
  bound: [metric, direction, { key: 'threshold', label: 'Bound', kind: 'number' }],
  change: [metric, direction, { key: 'minAbsoluteChange', label: 'Better by at least', kind: 'number', optional: true }, { key: 'minRelativeChange', label: 'Better by at least, %', kind: 'percent', optional: true }],
  slice: [{ key: 'column', label: 'By column', kind: 'text' }, metric, { key: 'mostWorse', label: 'Worse by at most, %', kind: 'percent' }, { key: 'smallestSlice', label: 'Parts of at least, rows', kind: 'number' }],
};

const beginnings: { readonly [K in GateRuleKind]: Extract<GateRule, { rule: K }> } = {
  'no-leak': { rule: 'no-leak' },
  quality: { rule: 'quality', required: true },
  'fewest-rows': { rule: 'fewest-rows', rows: 100 },
  baseline: { rule: 'baseline', level: 0.95, resamples: 2000 },
  'clear-gain': { rule: 'clear-gain', level: 0.95, resamples: 2000, fewestPairs: 30 },
  bound: { rule: 'bound', metric: 'rmsle', threshold: 2, greaterIsBetter: false },
  change: { rule: 'change', metric: 'rmsle', minRelativeChange: 0.01, greaterIsBetter: false },
  slice: { rule: 'slice', column: '', metric: 'rmsle', mostWorse: 0.1, smallestSlice: 30 },
};

export const ruleKinds = Object.keys(ruleFields).filter((kind): kind is GateRuleKind => kind in beginnings);

/** What is typed, by field; checked as a whole when it is saved. */
export type RuleDraft = Readonly<Record<string, string | boolean>> & { readonly rule: GateRuleKind };

export function draftOfRule(rule: GateRule): RuleDraft {
  const values = new Map<string, unknown>(Object.entries(rule));
  const fields = ruleFields[rule.rule].map(({ key, kind }): [string, string | boolean] => {
    const value = values.get(key);
    if (kind === 'switch') return [key, value === true];
    if (kind === 'direction') return [key, value === true ? 'higher' : 'lower'];
    if (value === undefined) return [key, ''];
    return [key, kind === 'percent' ? String(Number((Number(value) * 100).toPrecision(12))) : String(value)];
  });
  return { ...Object.fromEntries(fields), rule: rule.rule };
}

export function newDraft(kind: GateRuleKind): RuleDraft {
  return draftOfRule(beginnings[kind]);
}

/** Null where a field is missing or out of range. */
export function ruleOfDraft(draft: RuleDraft): GateRule | null {
  const values = ruleFields[draft.rule].flatMap(({ key, kind, optional }): [string, unknown][] => {
    const value = draft[key];
    if (typeof value === 'boolean' || value === undefined) return [[key, value === true]];
    const text = value.trim();
    if (optional && text === '') return [];
    if (kind === 'direction') return [[key, text === 'higher']];
    if (kind === 'text' || kind === 'metric') return [[key, text]];
    const number = text === '' ? NaN : Number(text.replace(',', '.'));
    return [[key, kind === 'percent' ? number / 100 : number]];
  });
  const parsed = gateRuleSchema.safeParse({ rule: draft.rule, ...Object.fromEntries(values) });
  return parsed.success ? parsed.data : null;
}

/** A metric brings its own direction along. */
export function withMetric(draft: RuleDraft, name: string): RuleDraft {
  const known = metricNames.find((each) => each === name);
  return { ...draft, metric: name, ...(known && 'greaterIsBetter' in draft && { greaterIsBetter: higherIsBetter.has(known) ? 'higher' : 'lower' }) };
}
