/** Texts of Quality. */
import type { Check, CheckKind } from '@shared/areas/quality';
import { formatCell, formatInteger, typeWords } from '../../ui';

export const qualityMessages = {
  title: 'Quality',
  question: 'Can I trust this data?',
  empty: 'Once there is data, its checks stand here: which rows break a rule, and by how much.',
  importFile: 'Import a file',
  goOn: 'Go on to models',
  checkAgain: 'Check again',
  suggested: 'Suggested from this data. Look them over, take out what does not hold, then check.',
  noChecks: 'No rule is set for this data yet.',
  newRule: 'Add a rule',
  discard: 'Discard',
  remove: 'Remove rule',
  saveRule: 'Save rule',
  history: 'History of this check',
  historyNote: 'Share of rows failing, per imported version',
  choose: 'Choose a check at the left to see its rows and its rule.',
  noFailing: 'No row breaks this rule.',
} as const;

export const checkKindWords: Readonly<Record<CheckKind, string>> = {
  type: 'is of a type',
  'not-null': 'is never empty',
  range: 'lies between',
  'one-of': 'is one of',
  pattern: 'looks like',
  unique: 'does not repeat',
};

/** How grave a failure is, as a tag. */
export const severityTags = { critical: 'critical', warning: 'warning', info: 'note' } as const;

/** What a failure does, as a choice. */
export const severityWords = { critical: 'fail', warning: 'warn', info: 'note only' } as const;

/** The rule in words, as short as a line of the list. */
export function ruleWords(check: Check): string {
  switch (check.check) {
    case 'type':
      return typeWords[check.type];
    case 'not-null':
      return check.allow > 0 ? `at most ${formatInteger(check.allow * 100)} % empty` : 'never empty';
    case 'range': {
      const { min, max } = check;
      if (min !== undefined && min !== null && max !== undefined && max !== null) return `between ${formatCell(min)} and ${formatCell(max)}`;
      if (min !== undefined && min !== null) return `at least ${formatCell(min)}`;
      return max !== undefined && max !== null ? `at most ${formatCell(max)}` : 'in a range';
    }
    case 'one-of':
      return `one of ${formatInteger(check.values.length)} values`;
    case 'pattern':
      return `looks like ${check.pattern}`;
    case 'unique':
      return 'does not repeat';
  }
}
