/** Bounds of numbers: new data may go further than old, so they are round numbers well outside; a sign or a scale is kept (deequ: non-negative). */
import { qualityMessages } from '@shared/messages/quality';
import { allHeld } from '../confidence';
import { suggest, type ColumnRule } from '../suggestion';

const words = qualityMessages.evidence;

export const bounds: ColumnRule = async ({ column: { name, type }, profile: { min, max }, values }) => {
  if (typeof min !== 'number' || typeof max !== 'number' || (type === 'integer' && min === 0 && max === 1)) return [];
  const evidence = min >= 0 ? words.notNegative(values, min, max) : words.range(min, max);
  const confidence = allHeld(values);
  const range = (low: number, high: number, severity: 'critical' | 'warning') => [suggest({ check: 'range', column: name }, { min: low, max: high }, severity, evidence, confidence)];
  if (min >= 0 && max <= 1) return range(0, 1, 'warning');
  if (/rating|stars|score/i.test(name) && min >= 0 && max <= 5) return range(0, 5, 'critical');
  if (min >= 0) return range(0, roundOutside(max), 'warning');
  return range(-roundOutside(-min), max <= 0 ? 0 : roundOutside(max), 'warning');
};

/** The next of 1, 2, 5 times a power of ten above twice the value. */
export function roundOutside(value: number): number {
  const power = 10 ** Math.floor(Math.log10(2 * value));
  return ([1, 2, 5, 10].find((step) => step * power >= 2 * value) ?? 10) * power;
}
