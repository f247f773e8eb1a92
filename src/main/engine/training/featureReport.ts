/** What the columns became for a saved model, read from the encodings inside its document. */
import { z } from 'zod';
import { modelKindSchema, type ModelKind } from '@shared/areas/tracking';
import type { ColumnFeatures, FeaturePart } from '@shared/areas/features';
import { featuresByColumn } from './features/featureNames';
import { featurePlanSchema, type ColumnPlan, type FeaturePlan } from './features/featurePlan';
import type { SavedModel } from './types';

const withPlan = z.object({ plan: featurePlanSchema });
const withMembers = z.object({ members: z.array(z.object({ kind: modelKindSchema, body: z.unknown() })) });

/** One part for each encoding; none for models that look at no columns. */
export function featureParts({ kind, body }: Pick<SavedModel, 'kind' | 'body'>): FeaturePart[] {
  return partsOf(kind, body);
}

function partsOf(kind: ModelKind, body: unknown): FeaturePart[] {
  const combination = withMembers.safeParse(body);
  if (combination.success) return combination.data.members.flatMap((member) => partsOf(member.kind, member.body));
  const own = withPlan.safeParse(body);
  return own.success ? [partOf(kind, own.data.plan)] : [];
}

function partOf(model: ModelKind, plan: FeaturePlan): FeaturePart {
  const columns = featuresByColumn(plan).map(({ columnPlan, features }): ColumnFeatures => ({ ...nothing, ...stepsOf(columnPlan), features: features.map(({ name, meaning }) => ({ name, meaning })) }));
  return { model, float32: plan.float32, columns, dropped: plan.dropped, infinite: plan.infinite };
}

type Steps = Partial<ColumnFeatures> & Pick<ColumnFeatures, 'columns' | 'sort'>;

const nothing: Omit<ColumnFeatures, 'columns' | 'sort' | 'features'> = { fill: null, missingFlag: false, logarithmic: false, levels: [], pooled: null, targetMeans: null, keywords: [], hashed: null };

function stepsOf(plan: ColumnPlan): Steps {
  const own = { columns: [plan.column], sort: plan.kind, missingFlag: 'missingFlag' in plan && plan.missingFlag };
  switch (plan.kind) {
    case 'number':
      return { ...own, fill: plan.fill, logarithmic: plan.log };
    case 'date':
      return { ...own, fill: plan.fill?.[0] ?? null };
    case 'category':
      return { ...own, levels: plan.levels, pooled: plan.pooled, targetMeans: plan.targetMeans };
    case 'text':
      return { ...own, keywords: plan.keywords, hashed: plan.hashed };
    case 'ratio':
      return { ...own, columns: [plan.column, plan.by], fill: plan.fill };
  }
}
