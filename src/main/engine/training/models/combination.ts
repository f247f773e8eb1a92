/** The document and the answer that all combinations share: members, and how their answers are weighed. */
import { z } from 'zod';
import { modelKinds, type ModelKind } from '@shared/areas/tracking';
import type { ModelParts } from '../modelParts';
import type { Blend, FittedModel } from './algorithm';
import { algorithms } from './models';
import { parseBody } from './parameters';

/** Averages saved before there were other combinations hold their members alone. */
const combinationBodySchema = z
  .object({
    members: z.array(z.object({ kind: z.enum(modelKinds), body: z.unknown() })).min(1),
    weights: z.array(z.number()).optional(),
    divisor: z.number().positive().optional(),
    intercept: z.number().default(0),
  })
  .transform(({ members, weights, divisor, intercept }) => ({ members, ...equalBlend(members.length), ...(weights && { weights, divisor: divisor ?? 1 }), intercept }))
  .refine(({ members, weights }) => members.length === weights.length);
export type CombinationBody = z.input<typeof combinationBodySchema>;

/** Weights of one over the number of members, so that an average rounds as a mean does. */
export function equalBlend(members: number): Blend {
  return { weights: new Array<number>(members).fill(1), divisor: members, intercept: 0 };
}

/** Kinds of the members of a saved combination, and how their answers are weighed. */
export function describeCombination(body: unknown, kind: string): { kinds: ModelKind[]; blend: Blend } {
  const { members, ...blend } = parseBody(combinationBodySchema, body, kind);
  return { kinds: members.map((member) => member.kind), blend };
}

export function blendAnswers(answers: readonly Float64Array[], { weights, divisor, intercept }: Blend): Float64Array {
  const totals = new Float64Array(answers[0]?.length ?? 0);
  answers.forEach((answer, member) => {
    for (let row = 0; row < totals.length; row++) totals[row]! += weights[member]! * answer[row]!;
  });
  return totals.map((total) => intercept + total / divisor);
}

export function restoreCombination(body: unknown, kind: string): FittedModel {
  const { members: saved, ...blend } = parseBody(combinationBodySchema, body, kind);
  const members = saved.map((member) => algorithms[member.kind].restore(member.body));
  return {
    combination: { members, ...blend },
    ...(members.some(({ remembersRows }) => remembersRows) && { remembersRows: true }),
    // Members may disagree about what can be exact; whoever explains asks them one by one.
    exact: null,
    predict: (table, rows) => blendAnswers(members.map((member) => member.predict(table, rows)), blend),
  };
}

export function combinationParts(body: unknown, kind: string): ModelParts {
  const { members, ...blend } = parseBody(combinationBodySchema, body, kind);
  return { kind: 'combination', members: members.map((member) => algorithms[member.kind].parts(member.body)), ...blend };
}
