/** Single cells as evidence: those that decide how a column is read, and those that do not fit a type. */
import type { ColumnType } from '@shared/areas/common';
import { cellKind, classifyCell, kindOf, type CellKind } from './cellKind';
import type { ColumnForm } from './columnForm';
import { countValues, sumOf, type ColumnTally } from './columnTally';
import { dateKinds, datetimeKinds, periodKinds } from './dateForms';
import type { DecimalMark } from './numberForms';

/** Kinds that fit only the reading that was taken: they would mean something else, or nothing, under the other one. */
export function decisiveKinds({ storage, code, dateOrder }: ColumnForm, decimal: DecimalMark): readonly CellKind[] {
  if (code === 'by-form') return [cellKind.leadingZeros, cellKind.bigInteger];
  if (storage === 'decimal' || storage === 'integer') return decimal === '.' ? [cellKind.decimal, cellKind.commaThousands] : [cellKind.commaDecimal, cellKind.dotThousands];
  if (storage !== 'date' && storage !== 'datetime') return [];
  return dateOrder === 'dmy' ? [cellKind.dmyDate, cellKind.dmyDatetime] : dateOrder === 'mdy' ? [cellKind.mdyDate, cellKind.mdyDatetime] : [];
}

const realDates = [...dateKinds, ...periodKinds].filter((kind) => kind !== cellKind.invalidDate);
const realTimes = datetimeKinds.filter((kind) => kind !== cellKind.invalidDatetime);

/** Kinds that can be values of the type. Null: every text can. */
export function fittingKinds(type: ColumnType, decimal: DecimalMark): readonly CellKind[] | null {
  const whole = [cellKind.integer, cellKind.leadingZeros, decimal === '.' ? cellKind.commaGroup : cellKind.dotGroup];
  switch (type) {
    case 'integer':
      return whole;
    case 'decimal':
      return [...whole, cellKind.exponentCode, cellKind.parenthesised, ...(decimal === '.' ? [cellKind.decimal, cellKind.dotGroup, cellKind.commaThousands] : [cellKind.commaDecimal, cellKind.commaGroup, cellKind.dotThousands])];
    case 'boolean':
      return [cellKind.boolean];
    case 'date':
      return realDates;
    case 'datetime':
      return [...realDates, ...realTimes];
    default:
      return null;
  }
}

/** Fewer fitting cells than this share, and a column of text is simply text. */
const almostAll = 0.8;

/** The type that most cells of a text column would fit, where only few stand in its way; null where it is simply text. */
export function almostType({ counts }: ColumnTally, decimal: DecimalMark): ColumnType | null {
  const values = countValues(counts);
  const fits = (type: ColumnType): boolean => sumOf(counts, fittingKinds(type, decimal) ?? []) >= almostAll * values;
  return values === 0 ? null : ((['decimal', 'date', 'datetime', 'boolean'] as const).find(fits) ?? null);
}

export interface CellExample {
  readonly line: number;
  readonly text: string;
}

/** The first few different cells whose kind is asked for, with their lines in the file. */
export function examplesOf(cells: readonly string[], lines: readonly number[], wanted: (kind: CellKind) => boolean, most = 5): CellExample[] {
  const found = new Map<string, CellExample>();
  for (const [i, text] of cells.entries()) {
    if (found.size === most) break;
    if (text !== '' && !found.has(text) && wanted(kindOf(classifyCell(text)))) found.set(text, { line: lines[i] ?? 0, text });
  }
  return [...found.values()];
}
