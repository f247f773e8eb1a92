/** Texts of Quality. */


export const qualityMessages = {
  title: 'Quality',
  table: 'Whole table',
  notInVersion: 'not in this version',
  question: 'Can I trust this data?',
  empty: 'Once there is data, its checks stand here: which rows break a rule, and by how much.',
  importFile: 'Import a file',
  goOn: 'Go on to models',
  checkAgain: 'Check again',
  suggested: 'Suggested from this data. Look them over, take out what does not hold, then check.',
  noChecks: 'No rule is set for this data yet.',
  rulesFile: {
    menu: 'Rules file',
    saveAs: 'Save as',
    readFile: 'Read rules from a file…',
    formats: { almanac: 'Almanac schema (JSON)', pandera: 'Pandera (YAML)', 'great-expectations': 'Great Expectations suite (JSON)', 'table-schema': 'Table Schema (JSON)' },
    saved: (name: string, left: readonly string[]): string => (left.length === 0 ? `${name} saved, every rule in it.` : `${name} saved. ${left.length} could not be said in full: ${left.slice(0, 3).join(' ')}`),
    read: (rules: number, format: string, left: readonly string[]): string => (left.length === 0 ? `${rules} rules read from ${format}.` : `${rules} rules read from ${format}. ${left.length} left out: ${left.slice(0, 3).join(' ')}`),
  },
  newRule: 'Add a rule',
  discard: 'Discard',
  remove: 'Remove rule',
  saveRule: 'Save rule',
  history: 'History of this check',
  historyNote: 'Share of rows failing, per imported version',
  choose: 'Choose a check at the left to see its rows and its rule.',
  noFailing: 'No row breaks this rule.',
  words: {
    checks: 'Checks',
    checksByColumn: 'Checks by column',
    suggestedFromThisVersion: 'Suggested from this version',
    add: 'Add',
    showTheNewestData: 'Show the newest data',
    rows: 'Rows',
    show: 'Show',
    failing: 'Failing',
    all: 'All',
    checking: 'Checking',
    checkTheRowsAgain: 'Check the rows again',
    otherData: 'Other data',
    column: 'Column',
    columns: 'Columns',
    secondColumn: 'Second column',
    usual: 'as usual',
    rule: 'Rule',
    allowUpToPerCent: 'Allow up to, per cent',
    ifItFails: 'If it fails',
    type: 'Type',
    atLeast: 'At least',
    atMost: 'At most',
    pattern: 'Pattern',
    patternNote: 'The whole value must match (RE2)',
    addAValue: 'Add a value',
    addAValueEnter: 'Add a value, Enter',
    allowUpTo: 'Allow up to',
    counting: 'Counting',
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
