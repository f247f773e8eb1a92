/** A rule as it is edited: its arguments as text, and back to a check where they make sense. */
import type { ArgumentField, CheckKind } from '@shared/areas/quality';
import type { Condition } from '@shared/areas/qualityConditions';
import { checkSchema, columnsOf, type Check } from '@shared/areas/qualitySchema';
import { numberIn, typedValue } from './typedValue';

export interface RuleDraft {
  readonly columns: readonly string[];
  /** Empty while no kind is chosen. */
  readonly kind: string;
  /** By the name of the argument; lists stand in lines. */
  readonly args: Readonly<Record<string, string>>;
  /** Per cent that may fail. */
  readonly allow: string;
  readonly nulls: Check['nulls'];
  /** The column whose groups are judged by themselves; empty for none. */
  readonly by: string;
  readonly condition: Condition | null;
  readonly severity: Check['severity'];
  readonly note: string;
}

export function draftOf(check: Check | null, columns: readonly string[]): RuleDraft {
  if (check === null) return { columns, kind: '', args: {}, allow: '0', nulls: 'pass', by: '', condition: null, severity: 'critical', note: '' };
  return {
    columns: columnsOf(check),
    kind: check.check,
    args: Object.fromEntries(Object.entries(check.args).map(([name, value]) => [name, argumentText(value)])),
    allow: String(Number(((1 - check.mostly) * 100).toFixed(4))),
    nulls: check.nulls,
    by: check.by ?? '',
    condition: check.condition ?? null,
    severity: check.severity,
    note: check.note ?? '',
  };
}

/** Another kind keeps the arguments that both have. */
export function withKind(draft: RuleDraft, kind: CheckKind): RuleDraft {
  const names = new Set(kind.fields.map(({ name }) => name));
  return { ...draft, kind: kind.kind, args: Object.fromEntries(Object.entries(draft.args).filter(([name]) => names.has(name))), ...(kind.scope === 'column' ? { columns: draft.columns.slice(0, 1) } : {}) };
}

/** The fields that keep the draft from being a rule; `columns` and `allow` beside those of the kind. */
export function unreadFields(draft: RuleDraft, kind: CheckKind): readonly string[] {
  const unread = kind.fields.filter((field) => {
    const value = argumentValue(field, draft.args[field.name] ?? '');
    return value === null || (value === undefined && !field.optional);
  });
  const named = draft.columns.filter((name) => name !== '').length;
  const columnsFit = { column: named >= 1, pair: named === 2, columns: named >= 1, table: true }[kind.scope];
  return [...(columnsFit ? [] : ['columns']), ...unread.map(({ name }) => name), ...(kind.rows && !isShare(draft.allow) ? ['allow'] : [])];
}

/** Null where the draft is not a rule yet. What the draft does not show is kept from the check it came from. */
export function checkOf(draft: RuleDraft, kind: CheckKind, from: Check | null): Check | null {
  if (unreadFields(draft, kind).length > 0) return null;
  const args = Object.fromEntries(kind.fields.flatMap((field) => {
    const value = kept(field, draft.args[field.name] ?? '', from?.check === draft.kind ? from.args[field.name] : undefined);
    return value === undefined ? [] : [[field.name, value]];
  }));
  const { column: _column, columns: _columns, note: _note, condition: _condition, by: _by, ...unshown } = from ?? {};
  const columns = draft.columns.filter((name) => name !== '');
  const parsed = checkSchema.safeParse({
    ...unshown,
    check: draft.kind,
    args,
    ...(kind.scope === 'column' ? { column: columns[0] ?? '' } : kind.scope === 'table' ? {} : { columns }),
    mostly: kind.rows ? Number((1 - (numberIn(draft.allow) ?? 0) / 100).toFixed(6)) : 1,
    nulls: draft.nulls,
    ...(kind.perGroup && draft.by !== '' && { by: draft.by }),
    ...(draft.condition !== null && { condition: draft.condition }),
    severity: draft.severity,
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
  });
  return parsed.success ? parsed.data : null;
}

/** A value that was there stays what it was: "007" as text, 7 as a number. */
function kept(field: ArgumentField, text: string, before: unknown): unknown {
  if (before !== undefined && argumentText(before) === text) return before;
  const value = argumentValue(field, text);
  if (!Array.isArray(value) || !Array.isArray(before)) return value;
  const known = new Map<string, unknown>(before.map((each: unknown) => [String(each), each]));
  return text.split('\n').filter((line) => line !== '').map((line, i) => known.get(line) ?? (value[i] as unknown));
}

function isShare(text: string): boolean {
  const number = numberIn(text);
  return number !== null && number >= 0 && number <= 100;
}

function argumentText(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null)) return value.map(String).join('\n');
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : String(value ?? '');
}

/** undefined: left open; null: cannot be read. */
function argumentValue({ input }: ArgumentField, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (input) {
    case 'number':
    case 'count':
      return numberIn(trimmed);
    case 'value':
      return typedValue(trimmed);
    case 'flag':
      return trimmed === 'true';
    case 'values':
      return text.split('\n').filter((line) => line !== '').map(typedValue);
    case 'patterns':
      return text.split('\n').filter((line) => line !== '');
    case 'document':
      return documentIn(trimmed);
    default:
      return text;
  }
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
