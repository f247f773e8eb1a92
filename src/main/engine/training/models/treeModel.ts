/** The document and the answer that the forest and the boosted trees share: base + weight * sum over trees, or the median over them. */
import { z } from 'zod';
import { encodeFeatures, featurePlanSchema, featureSources } from '../features/featurePlan';
import { restoreBinTrees, restoreTrees, savedBinTreesSchema, savedTreesSchema } from '../trees/savedTrees';
import { medianOfTrees } from '../trees/medianOfTrees';
import { addPredictions, featureMatrix, type FeatureMatrix, type TreeEnsemble } from '../trees/treeEnsemble';
import { openTreeShap, type TreeShap } from '../trees/treeShap';
import type { ModelParts } from '../modelParts';
import type { TrainingTable } from '../types';
import type { Contributions, ExactContributions, FittedModel } from './algorithm';
import { addBySource, indexSources } from './contributions';
import { follow, leadSchema } from './lead';
import { rememberPaths } from './treePaths';
import { parseBody } from './parameters';

export const treeAnswers = ['mean', 'median'] as const;

export const treeBodySchema = z.object({
  plan: featurePlanSchema,
  trees: savedTreesSchema,
  base: z.number(),
  weight: z.number(),
  /** From the sum to the model's space. */
  lead: leadSchema.optional(),
  /** `median`: the middle one of the trees' answers, in place of base + weight * sum. */
  answer: z.enum(treeAnswers).optional(),
});
export type TreeBody = z.input<typeof treeBodySchema>;

/** Models of the first releases: trees on bins, with the edges of these. */
const binTreeBodySchema = treeBodySchema.extend({ trees: savedBinTreesSchema, edges: z.array(z.array(z.number())) });

type TreeParts = Extract<ModelParts, { kind: 'trees' }>;

/** Throws `corrupt-store` where the document is not one of trees. */
export function treeParts(body: unknown, kind: string): TreeParts {
  if (typeof body === 'object' && body !== null && 'edges' in body) {
    const { edges, trees, ...saved } = parseBody(binTreeBodySchema, body, kind);
    return { kind: 'trees', ...withDefaults(saved), trees: restoreBinTrees(trees, edges) };
  }
  const { trees, ...saved } = parseBody(treeBodySchema, body, kind);
  return { kind: 'trees', ...withDefaults(saved), trees: restoreTrees(trees) };
}

/** Here and not in the schema: a page to give away reads its document without one. */
function withDefaults<T extends Pick<TreeBody, 'lead' | 'answer'>>(saved: T): T & Required<Pick<TreeBody, 'lead' | 'answer'>> {
  return { ...saved, lead: saved.lead ?? [], answer: saved.answer ?? 'mean' };
}

const rowsAtOnce = 4096;

/** Exact contributions need the row counts of the nodes; models saved before these were kept have none. */
export function restoreTreeModel(body: unknown, kind: string): FittedModel {
  const { plan, trees, base, weight, lead, answer } = treeParts(body, kind);
  const encode = (table: TrainingTable, rows: Int32Array): FeatureMatrix => featureMatrix(encodeFeatures(plan, table, rows), rows.length);
  const isMedian = answer === 'median';
  const led = (sums: Float64Array): Float64Array => (lead.length === 0 ? sums : sums.map((sum) => follow(lead, sum)));
  const answersOf = (matrix: FeatureMatrix): Float64Array => {
    const answers = new Float64Array(matrix.rows).fill(base);
    if (isMedian) answers.set(medianOfTrees(trees, matrix));
    else addPredictions(trees, matrix, answers, weight);
    return led(answers);
  };
  return {
    predict(table, rows) {
      const answers = new Float64Array(rows.length);
      for (let from = 0; from < rows.length; from += rowsAtOnce) answers.set(answersOf(encode(table, rows.subarray(from, from + rowsAtOnce))), from);
      return answers;
    },
    encoded: {
      plan,
      used: usedFeatures(trees, plan.kept.length),
      answer: (features, rows) => answersOf(featureMatrix(features, rows)),
      ...(!isMedian && {
        remember(features, rows) {
          const paths = rememberPaths(trees, featureMatrix(features, rows), weight);
          return (changed, known, places) => {
            const answers = new Float64Array(known.length).fill(base);
            paths.addChanged(featureMatrix(changed, known.length), known, places, answers);
            return led(answers);
          };
        },
      }),
    },
    // Shares of a logarithm are no shares of the answer, and a median has none.
    exact: lead.length > 0 || isMedian || !trees.cover ? null : { way: 'trees', of: contributor(openTreeShap({ ...trees, cover: trees.cover }, plan.kept.length), { plan, base, weight }, encode) },
  };
}

/** 1 for features that a tree splits on. */
export function usedFeatures({ feature }: TreeEnsemble, count: number): Uint8Array {
  const used = new Uint8Array(count);
  for (const split of feature) if (split >= 0) used[split] = 1;
  return used;
}

function contributor(shap: TreeShap, { plan, base, weight }: Pick<TreeParts, 'plan' | 'base' | 'weight'>, encode: (table: TrainingTable, rows: Int32Array) => FeatureMatrix): ExactContributions['of'] {
  const sources = indexSources(featureSources(plan));
  return (table, rows): Contributions => {
    const matrix = encode(table, rows);
    const values = new Float64Array(rows.length * sources.columns.length);
    const shares = new Float64Array(matrix.width);
    for (let row = 0; row < rows.length; row++) {
      shares.fill(0);
      shap.addShares(matrix, row, shares);
      addBySource(sources, shares, weight, values, row);
    }
    return { base: base + weight * shap.expected(), columns: sources.columns, values };
  };
}
