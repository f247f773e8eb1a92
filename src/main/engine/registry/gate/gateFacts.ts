/** What the rules of a gate look at. */
import type { GateRule, GateRuleKind, RuleResult } from '@shared/areas/gates';
import type { Validation } from '@shared/areas/quality';
import type { Experiment, Run } from '@shared/areas/tracking';
import type { CompareOutcome } from './pairedBootstrap';
import type { PairedRows } from './pairedRows';

/** Two runs on the same rows. */
export interface Compared {
  readonly against: Run;
  readonly pairs: PairedRows;
  readonly outcome: CompareOutcome;
  readonly level: number;
  readonly resamples: number;
}

export interface GateFacts {
  readonly run: Run;
  readonly experiment: Experiment;
  /** The champion the run would follow. */
  readonly champion: Run | null;
  readonly comparison: Compared | null;
  /** Why champion and run could not be compared, or null. */
  readonly notComparable: string | null;
  /** The best simple rule of the race; null where none ran. */
  readonly baseline: Compared | null;
  readonly validation: Validation | null;
}

export type RuleOf<K extends GateRuleKind> = Extract<GateRule, { rule: K }>;
export type Judgement = Pick<RuleResult, 'state' | 'reason'>;
export type Judge<K extends GateRuleKind> = (rule: RuleOf<K>, facts: GateFacts) => Judgement;
