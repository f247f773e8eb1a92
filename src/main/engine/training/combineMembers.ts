/**
 * Held-out answers of a combination, and its weights. The weights for a fold come from the other folds of the same repeat,
 * so that no row has a say in the weights it is judged by; the final ones come from all.
 */
import type { ModelKind } from '@shared/areas/tracking';
import { joinNumbers } from '@engine/math';
import { blendAnswers, equalBlend } from './models/combination';
import type { Blend, Parameters } from './models/algorithm';
import { findCombination } from './models/models';

/** What the members answered for the rows of one fold, and what was true, in the model's space. */
export interface MemberAnswers {
  readonly repeat: number;
  /** One array per member. */
  readonly answers: readonly Float64Array[];
  readonly actual: Float64Array;
}

export interface CombinedFold {
  readonly blend: Blend;
  readonly answers: Float64Array;
}

export interface Combined {
  readonly folds: readonly CombinedFold[];
  readonly final: Blend;
}

/** `inTime`: folds follow each other in time, and only earlier ones may be learned from. */
export function combineMembers(kind: ModelKind, folds: readonly MemberAnswers[], parameters: Parameters, inTime: boolean): Combined {
  const combination = findCombination(kind);
  const blendOf = (known: readonly MemberAnswers[], members: number): Blend => {
    const actual = joinNumbers(known.map((fold) => fold.actual));
    if (actual.length === 0) return equalBlend(members);
    return combination.blend(Array.from({ length: members }, (_, member) => joinNumbers(known.map(({ answers }) => answers[member]!))), actual, parameters);
  };
  const members = folds[0]?.answers.length ?? 0;
  return {
    folds: folds.map((fold, at) => {
      const blend = blendOf(folds.filter((other, i) => other.repeat === fold.repeat && (inTime ? i < at : i !== at)), members);
      return { blend, answers: blendAnswers(fold.answers, blend) };
    }),
    final: blendOf(folds, members),
  };
}
