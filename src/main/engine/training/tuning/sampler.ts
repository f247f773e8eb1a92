/** How the next settings are proposed: the ways there are, and what each is told. */
import type { Random } from '@engine/math';
import type { TuneSampler } from '@shared/areas/tuning';
import { proposeByTpe } from './tpe';
import { drawUniformly, type SearchSpace, type Settings } from './searchSpace';

/** What is known of a trial; less loss is better. */
export interface Observation {
  readonly settings: Settings;
  /** Folds it was tried on. */
  readonly folds: number;
  /** Mean over those folds; infinite where it failed. */
  readonly loss: number;
}

export interface Known {
  readonly space: SearchSpace;
  /** Trials that ended, in the order they were proposed. */
  readonly ended: readonly Observation[];
  /** Proposed and not tried yet. */
  readonly pending: readonly Settings[];
}

export type Propose = (known: Known, random: Random) => Settings;

export const samplers: Readonly<Record<TuneSampler, Propose>> = {
  random: ({ space }, random) => drawUniformly(space, random),
  tpe: proposeByTpe,
};
