/** The document and the answer that the forest and the boosted trees share: base + weight * sum over trees. */
import { z } from 'zod';
import { encodeFeatures, featurePlanSchema, featureSources } from '../features/featurePlan';
import { binRows, type BinEdges, type BinnedRows } from '../trees/binning';
import { addPredictions, restoreTrees, savedTreesSchema } from '../trees/treeEnsemble';
import { openTreeShap, type TreeShap } from '../trees/treeShap';
import type { ModelParts } from '../modelParts';
import type { TrainingTable } from '../types';
import type { Contributions, ExactContributions, FittedModel } from './algorithm';
import { addBySource, indexSources } from './contributions';
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

/** Exact contributions need the row counts of the nodes; models saved before these were kept have none. */
export function restoreTreeModel(body: unknown, kind: string): FittedModel {
  const saved = parseBody(treeBodySchema, body, kind);
  const edges = saved.edges.map((edge) => Float64Array.from(edge));
  const trees = restoreTrees(saved.trees);
  const bin = (table: TrainingTable, rows: Int32Array): BinnedRows => binRows(encodeFeatures(saved.plan, table, rows), edges, rows.length);
  return {
    predict(table, rows) {
      const answers = new Float64Array(rows.length).fill(saved.base);
      addPredictions(trees, bin(table, rows), answers, saved.weight);
      return answers;
    },
    exact: trees.cover && { way: 'trees', of: contributor(openTreeShap({ ...trees, cover: trees.cover }, edges.length), saved, bin) },
  };
}

export function treeParts(body: unknown, kind: string): ModelParts {
  const { trees, ...rest } = parseBody(treeBodySchema, body, kind);
  return { kind: 'trees', ...rest, trees: restoreTrees(trees) };
}

function contributor(shap: TreeShap, { plan, base, weight }: TreeBody, bin: (table: TrainingTable, rows: Int32Array) => BinnedRows): ExactContributions['of'] {
  const sources = indexSources(featureSources(plan));
  return (table, rows): Contributions => {
    const binned = bin(table, rows);
    const values = new Float64Array(rows.length * sources.columns.length);
    const shares = new Float64Array(binned.width);
    for (let row = 0; row < rows.length; row++) {
      shares.fill(0);
      shap.addShares(binned, row, shares);
      addBySource(sources, shares, weight, values, row);
    }
    return { base: base + weight * shap.expected(), columns: sources.columns, values };
  };
}
