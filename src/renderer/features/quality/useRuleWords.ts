/** Rules in words, and of those that cannot be right, why. Only rules not seen before are asked about. */
import { useCallback, useMemo, useState } from 'react';
import type { Check } from '@shared/areas/qualitySchema';
import { useQuery } from '../../engine';
import { ruleText } from './checkText';

export interface RuleWords {
  readonly rule: string | null;
  readonly problem: string | null;
}

const askedAtOnce = 5_000;

/** The answer is null while the words of a rule are on their way. */
export function useRuleWords(checks: readonly Check[]): (check: Check) => RuleWords | null {
  const [known, setKnown] = useState<ReadonlyMap<string, RuleWords>>(new Map());
  const asked = useMemo(() => {
    const unknown = new Map(checks.filter((check) => !known.has(ruleText(check))).map((check) => [ruleText(check), check]));
    return [...unknown].slice(0, askedAtOnce);
  }, [checks, known]);
  const answer = useQuery('quality.describeChecks', asked.length === 0 ? null : { checks: asked.map(([, check]) => check) });
  if (answer.data && asked.length > 0 && answer.data.length === asked.length) {
    const words = answer.data;
    setKnown(new Map([...known, ...asked.map(([text], i) => [text, words[i] ?? { rule: null, problem: null }] as const)]));
  }
  return useCallback((check: Check) => known.get(ruleText(check)) ?? null, [known]);
}
