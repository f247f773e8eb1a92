/** The mean of several fitted models' answers in the model's space. It is never fitted itself: its members are. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { modelKinds } from '@shared/areas/tracking';
import type { Algorithm, FittedModel } from './algorithm';
import { algorithms } from './models';
import { parseBody } from './parameters';

export const averageBodySchema = z.object({ members: z.array(z.object({ kind: z.enum(modelKinds), body: z.unknown() })).min(1) });
export type AverageBody = z.infer<typeof averageBodySchema>;

export const averageModel: Algorithm = {
  kind: 'average',
  settings: {},
  fit() {
    throw new EngineError('internal', 'An average is made from the fitted models of its race, not fitted by itself.');
  },
  restore(body): FittedModel {
    const members = parseBody(averageBodySchema, body, 'average').members.map((member) => algorithms[member.kind].restore(member.body));
    return {
      members,
      // Members may disagree about what can be exact; whoever explains asks them one by one.
      exact: null,
      predict(table, rows) {
        const totals = new Float64Array(rows.length);
        for (const member of members) member.predict(table, rows).forEach((answer, i) => (totals[i]! += answer));
        return totals.map((total) => total / members.length);
      },
    };
  },
};
