/** When two rules are the same, and when they count the same rows. */
import type { Check } from '@shared/areas/qualitySchema';
import { sortedText } from './draft/schemaDraft';

/** How sure or why a rule was suggested plays no part. */
export const ruleText = remembered(({ evidence: _evidence, ...rule }) => sortedText(rule));

/** Neither does what it is for, how grave it is, or whether it is switched on. */
export const countText = remembered(({ evidence: _evidence, note: _note, severity: _severity, enabled: _enabled, ...rule }) => sortedText(rule));

function remembered(write: (check: Check) => string): (check: Check) => string {
  const texts = new WeakMap<Check, string>();
  return (check) => {
    const known = texts.get(check);
    if (known !== undefined) return known;
    const text = write(check);
    texts.set(check, text);
    return text;
  };
}
