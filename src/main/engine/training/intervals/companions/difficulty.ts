/** A second model that expects the size of the miss of a row, learned by boosted trees from misses of inner folds. */
import { z } from 'zod';
import { deriveSeed, mean } from '@engine/math';
import { findLearner } from '../../models/models';
import { fillParameters, parseBody } from '../../models/parameters';
import type { CompanionKind } from './companion';
import { fitInnerFolds } from './innerMisses';

const foldCount = 4;
/** No row is expected to miss by less than this share of the mean miss: a width near 0 would be a promise nobody can keep. */
const leastShare = 0.2;
const settings = { trees: 60, learningRate: 0.06, leaves: 6, minLeafRows: 20 } as const;

const bodySchema = z.object({ least: z.number(), model: z.unknown() });

export const difficultyCompanion: CompanionKind = {
  name: 'difficulty',
  suits: () => true,
  async fit(companion): Promise<z.infer<typeof bodySchema>> {
    const { input } = companion;
    const sizes = new Float64Array(input.rows.length);
    for (const { heldOut, misses } of await fitInnerFolds(companion, foldCount)) heldOut.forEach((at, i) => (sizes[at] = Math.abs(misses[i]!)));
    const trees = findLearner('gradient-boosting');
    const { body } = await trees.fit({ ...input, target: sizes, steps: null, monotone: {}, parameters: fillParameters(trees, settings), seed: deriveSeed(input.seed, 'difficulty'), watch: null, report: () => undefined });
    const typical = mean(sizes) ?? 0;
    return { least: typical > 0 ? leastShare * typical : 1, model: body };
  },
  restore(body) {
    const { least, model } = parseBody(bodySchema, body, 'interval');
    const trees = findLearner('gradient-boosting').restore(model);
    return (table, rows) => [trees.predict(table, rows).map((size) => Math.max(least, size))];
  },
};
