/** A rule as it is edited: its arguments as text, and back to a check where they make sense. */
import { checkSchema, columnsOf, type Check } from '@shared/areas/qualitySchema';
import type { ArgumentField, CheckKind } from '@shared/areas/quality';

export interface RuleDraft {
  readonly columns: readonly string[];
  readonly kind: string;
  /** By the name of the argument; lists stand in lines. */
  readonly args: Readonly<Record<string, string>>;
  /** Per cent that may fail. */
  readonly allow: string;
  readonly severity: Check['severity'];
  readonly note: string;
}

export function draftOf(check: Check | null, firstColumn: string): RuleDraft {
  if (check === null) return { columns: [firstColumn], kind: 'not-null', args: {}, allow: '0', severity: 'warning', note: '' };
  return { columns: columnsOf(check), kind: check.check, args: Object.fromEntries(Object.entries(check.args).map(([name, value]) => [name, argumentText(value)])), allow: String(Number(((1 - check.mostly) * 100).toFixed(4))), severity: check.severity, note: check.note ?? '' };
}

/** Null where the draft is not a rule yet. What the draft does not show is kept from the check it came from. */
export function checkOf(draft: RuleDraft, kind: CheckKind, from: Check | null): Check | null {
  const args: Record<string, unknown> = {};
  for (const field of kind.fields) {
    const value = argumentValue(field, draft.args[field.name] ?? '');
    if (value === null || (value === undefined && !field.optional)) return null;
    if (value !== undefined) args[field.name] = value;
  }
  const { column: _column, columns: _columns, note: _note, ...kept } = from ?? {};
  const columns = draft.columns.filter((name) => name !== '');
  const parsed = checkSchema.safeParse({
    ...kept,
    check: draft.kind,
    args,
    ...(kind.scope === 'column' ? { column: columns[0] ?? '' } : kind.scope === 'table' ? {} : { columns }),
    mostly: kind.rows ? Number((1 - Number(draft.allow.replace(',', '.')) / 100).toFixed(6)) : 1,
    severity: draft.severity,
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
  });
  return parsed.success ? parsed.data : null;
}

function argumentText(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null)) return value.map(String).join('\n');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
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
      return numberIn(trimmed) ?? trimmed;
    case 'flag':
      return trimmed === 'true';
    case 'values':
      return text.split('\n').filter((line) => line !== '').map((line) => numberIn(line) ?? line);
    case 'patterns':
      return text.split('\n').filter((line) => line !== '');
    case 'document':
      return documentIn(trimmed);
    default:
      return text;
  }
}

/** A number as people write it, with a decimal comma and spaces between thousands; null where it is none. */
function numberIn(text: string): number | null {
  const number = Number(text.replace(/[\u00a0\u202f\s]/g, '').replace(/^([^.]*),(\d+)$/, '$1.$2'));
  return text.trim() !== '' && Number.isFinite(number) ? number : null;
}

function documentIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
