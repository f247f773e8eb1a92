/** Texts of suggested rules. */
import { formatCount, formatInteger, formatPercent } from '../../../ui';

export const suggestionMessages = {
  title: 'Suggested rules',
  note: 'From the profile of this version, the surest first. What you add goes into your draft.',
  surest: (shown: number, all: number): string => `Shown are the surest ${formatInteger(shown)} of ${formatInteger(all)}.`,
  none: 'Every suggestion of this version is among the rules already.',
  allDismissed: 'You dismissed what was suggested.',
  table: 'Suggested rules',
  rule: 'Rule',
  evidence: 'Evidence',
  confidence: 'Confidence',
  confidenceHint: 'How sure the rule is to hold for the next row, from how often it held so far',
  backtest: 'On earlier versions',
  add: 'Add',
  dismiss: 'Dismiss',
  addOne: (what: string): string => `Add ${what}`,
  dismissOne: (what: string): string => `Dismiss ${what}`,
  bringBack: (count: number): string => `Bring back ${formatCount(count, 'dismissed suggestion')}`,
  addAll: (count: number): string => `Add ${formatCount(count, 'rule')}`,
  threshold: 'with a confidence of at least',
  onlyHeld: 'that would have failed no earlier version',
  noBacktest: 'first version',
  wouldHaveFailed: (failed: number, versions: number): string => (failed === 0 ? `would have failed none of ${formatCount(versions, 'import')}` : `would have failed ${formatInteger(failed)} of ${formatCount(versions, 'import')}`),
  words: (confidence: number): string => (confidence >= 0.99 ? 'very sure' : confidence >= 0.95 ? 'sure' : confidence >= 0.8 ? 'likely' : confidence >= 0.5 ? 'possible' : 'a guess'),
  figure: (confidence: number): string => formatPercent(confidence, confidence > 0.99 && confidence < 1 ? 1 : 0),
} as const;
