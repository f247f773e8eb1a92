/** TreeSHAP against LightGBM's own contributions on the same trees, against the sum over all subsets, and as additive by columns. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom, gaussLegendre } from '@engine/math';
import { explainRows, fitTask, gatherTable, restoreFitted } from '@engine/training';
import { binRows } from '@engine/training/trees/binning';
import { addPredictions, TreeBuilder, type TreeEnsemble } from '@engine/training/trees/treeEnsemble';
import { openTreeShap, type CountedTrees } from '@engine/training/trees/treeShap';
import { quiet, range, shop, taskOf } from './tables';

interface Node {
  readonly count: number;
  readonly value?: number | undefined;
  readonly feature?: number | undefined;
  readonly threshold?: number | undefined;
  readonly missingLeft?: boolean | undefined;
  readonly left?: Node | undefined;
  readonly right?: Node | undefined;
}
const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({ count: z.number(), value: z.number().optional(), feature: z.number().optional(), threshold: z.number().optional(), missingLeft: z.boolean().optional(), left: nodeSchema.optional(), right: nodeSchema.optional() }),
);
const fixtureSchema = z.object({ tool: z.literal('lightgbm'), version: z.string(), features: z.number(), trees: z.array(nodeSchema), rows: z.array(z.array(z.number().nullable())), contributions: z.array(z.array(z.number())) });

describe('against LightGBM', () => {
  const fixture = fixtureSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../fixtures/treeShap/lightgbm.json'), 'utf8')));

  it(`${fixture.tool} ${fixture.version}: the same contributions and the same base on the same trees, missing cells included`, () => {
    const edges = Array.from({ length: fixture.features }, (_, feature) => Float64Array.from(new Set(fixture.trees.flatMap((tree) => thresholdsOf(tree, feature)))).sort());
    const builder = new TreeBuilder();
    for (const tree of fixture.trees) {
      builder.startTree();
      addNode(builder, tree, edges);
    }
    const trees = counted(builder.build());
    const features = edges.map((_, feature) => Float64Array.from(fixture.rows, (row) => row[feature] ?? NaN));
    const rows = binRows(features, edges, fixture.rows.length);
    const shap = openTreeShap(trees, edges.length);
    for (let row = 0; row < fixture.rows.length; row++) {
      const shares = new Float64Array(edges.length);
      shap.addShares(rows, row, shares);
      const theirs = fixture.contributions[row]!;
      // Leaves are single precision here and double precision there.
      shares.forEach((share, feature) => expect(Math.abs(share - theirs[feature]!)).toBeLessThan(1e-5));
      expect(Math.abs(shap.expected() - theirs.at(-1)!)).toBeLessThan(1e-5);
    }
  });
});

describe('against the definition', () => {
  it('equals the sum over all subsets of features on any small trees, features that recur on a path included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), fc.integer(), (featureCount, treeCount, seed) => {
        const trees = randomTrees(featureCount, treeCount, seed);
        const random = createRandom(seed + 1);
        const bins = Uint8Array.from({ length: featureCount }, () => random.integer(6));
        const rows = { bins, rows: 1, width: featureCount };
        const shares = new Float64Array(featureCount);
        openTreeShap(trees, featureCount).addShares(rows, 0, shares);
        shares.forEach((share, feature) => expect(share).toBeCloseTo(shapleyByDefinition(trees, bins, feature), 9));
        const total = new Float64Array(1);
        addPredictions(trees, rows, total);
        expect(openTreeShap(trees, featureCount).expected() + shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(total[0]!, 9);
      }),
      { numRuns: 150 },
    );
  });

  it('Gauss-Legendre points integrate polynomials up to their degree', () => {
    for (let count = 1; count <= 20; count++) {
      const { points, weights } = gaussLegendre(count);
      for (let degree = 0; degree < 2 * count; degree++) expect(points.reduce((sum, t, i) => sum + weights[i]! * t ** degree, 0)).toBeCloseTo(1 / (degree + 1), 13);
    }
  });
});

describe('whole models', () => {
  const table = shop(400, 5);

  it.each(['ridge', 'random-forest', 'gradient-boosting'] as const)('%s: base + sum over source columns = answer, with nothing for columns it does not read', async (model) => {
    const { model: saved } = await fitTask(taskOf(table, { model, transform: 'log1p', keepModel: true }), quiet);
    const fitted = restoreFitted(saved!);
    const columns = [...saved!.features, 'elsewhere'];
    const background = gatherTable(table, saved!.features, 1, () => Int32Array.of(0));
    const explained = explainRows({ model: fitted, columns, table, rows: range(0, 100), background, seed: 1 });
    expect(explained.ways).toEqual([model === 'ridge' ? 'line' : 'trees']);
    for (let row = 0; row < 100; row++) {
      const values = explained.values.subarray(row * columns.length, (row + 1) * columns.length);
      expect(values.at(-1)).toBe(0);
      expect(Math.abs(explained.base + values.reduce((sum, value) => sum + value, 0) - explained.predictions[row]!)).toBeLessThan(1e-6);
    }
  });

  it('trees saved before rows were counted are sampled, and say so', async () => {
    const { model: saved } = await fitTask(taskOf(table, { model: 'gradient-boosting', parameters: { trees: 5 }, transform: 'log1p', keepModel: true }), quiet);
    const body = z.looseObject({ trees: z.looseObject({ cover: z.string() }) }).parse(saved!.body);
    const { cover: _, ...older } = body.trees;
    const fitted = restoreFitted({ ...saved!, body: { ...body, trees: older } });
    const background = gatherTable(table, saved!.features, 10, () => range(0, 10));
    const explained = explainRows({ model: fitted, columns: saved!.features, table, rows: Int32Array.of(3), background, seed: 1 });
    expect(explained.ways).toEqual(['sampled']);
    expect(explained.base + explained.values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(explained.predictions[0]!, 9);
  });
});

function counted(trees: TreeEnsemble): CountedTrees {
  if (!trees.cover) throw new Error('the builder counts rows');
  return { ...trees, cover: trees.cover };
}

function thresholdsOf(node: Node, feature: number): number[] {
  if (!node.left || !node.right) return [];
  return [...(node.feature === feature ? [node.threshold ?? 0] : []), ...thresholdsOf(node.left, feature), ...thresholdsOf(node.right, feature)];
}

function addNode(builder: TreeBuilder, node: Node, edges: readonly Float64Array[]): void {
  if (!node.left || !node.right) {
    builder.addLeaf(Math.fround(node.value ?? 0), node.count);
    return;
  }
  const feature = node.feature ?? 0;
  const at = builder.addSplit(feature, edges[feature]!.indexOf(node.threshold ?? 0) + 1, node.missingLeft ?? false, node.count);
  addNode(builder, node.left, edges);
  builder.startRight(at);
  addNode(builder, node.right, edges);
}

function randomTrees(featureCount: number, treeCount: number, seed: number): CountedTrees {
  const random = createRandom(seed);
  const builder = new TreeBuilder();
  const grow = (rows: number, depth: number): void => {
    if (rows < 2 || depth === 6 || random.next() < 0.15) {
      builder.addLeaf(Math.fround(random.normal()), rows);
      return;
    }
    const left = 1 + random.integer(rows - 1);
    const at = builder.addSplit(random.integer(featureCount), 1 + random.integer(4), random.next() < 0.5, rows);
    grow(left, depth + 1);
    builder.startRight(at);
    grow(rows - left, depth + 1);
  };
  for (let tree = 0; tree < treeCount; tree++) {
    builder.startTree();
    grow(50, 0);
  }
  return counted(builder.build());
}

/** The answer where only the features of the set are known (Lundberg et al. 2020, algorithm 1). */
function answerKnowing(trees: CountedTrees, bins: Uint8Array, known: number): number {
  const { feature, threshold, missingLeft, right, value, cover } = trees;
  const below = (node: number): number => {
    const split = feature[node]!;
    if (split < 0) return value[node]!;
    const [left, other] = [node + 1, node + right[node]!];
    const goesLeft = bins[split] === 0 ? missingLeft[node] === 1 : bins[split]! <= threshold[node]!;
    if ((known >> split) & 1) return below(goesLeft ? left : other);
    return (cover[left]! * below(left) + cover[other]! * below(other)) / cover[node]!;
  };
  return trees.roots.reduce((sum, root) => sum + below(root), 0);
}

function shapleyByDefinition(trees: CountedTrees, bins: Uint8Array, feature: number): number {
  const count = bins.length;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  let value = 0;
  for (let set = 0; set < 1 << count; set++) {
    if ((set >> feature) & 1) continue;
    const size = [...set.toString(2)].filter((digit) => digit === '1').length;
    const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
    value += weight * (answerKnowing(trees, bins, set | (1 << feature)) - answerKnowing(trees, bins, set));
  }
  return value;
}
