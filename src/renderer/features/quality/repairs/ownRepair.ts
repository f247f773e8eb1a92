/** A repair that the analyst writes, for the column of a check: what was typed becomes a value of its type. */
import type { Cell, ColumnType } from '@shared/areas/common';
import type { Repair } from '@shared/areas/repairs';
import { numberIn } from '../rule/typedValue';

export const ownKinds = ['replace', 'fill'] as const;
export type OwnKind = (typeof ownKinds)[number];

export interface OwnDraft {
  readonly kind: OwnKind;
  readonly from: string;
  readonly to: string;
}

/** Null while something is missing that it needs; an empty `to` of a replacement makes the cell missing. */
export function ownRepair({ kind, from, to }: OwnDraft, column: { readonly name: string; readonly type: ColumnType }): Repair | null {
  const [before, after] = [cellOf(from, column.type), cellOf(to, column.type)];
  if (kind === 'fill') return after === null ? null : { kind, column: column.name, value: after };
  return before === null ? null : { kind, column: column.name, from: before, to: after };
}

/** Text of another form goes on as it is: the engine says why it does not fit. */
function cellOf(text: string, type: ColumnType): Cell {
  if (text === '') return null;
  if (type === 'integer' || type === 'decimal') return numberIn(text) ?? text;
  if (type === 'boolean') return { true: true, false: false }[text.trim().toLowerCase()] ?? text;
  return text;
}
