/** Titles that say what a forecast shows, and no more. Pure. */
import type { Cell } from '@shared/areas/common';
import type { CurvePoint, Explanation, FormField } from '@shared/areas/forecasting';
import { formatCell, formatNumber } from '@renderer/ui/format';
import { isFlag, type ValueChange } from './formValues';

/** Below this factor between the highest and lowest point a curve counts as flat. */
const flat = 1.1;

/** "price barely moves this forecast", "The forecast falls with price, up to × 1.4". */
export function curveFinding(column: string, points: readonly CurvePoint[]): string {
  const trained = points.filter((point) => !point.extrapolated);
  const first = trained[0];
  const last = trained.at(-1);
  if (!first || !last || trained.length < 2) return `${column} has no trained range to look along`;
  const values = trained.map((point) => point.value);
  const high = Math.max(...values);
  const low = Math.min(...values);
  if (high <= 0 || high === low) return `${column} does not move this forecast`;
  if (low > 0 && high / low < flat) return `${column} barely moves this forecast`;
  const reach = low > 0 ? `, up to × ${formatNumber(high / low, high / low < 10 ? 1 : 0)}` : '';
  const rise = last.value - first.value;
  const span = high - low;
  if (Math.abs(rise) < span * 0.5) return `The forecast rises and falls along ${column}${reach}`;
  return rise > 0 ? `The forecast rises with ${column}${reach}` : `The forecast falls with ${column}${reach}`;
}

/** "merchant_rating_count lowers it most". */
export function driversFinding(explanation: Pick<Explanation, 'values'>): string {
  const values = explanation.values ?? [];
  const strongest = values.reduce<(typeof values)[number] | null>((held, entry) => (held === null || Math.abs(entry.value) > Math.abs(held.value) ? entry : held), null);
  if (!strongest || Math.abs(strongest.value) < 1e-9) return 'This is about the average product';
  return strongest.value > 0 ? `${strongest.column} raises it most` : `${strongest.column} lowers it most`;
}

/** "price 7 instead of 9", "price and 2 more changed", "nothing changed". */
export function changeWords(changes: readonly ValueChange[]): string {
  const first = changes[0];
  if (!first) return 'nothing changed';
  if (changes.length > 1) return `${first.field.column} ${valueWords(first.to, first.field)} and ${changes.length - 1} more`;
  return `${first.field.column} ${valueWords(first.to, first.field)} instead of ${valueWords(first.from, first.field)}`;
}

export function valueWords(value: Cell, field: FormField): string {
  if (value === null || value === '') return 'empty';
  if (isFlag(field)) return value === true || value === 1 ? 'on' : 'off';
  const text = formatCell(value, field.type);
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}

/** "price lies beyond what the model has seen"; empty where nothing does. */
export function outsideWords(outside: readonly string[]): string {
  if (outside.length === 0) return '';
  if (outside.length === 1) return `${outside[0]} lies beyond what the model has seen.`;
  return `${outside[0]} and ${outside.length - 1} more lie beyond what the model has seen.`;
}
