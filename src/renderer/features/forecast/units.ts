/** Forecasts and intervals are never surer than their digits: three for the estimate, two for the ends. Pure. */
import type { Prediction } from '@shared/areas/forecasting';
import { absent, formatInteger, formatNumber } from '@renderer/ui/format';

/** 937.4 -> "937", 5049 -> "5,050", 0.4321 -> "0.432". */
export function formatUnits(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return absent;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 100) return formatInteger(rounded);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return formatNumber(rounded, Number.isInteger(rounded) ? 0 : Math.min(4, decimals));
}

/** "20 to 5,000". */
export function formatInterval(prediction: Pick<Prediction, 'lower' | 'upper'>): string {
  return `${formatUnits(prediction.lower, 2)} to ${formatUnits(prediction.upper, 2)}`;
}

/** A stepped target's value means "at least": 100 -> "100+". */
export function formatStep(value: number, steps: readonly number[] | null): string {
  return steps?.includes(value) === true ? `${formatInteger(value)}+` : formatUnits(value);
}
