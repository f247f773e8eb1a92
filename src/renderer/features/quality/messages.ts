/** Texts of Quality: the page, its list of checks, its draft. */
import { formatCount, formatInteger, formatPercent } from '../../ui';

export const qualityMessages = {
  title: 'Quality',
  table: 'Whole table',
  notInVersion: 'not in this version',
  question: 'Can I trust this data?',
  empty: 'Once there is data, its checks stand here: which rows break a rule, and by how much.',
  importFile: 'Import a file',
  goOn: 'Go on to models',
  checkAgain: 'Check again',
  check: (rows: number): string => `Check ${formatCount(rows, 'row')}`,
  keep: (rules: number): string => `Keep ${formatCount(rules, 'rule')} and check`,
  suggested: 'Suggested from this data. Look them over, take out what does not hold, then keep them.',
  noChecks: 'No rule is set for this data yet.',
  newRule: 'Add a rule',
  otherData: 'Other data',
  showNewest: 'Show the newest data',
  checking: 'Checking',
  palette: { group: 'This data', check: 'Check the rows again', save: 'Save the rules', discard: 'Discard unsaved edits of the rules', text: 'Show the rules as text' },
  rulesFile: {
    menu: 'Rules file',
    saveAs: 'Save as',
    show: 'Show as text…',
    readFile: 'Read rules from a file…',
    formats: { almanac: 'Almanac schema (JSON)', pandera: 'Pandera (YAML)', 'great-expectations': 'Great Expectations suite (JSON)', 'table-schema': 'Table Schema (JSON)' },
    unsaved: 'The file holds the last saved rules, without your unsaved edits.',
    saved: (name: string, left: readonly string[]): string => (left.length === 0 ? `${name} saved, every rule in it.` : `${name} saved. ${left.length} could not be said in full: ${left.slice(0, 3).join(' ')}`),
    read: (rules: number, format: string, left: readonly string[]): string => (left.length === 0 ? `${rules} rules read from ${format}. Save them to keep them.` : `${rules} rules read from ${format}, not saved yet. ${left.length} left out: ${left.slice(0, 3).join(' ')}`),
  },
  draft: {
    label: 'Edits of the rules',
    none: (version: number): string => `Rules version ${formatInteger(version)}`,
    notSaved: 'Rules not saved yet',
    unsaved: (edits: number): string => formatCount(edits, 'unsaved edit'),
    undo: 'Undo',
    redo: 'Redo',
    discard: 'Discard',
    save: (version: number): string => `Save as version ${formatInteger(version)}`,
    behind: (version: number): string => `Version ${formatInteger(version)} was saved elsewhere since you began. Saving now keeps your rules as the next version; Versions shows what is different.`,
    invalid: (rules: number): string => `${formatCount(rules, 'rule')} cannot be right yet`,
  },
  list: {
    title: 'Checks',
    label: 'Checks by column',
    search: 'Find a check or column',
    nothingFound: 'No check has these words.',
    pass: (passed: number, counted: number): string => `${formatInteger(passed)} of ${formatCount(counted, 'check')} ${counted === 1 ? 'passes' : 'pass'}`,
    suggested: (total: number): string => `${formatCount(total, 'check')} suggested`,
    notCounted: (total: number): string => `${formatCount(total, 'check')}, not counted yet`,
    toDecide: (failing: number): string => `${formatInteger(failing)} to decide`,
    passBar: (passed: number, counted: number): string => `${formatInteger(passed)} of ${formatInteger(counted)} pass`,
    folded: (checks: number): string => formatCount(checks, 'more check'),
    allPass: 'all pass',
    off: 'off',
    states: { off: 'switched off', uncounted: 'not counted', holds: 'holds', fails: 'fails' },
    suggestions: (count: number): string => (count === 1 ? '1 suggestion from this version' : `${formatInteger(count)} suggestions from this version`),
    optionSubject: (subject: string): string => `${subject}:`,
    optionState: (state: string): string => `(${state})`,
    optionRows: (failures: number): string => (failures === 1 ? ' row fails' : ' rows fail'),
  },
  finding: {
    holds: 'holds',
    notCounted: 'not counted',
    off: 'switched off',
    share: (share: number, considered: number): string => `${formatPercent(share)} of ${formatCount(considered, 'row')} looked at`,
    mayFail: (share: number): string => (share > 0 ? `up to ${formatPercent(share, share < 0.01 ? 2 : 1)} may fail` : 'none may fail'),
    missing: (rows: number): string => `${formatCount(rows, 'row')} with a missing cell left out.`,
    observed: (words: string): string => `Observed: ${words.replace(/[.]$/, '')}.`,
    values: 'Values',
    among: (rows: number): string => `Among ${formatInteger(rows)} of them`,
    more: (count: number): string => `and ${formatInteger(count)} more`,
    emptyCell: '(empty)',
  },
  rows: {
    label: 'Rows',
    of: (subject: string): string => `Rows for ${subject}`,
    show: 'Show',
    failing: 'Failing',
    all: 'All',
    failingRows: 'Failing rows',
    noFailing: 'No row breaks this rule.',
    oneFigure: 'This rule judges one figure of the whole column, so no single row breaks it.',
    choose: 'Choose a check at the left to see its rows and its rule.',
    incomplete: 'The rows stand here once the rule is complete.',
  },
  history: { title: 'History of this check', note: 'Share of rows failing, per imported version', figureNote: 'The figure it judges, per imported version', version: (number: number, share: string): string => `version ${formatInteger(number)}: ${share}` },
  alerts: {
    title: 'What stands out',
    note: (count: number): string => `${formatCount(count, 'alert')} from the profile of this version`,
    more: (count: number): string => `Show ${formatInteger(count)} more`,
    addCheck: 'Add a check',
    showCheck: 'Show the check',
    showColumn: 'Show the column',
  },
} as const;

/** How grave a failure is, as a tag. */
export const severityTags = { critical: 'critical', warning: 'warning', info: 'note' } as const;

/** What a failure does, as a choice. */
export const severityWords = { critical: 'fail', warning: 'warn', info: 'note only' } as const;

/** Fragments of evidence as a sentence of their own. */
export function sentence(fragment: string): string {
  const text = fragment.trim();
  if (text === '') return '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
