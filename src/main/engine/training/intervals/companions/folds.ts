/** The models of five inner folds with their misses: what CV+ bounds a row by. */
import { z } from 'zod';
import { modelKinds } from '@shared/areas/tracking';
import { algorithms } from '../../models/models';
import { parseBody } from '../../models/parameters';
import { orderedMissesSchema, orderMisses } from '../orderedMisses';
import type { CompanionKind } from './companion';
import { fitInnerFolds } from './innerMisses';

const foldCount = 5;
/** Of each fold; a row costs time in proportion. */
const mostMisses = 400;

const bodySchema = z.object({ members: z.array(z.object({ kind: z.enum(modelKinds), body: z.unknown(), misses: orderedMissesSchema })) });

export const foldsCompanion: CompanionKind = {
  name: 'folds',
  suits: () => true,
  async fit(companion): Promise<z.infer<typeof bodySchema>> {
    const folds = await fitInnerFolds(companion, foldCount);
    return { members: folds.map(({ body, misses }) => ({ kind: companion.algorithm.kind, body, misses: orderMisses(misses.map(Math.abs), mostMisses) })) };
  },
  restore(body) {
    const members = parseBody(bodySchema, body, 'interval').members.map((member) => ({ model: algorithms[member.kind].restore(member.body), misses: Float64Array.from(member.misses.values) }));
    const total = members.reduce((sum, { misses }) => sum + misses.length, 0);
    return (table, rows, level) => {
      const answers = members.map(({ model }) => model.predict(table, rows));
      const lower = new Float64Array(rows.length);
      const upper = new Float64Array(rows.length);
      const ends = new Float64Array(total);
      const rank = Math.ceil(Number(((total + 1) * level).toPrecision(12)));
      const place = Math.min(total, Math.max(1, rank)) - 1;
      for (let row = 0; row < rows.length; row++) {
        upper[row] = ended(ends, (at, miss) => answers[at]![row]! + miss)[place] ?? 0;
        lower[row] = ended(ends, (at, miss) => answers[at]![row]! - miss)[total - 1 - place] ?? 0;
      }
      return [lower, upper];
    };

    /** Every end, ascending. */
    function ended(ends: Float64Array, endOf: (member: number, miss: number) => number): Float64Array {
      let at = 0;
      members.forEach(({ misses }, member) => misses.forEach((miss) => (ends[at++] = endOf(member, miss))));
      return ends.sort();
    }
  },
};
