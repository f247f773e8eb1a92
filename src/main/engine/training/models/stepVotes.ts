/**
 * Trees that vote for a step: a forest grown down to leaves of one row on the places of the steps, half of its trees from
 * bootstrap samples at the best edges (Breiman 2001), half from all rows at edges drawn at random (Geurts et al. 2006). The
 * share of the trees that end in a step is its chance. They know nothing of a latent answer and its spread, so they err
 * elsewhere than a model that does, and both together are right more often than either.
 */
import { deriveSeed } from '@engine/math';
import { answersOfTree, TreeBuilder, type FeatureMatrix, type TreeEnsemble } from '../trees/treeEnsemble';
import { growForest, type ForestRows } from './forest';

const halves = [
  { bootstrap: true, randomThresholds: false, featureShare: 0.33 },
  { bootstrap: false, randomThresholds: true, featureShare: 0.5 },
] as const;

/** The target of `rows` is the place of each row's step. */
export function growVoters(rows: ForestRows, voters: number): TreeEnsemble {
  const builder = new TreeBuilder();
  halves.forEach(({ featureShare, ...chance }, half) => {
    const trees = half === 0 ? Math.ceil(voters / 2) : Math.floor(voters / 2);
    growForest(builder, { ...rows, seed: deriveSeed(rows.seed, 'voters', half), report: (fraction) => rows.report((half + fraction) / halves.length) }, { trees, minLeafRows: 1, featureShare }, chance);
  });
  return builder.build();
}

/** For each row the share of each step, row by row. A leaf of several steps votes for the one in their middle. */
export function shareVotes(voters: TreeEnsemble, matrix: FeatureMatrix, steps: number): Float64Array {
  const shares = new Float64Array(matrix.rows * steps);
  const count = voters.roots.length;
  for (let tree = 0; tree < count; tree++) {
    answersOfTree(voters, tree, matrix).forEach((place, row) => (shares[row * steps + Math.round(place)]! += 1 / count));
  }
  return shares;
}
