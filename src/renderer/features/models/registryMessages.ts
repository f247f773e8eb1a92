/** Texts of the registry: versions, gate, ledger. What the gate itself says comes from the engine. */
import type { GateRuleKind, GateVerdict, RuleResult } from '@shared/areas/gates';
import type { Tone } from '@renderer/ui';

export const registryWords = {
  title: 'Registry',
  question: 'Which version is in use, and why?',
  empty: 'A run that you keep as champion becomes a version here, with the reason and what the gate found.',
  goToRuns: 'Choose a run',
  versions: 'Versions',
  versionsNote: 'One run each. Scores are means over held-out folds, beside the best simple rule of the same race.',
  models: 'Registered models',
  rename: 'Rename',
  renameTitle: 'Rename this model',
  name: 'Name',
  save: 'Save',
  cancel: 'Not now',
  noVersions: 'No version yet: the gate refused what was tried.',
  gate: {
    title: 'The gate',
    evaluate: 'Evaluate against the champion',
    evaluateAlone: 'Evaluate',
    notYet: 'Not held against the gate yet.',
    decide: (deciding: number, rules: string, verdict: 'fail' | 'insufficient'): string => (verdict === 'fail' ? `${deciding} of ${rules} ${deciding === 1 ? 'fails' : 'fail'}.` : `No rule fails, but ${deciding} of ${rules} cannot be told from chance.`),
    holds: (rules: string): string => `${rules} held, none failed.`,
    newRows: (rows: string): string => `${rows} new to the champion, answered by its final model`,
    leftOut: (rows: string): string => `${rows} left out: the champion has learned from them`,
  },
  promote: 'Keep as champion',
  challenge: 'Set as challenger',
  openRun: 'Open the run',
  lineage: 'Where it comes from',
  rollback: 'Go back',
  rollbackTitle: 'Go back to the version before',
  rollbackWhy: 'The version before takes over again. Nothing is deleted; the reason stays in the ledger.',
  rolledBack: 'The version before is champion again',
  reason: 'Reason',
  ledger: { title: 'What was decided, and why', note: 'Every move and every refusal. Nothing here is ever changed.', empty: 'Nothing was decided yet.', more: 'Show all', evidence: 'what the gate found', evidenceOf: (run: number, when: string): string => `The gate on run ${run}, ${when}`, close: 'Close' },
  rules: {
    title: 'Rules of the gate',
    note: 'A run is refused where one fails; where none fails but the evidence is too thin, it is called so.',
    standard: 'as shipped',
    edit: 'Edit rules',
    editTitle: 'Rules of the gate',
    add: 'Add a rule',
    remove: 'Remove',
    saved: 'Rules saved',
    document: 'As JSON',
    documentNote: 'Bounds and changes under the names of MLflow’s MetricThreshold. Paste rules from elsewhere, or copy these.',
    copy: 'Copy',
    copied: 'Copied',
    take: 'Use this text',
    back: 'Back to the list',
    none: 'No rule yet: every run passes.',
    needsNumber: 'Every field needs a number.',
  },
} as const;

export const verdictWords: Readonly<Record<GateVerdict, { readonly word: string; readonly tone: Tone; readonly sentence: string }>> = {
  pass: { word: 'passes', tone: 'good', sentence: 'Passes every rule' },
  fail: { word: 'refused', tone: 'failure', sentence: 'The gate refuses' },
  insufficient: { word: 'not enough evidence', tone: 'attention', sentence: 'Not enough evidence' },
};

export const stateWords: Readonly<Record<RuleResult['state'], { readonly word: string; readonly tone: Tone }>> = {
  pass: { word: 'holds', tone: 'good' },
  fail: { word: 'fails', tone: 'failure' },
  insufficient: { word: 'too little evidence', tone: 'attention' },
  skipped: { word: 'nothing to judge', tone: 'neutral' },
};

export const ruleKindWords: Readonly<Record<GateRuleKind, string>> = {
  'no-leak': 'No column gives the answer away',
  quality: 'Checked data',
  'fewest-rows': 'Enough rows',
  baseline: 'Beats the simple rule',
  'clear-gain': 'Clearly better than the champion',
  bound: 'Score within a bound',
  change: 'Change against the champion',
  slice: 'No part gets worse',
};
