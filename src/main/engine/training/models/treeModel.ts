/** The document and the answer that the forest and the boosted trees share: base + weight * sum over trees. */
import { z } from 'zod';
import { encodeFeatures, featurePlanSchema } from '../features/featurePlan';
import { binRows, type BinEdges } from '../trees/binning';
import { addPredictions, restoreTrees, savedTreesSchema } from '../trees/treeEnsemble';
import type { FittedModel } from './algorithm';
import { parseBody } from './parameters';

const treeBodySchema = z.object({
  plan: featurePlanSchema,
  edges: z.array(z.array(z.number())),
  trees: savedTreesSchema,
  base: z.number(),
  weight: z.number(),
});
export type TreeBody = z.infer<typeof treeBodySchema>;

export function saveEdges(edges: BinEdges): number[][] {
  return edges.map((edge) => [...edge]);
}

export function restoreTreeModel(body: unknown, kind: string): FittedModel {
  const saved = parseBody(treeBodySchema, body, kind);
  const edges = saved.edges.map((edge) => Float64Array.from(edge));
  const trees = restoreTrees(saved.trees);
  return {
    predict(table, rows) {
      const answers = new Float64Array(rows.length).fill(saved.base);
      addPredictions(trees, binRows(encodeFeatures(saved.plan, table, rows), edges, rows.length), answers, saved.weight);
      return answers;
    },
  };
}
