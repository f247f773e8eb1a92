/** The rules of a dataset as they are edited: what is saved, what was changed since, and the way back and forth. */
import type { DataSchema } from '@shared/areas/qualitySchema';
import { remembered, sortedText } from './sortedText';

export interface SchemaDraft {
  /** What is saved, or suggested where nothing was saved yet. */
  readonly base: DataSchema;
  /** Null where the base is only suggested. */
  readonly baseVersion: number | null;
  readonly present: DataSchema;
  readonly past: readonly DataSchema[];
  readonly future: readonly DataSchema[];
  /** What the last edit was about: edits of the same thing are one step back. */
  readonly step: string | null;
  /** Rises with every way back or forth, so that fields read their values anew. */
  readonly revision: number;
}

const stepsKept = 200;

export function startDraft(base: DataSchema, baseVersion: number | null): SchemaDraft {
  return { base, baseVersion, present: base, past: [], future: [], step: null, revision: 0 };
}

/** `step` names the thing that is edited, such as a field of one rule; null makes a step of its own. */
export function edit(draft: SchemaDraft, next: DataSchema, step: string | null = null): SchemaDraft {
  if (isSameSchema(draft.present, next)) return draft;
  const past = step !== null && step === draft.step ? draft.past : [...draft.past, draft.present].slice(-stepsKept);
  return { ...draft, present: next, past, future: [], step };
}

export function undo(draft: SchemaDraft): SchemaDraft {
  const before = draft.past.at(-1);
  if (!before) return draft;
  return { ...draft, present: before, past: draft.past.slice(0, -1), future: [draft.present, ...draft.future], step: null, revision: draft.revision + 1 };
}

export function redo(draft: SchemaDraft): SchemaDraft {
  const [after, ...rest] = draft.future;
  if (!after) return draft;
  return { ...draft, present: after, past: [...draft.past, draft.present], future: rest, step: null, revision: draft.revision + 1 };
}

/** Back to what is saved; undo brings the edits back. */
export function discard(draft: SchemaDraft): SchemaDraft {
  const next = edit(draft, draft.base);
  return next === draft ? draft : { ...next, revision: draft.revision + 1 };
}

/** What was saved is the new base; undo still goes back beyond it. */
export function saved(draft: SchemaDraft, schema: DataSchema, version: number): SchemaDraft {
  return { ...draft, base: schema, baseVersion: version, step: null };
}

export function isDirty({ base, present }: SchemaDraft): boolean {
  return !isSameSchema(base, present);
}

export function isSameSchema(a: DataSchema, b: DataSchema): boolean {
  return a === b || schemaText(a) === schemaText(b);
}

const partText = remembered(sortedText);

/** The same for two schemas that say the same, however their keys are ordered. One edit among thousands of rules writes one rule. */
const schemaText = remembered(({ columns, checks, ...rest }: DataSchema) => [sortedText(rest), columns.map(partText).join(','), checks.map(partText).join(',')].join('\n'));
