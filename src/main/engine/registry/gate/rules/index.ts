/** All kinds of rules. A new kind is its shape in shared/areas/gates.ts, one small file, and one line here. */
import type { GateRule, GateRuleKind } from '@shared/areas/gates';
import { EngineError } from '@shared/contract/errors';
import { gateMessages as words } from '@shared/messages/gates';
import type { GateFacts, Judge, Judgement } from '../gateFacts';
import { baseline } from './baseline';
import { bound } from './bound';
import { change } from './change';
import { clearGain } from './clearGain';
import { fewestRows, noLeak, quality } from './plainRules';
import { slice } from './slice';

const judges: { readonly [K in GateRuleKind]: Judge<K> } = {
  bound,
  change,
  'clear-gain': clearGain,
  slice,
  baseline,
  'no-leak': noLeak,
  quality,
  'fewest-rows': fewestRows,
};

export function judge(rule: GateRule, facts: GateFacts): Judgement {
  const ask = judges[rule.rule] as Judge<typeof rule.rule>;
  return ask(rule as never, facts);
}

/** Throws `invalid-input` where two rules say the same thing, or one says nothing. */
export function assertRules(rules: readonly GateRule[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    if (rule.rule === 'change' && rule.minAbsoluteChange === undefined && rule.minRelativeChange === undefined) throw new EngineError('invalid-input', words.refused.emptyChange(rule.metric), { rule });
    const key = 'metric' in rule ? `${rule.rule} ${rule.metric} ${rule.rule === 'slice' ? rule.column : ''}` : rule.rule;
    if (seen.has(key)) throw new EngineError('invalid-input', words.refused.twice(rule.rule, 'metric' in rule ? rule.metric : null), { rule });
    seen.add(key);
  }
}
