/** What each feature of a plan is, in the order `encodeFeatures` gives them. */
import type { ColumnPlan, FeaturePlan } from './featurePlan';

export interface FeatureName {
  /** Unique within the plan. */
  readonly name: string;
  /** Columns of the data it is made from. */
  readonly columns: readonly string[];
  /** How it is made, in words. */
  readonly meaning: string;
}

export function featureNames(plan: FeaturePlan): readonly FeatureName[] {
  return featuresByColumn(plan).flatMap(({ features }) => features);
}

/** The kept features of each column, with the encoding they come from. */
export function featuresByColumn(plan: FeaturePlan): readonly { readonly columnPlan: ColumnPlan; readonly features: readonly FeatureName[] }[] {
  const kept = new Set(plan.kept);
  const seen = new Map<string, number>();
  let position = 0;
  return plan.columns.map((columnPlan) => {
    const features = namesOf(columnPlan).filter(() => kept.has(position++));
    return { columnPlan, features: features.map((feature) => ({ ...feature, name: unique(feature.name, seen) })) };
  });
}

function unique(name: string, seen: Map<string, number>): string {
  const times = (seen.get(name) ?? 0) + 1;
  seen.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}

function namesOf(plan: ColumnPlan): FeatureName[] {
  const { column } = plan;
  const feature = (suffix: string, meaning: string): FeatureName => ({ name: `${column}${suffix}`, columns: [column], meaning });
  switch (plan.kind) {
    case 'number': {
      const value = feature('', `${plan.log ? 'log(1 + value), below 0 counted as 0' : 'the value'}; missing is ${missingIs(plan.fill)}`);
      return plan.missingFlag ? [value, feature(' is missing', '1 where missing, else 0')] : [value];
    }
    case 'date':
      return [
        feature(' days', 'days since 1970-01-01, UTC'),
        feature(' year', 'year'),
        feature(' month', 'month from 1'),
        feature(' day', 'day of the month from 1'),
        feature(' weekday', 'day of the week, 0 is Sunday'),
      ];
    case 'category':
      return [
        ...levelNames(plan, feature),
        ...(plan.targetMeans ? [feature(' mean of target', `smoothed mean of the target of the level; ${plan.targetMeans.prior} for levels not seen`)] : []),
      ];
    case 'text':
      return [
        feature(` number of ${plan.parts}`, `how many ${plan.parts} the text has`),
        ...(plan.length ? [feature(' length', 'how many characters the text has (UTF-16 units)')] : []),
        ...plan.keywords.map((word) => feature(` has ${word}`, `1 where the text has "${word}", else 0`)),
        ...(plan.hashed?.idf ?? []).map((weight, bucket) => feature(` bucket ${bucket}`, `TF-IDF of the words whose hash falls into bucket ${bucket}, idf ${weight}, rows scaled to length 1`)),
      ];
    case 'ratio': {
      const made = plan.form === 'discount' ? `1 - ${column} / ${plan.by}` : `${column} / ${plan.by}`;
      return [{ name: made, columns: [column, plan.by], meaning: `${made}; where either is missing or ${plan.by} is 0: ${missingIs(plan.fill)}` }];
    }
  }
}

function levelNames({ codes, levels, other, missingFlag }: Extract<ColumnPlan, { kind: 'category' }>, feature: (suffix: string, meaning: string) => FeatureName): FeatureName[] {
  if (codes) {
    const listed = levels.map((level, code) => `${code} is "${level}"`).join(', ');
    return levels.length === 0 ? [] : [feature(' code', `code of the level's normal form: ${listed}${other ? `, ${levels.length} is any other` : ', any other is missing'}`)];
  }
  return [
    ...levels.map((level) => feature(` = ${level}`, `1 where the normal form of the text is "${level}", else 0`)),
    ...(other ? [feature(' is another', '1 where the text is none of the listed ones, else 0')] : []),
    ...(missingFlag ? [feature(' is missing', '1 where missing, else 0')] : []),
  ];
}

function missingIs(fill: number | null): string {
  return fill === null ? 'missing' : String(fill);
}
