/** TreeSHAP against LightGBM's own contributions on the same trees, against the sum over all subsets, and as additive by columns. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom, gaussLegendre } from '@engine/math';
import { explainRows, fitTask, gatherTable, restoreFitted } from '@engine/training';
import { toBase64 } from '@engine/training/base64';
import { addPredictions, featureMatrix, goesLeft, TreeBuilder, type TreeEnsemble } from '@engine/training/trees/treeEnsemble';
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
    const builder = new TreeBuilder();
    for (const tree of fixture.trees) {
      builder.startTree();
      addNode(builder, tree);
    }
    const trees = counted(builder.build());
    const rows = featureMatrix(Array.from({ length: fixture.features }, (_, feature) => Float64Array.from(fixture.rows, (row) => row[feature] ?? NaN)), fixture.rows.length);
    const shap = openTreeShap(trees, fixture.features);
    for (let row = 0; row < fixture.rows.length; row++) {
      const shares = new Float64Array(fixture.features);
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
        const values = Float64Array.from({ length: featureCount }, () => (random.next() < 0.2 ? NaN : random.integer(6)));
        const rows = { values, rows: 1, width: featureCount };
        const shares = new Float64Array(featureCount);
        openTreeShap(trees, featureCount).addShares(rows, 0, shares);
        shares.forEach((share, feature) => expect(share).toBeCloseTo(shapleyByDefinition(trees, values, feature), 9));
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
    const { plan } = z.looseObject({ plan: z.unknown() }).parse(saved!.body);
    // One split of feature 0: bin 1 goes left.
    const trees = { roots: toBase64(Int32Array.of(0)), feature: toBase64(Int16Array.of(0, -1, -1)), threshold: toBase64(Uint8Array.of(1, 0, 0)), missingLeft: toBase64(Uint8Array.of(1, 0, 0)), right: toBase64(Int32Array.of(2, 0, 0)), value: toBase64(Float32Array.of(0, 1, 2)) };
    const fitted = restoreFitted({ ...saved!, body: { plan, edges: [[5]], trees, base: 0, weight: 1 } });
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

function addNode(builder: TreeBuilder, node: Node): void {
  if (!node.left || !node.right) {
    builder.addLeaf(Math.fround(node.value ?? 0), node.count);
    return;
  }
  const feature = node.feature ?? 0;
  const at = builder.addSplit(feature, node.threshold ?? 0, node.missingLeft ?? false, node.count);
  addNode(builder, node.left);
  builder.startRight(at);
  addNode(builder, node.right);
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
    const feature = random.integer(featureCount);
    const at = random.next() < 0.3 ? builder.addSetSplit(feature, [0, 1, 2, 3, 4, 5].filter(() => random.next() < 0.5), rows) : builder.addSplit(feature, 1 + random.integer(4), random.next() < 0.5, rows);
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
function answerKnowing(trees: CountedTrees, values: Float64Array, known: number): number {
  const { feature, right, value, cover } = trees;
  const below = (node: number): number => {
    const split = feature[node]!;
    if (split < 0) return value[node]!;
    const [left, other] = [node + 1, node + right[node]!];
    if ((known >> split) & 1) return below(goesLeft(trees, node, values[split]!) ? left : other);
    return (cover[left]! * below(left) + cover[other]! * below(other)) / cover[node]!;
  };
  return trees.roots.reduce((sum, root) => sum + below(root), 0);
}

function shapleyByDefinition(trees: CountedTrees, values: Float64Array, feature: number): number {
  const count = values.length;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  let value = 0;
  for (let set = 0; set < 1 << count; set++) {
    if ((set >> feature) & 1) continue;
    const size = [...set.toString(2)].filter((digit) => digit === '1').length;
    const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
    value += weight * (answerKnowing(trees, values, set | (1 << feature)) - answerKnowing(trees, values, set));
  }
  return value;
}
