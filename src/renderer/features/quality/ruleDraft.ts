/** A rule as it is edited: all fields as text, and back to a check where they make sense. */
import { checkSchema, type Check, type CheckKind } from '@shared/areas/quality';
import type { Cell, ColumnType } from '@shared/areas/common';
import { isNumeric } from '../../ui';

export interface RuleDraft {
  readonly column: string;
  readonly kind: CheckKind;
  readonly type: ColumnType;
  readonly min: string;
  readonly max: string;
  readonly values: readonly string[];
  readonly pattern: string;
  /** Per cent. */
  readonly allow: string;
  readonly severity: Check['severity'];
}

export function draftOf(check: Check | null, first: { readonly name: string; readonly type: ColumnType }): RuleDraft {
  const blank: RuleDraft = { column: first.name, kind: 'not-null', type: first.type, min: '', max: '', values: [], pattern: '', allow: '0', severity: 'warning' };
  if (check === null) return blank;
  return {
    ...blank,
    column: check.column,
    kind: check.check,
    allow: String(Number((check.allow * 100).toFixed(4))),
    severity: check.severity,
    ...(check.check === 'type' && { type: check.type }),
    ...(check.check === 'range' && { min: cellText(check.min), max: cellText(check.max) }),
    ...(check.check === 'one-of' && { values: check.values }),
    ...(check.check === 'pattern' && { pattern: check.pattern }),
  };
}

/** Null where the draft is not a rule yet. */
export function checkOf(draft: RuleDraft, columnType: ColumnType, evidence: string | undefined): Check | null {
  const allow = Number((Number(draft.allow.replace(',', '.')) / 100).toFixed(6));
  const min = bound(draft.min, columnType);
  const max = bound(draft.max, columnType);
  if (draft.kind === 'range' && (min === null || max === null || (min === undefined && max === undefined))) return null;
  if (draft.kind === 'one-of' && draft.values.length === 0) return null;
  if (draft.kind === 'pattern' && draft.pattern === '') return null;
  const parsed = checkSchema.safeParse({
    check: draft.kind,
    column: draft.column,
    severity: draft.severity,
    allow,
    ...(evidence !== undefined && { evidence }),
    ...(draft.kind === 'type' && { type: draft.type }),
    ...(draft.kind === 'range' && { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }),
    ...(draft.kind === 'one-of' && { values: draft.values }),
    ...(draft.kind === 'pattern' && { pattern: draft.pattern }),
  });
  return parsed.success ? parsed.data : null;
}

function cellText(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

/** undefined: no bound; null: no such number. */
function bound(text: string, type: ColumnType): Cell | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (!isNumeric(type)) return trimmed;
  const number = Number(trimmed.replace(/[\u00a0\u202f\s]/g, '').replace(/^([^.]*),(\d+)$/, '$1.$2'));
  return Number.isFinite(number) ? number : null;
}
