/** Trees that vote for a step. */
import { expect, it } from 'vitest';
import { createRandom } from '@engine/math';
import { growVoters, shareVotes } from '@engine/training/models/stepVotes';
import { featureMatrix } from '@engine/training/trees/treeEnsemble';

const rows = 300;
const random = createRandom(5);
const x = Float64Array.from({ length: rows }, () => Math.fround(random.next()));
const noise = Float64Array.from({ length: rows }, () => Math.fround(random.next()));
const target = x.map((value) => Math.min(2, Math.floor(3 * value)));
const voters = growVoters({ features: [x, noise], target, seed: 1, report: () => undefined }, 25);

it('as many trees vote as asked for, and the shares of a row add up to one', () => {
  expect(voters.roots).toHaveLength(25);
  const shares = shareVotes(voters, featureMatrix([x, noise], rows), 3);
  for (let row = 0; row < rows; row++) expect(shares.subarray(3 * row, 3 * row + 3).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

it('they agree far from where steps meet, and part where they meet', () => {
  const asked = [Float64Array.of(0.1, 0.5, 0.9, 1 / 3), Float64Array.of(0.5, 0.5, 0.5, 0.5)];
  const shares = shareVotes(voters, featureMatrix(asked, 4), 3);
  for (const [row, step] of [[0, 0], [1, 1], [2, 2]] as const) expect(shares[3 * row + step]).toBeGreaterThan(0.8);
  expect(shares[9]! + shares[10]!).toBeCloseTo(1, 12);
});
