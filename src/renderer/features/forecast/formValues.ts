/** The values of the form, aligned with its fields (never keyed by name: a column can be called anything). Pure. */
import type { Cell, Table } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { Form, FormField } from '@shared/areas/forecasting';

export type Values = readonly Cell[];

export function initialValues(form: Form): Values {
  return form.fields.map((field) => field.initial);
}

/** Rows for the engine; one per set of values. */
export function toTable(form: Form, rows: readonly Values[]): Table {
  return { columns: form.fields.map((field) => field.column), rows: rows.map((values) => [...values]) };
}

export function withValue(values: Values, index: number, value: Cell): Values {
  return values.map((held, place) => (place === index ? value : held));
}

/** A whole number that is only ever 0 or 1 is a yes or no. */
export function isFlag(field: FormField): boolean {
  return field.control === 'switch' || (field.type === 'integer' && field.min === 0 && field.max === 1);
}

/** Fields a curve can run along. */
export function curveFields(form: Form): readonly FormField[] {
  return form.fields.filter((field) => field.control === 'number' && !isFlag(field) && field.min !== field.max);
}

/** Places of the fields, those the model leans on most first. */
export function fieldOrder(form: Form): readonly number[] {
  return form.fields.map((_, index) => index).sort((a, b) => (form.fields[b]?.importance ?? 0) - (form.fields[a]?.importance ?? 0) || a - b);
}

/** The price asked: of several prices the one with the plainest name. */
export function priceColumn(snapshot: Pick<Snapshot, 'columns'> | undefined): string | null {
  const prices = (snapshot?.columns ?? []).filter((column) => column.role === 'price').map((column) => column.name);
  return prices.sort((a, b) => a.length - b.length)[0] ?? null;
}

export interface ValueChange {
  readonly field: FormField;
  readonly from: Cell;
  readonly to: Cell;
}

export function changesOf(form: Form, from: Values, to: Values): readonly ValueChange[] {
  return form.fields.flatMap((field, index) => {
    const before = from[index] ?? null;
    const after = to[index] ?? null;
    return before === after ? [] : [{ field, from: before, to: after }];
  });
}

/** The cells of a stored row in the form's order; columns the row lacks keep what they had. */
export function valuesFromRow(form: Form, columns: readonly string[], cells: readonly Cell[], held: Values): Values {
  return form.fields.map((field, index) => {
    const place = columns.indexOf(field.column);
    return place < 0 ? (held[index] ?? null) : cellFor(field, cells[place] ?? null);
  });
}

/** A column of numbers and infinities stands in the data as text; the form asks for its numbers. */
function cellFor({ control }: FormField, cell: Cell): Cell {
  if (control !== 'number' || typeof cell !== 'string') return cell;
  const value = cell.trim() === '' ? NaN : Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** A range whose end lies further beyond nine in ten rows than this is drawn only near those rows. */
const longTail = 4;

/** Where a curve along the field begins and ends: a little beyond what was trained on, and always with the value itself. */
export function curveSpan(field: FormField, value: Cell): { readonly from: number; readonly to: number } | null {
  const { min, max, trainedLow, trainedHigh } = field;
  if (min === null || max === null || !(max > min)) return null;
  const middle = (trainedHigh ?? max) - (trainedLow ?? min);
  const whole = max - min;
  const own = typeof value === 'number' ? value : null;
  const tailed = middle > 0 && whole > longTail * middle;
  let from = tailed ? Math.max(min, (trainedLow ?? min) - middle) : min - whole * 0.08;
  let to = tailed ? Math.min(max, (trainedHigh ?? max) + middle) : max + whole * 0.22;
  if (min >= 0) from = Math.max(0, from);
  if (own !== null) {
    from = Math.min(from, own);
    to = Math.max(to, own);
  }
  return { from, to };
}
