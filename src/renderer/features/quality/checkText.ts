/** When two rules are the same, and when they count the same rows. */
import type { Check } from '@shared/areas/qualitySchema';
import { remembered, sortedText } from './draft/sortedText';

/** How sure or why a rule was suggested plays no part. */
export const ruleText = remembered(({ evidence: _evidence, ...rule }: Check) => sortedText(rule));

/** Neither does what it is for, how grave it is, or whether it is switched on. */
export const countText = remembered(({ evidence: _evidence, note: _note, severity: _severity, enabled: _enabled, ...rule }: Check) => sortedText(rule));
