/** A value to its place on a slider of 1000 steps: linear, or logarithmic where the range is long-tailed. Pure. */
import type { FormField } from '@shared/areas/forecasting';

export const sliderSteps = 1000;

export interface SliderScale {
  readonly toStep: (value: number) => number;
  readonly toValue: (step: number) => number;
}

/** A range is long-tailed where its end lies far beyond nine in ten rows. */
const longTail = 4;

/** Null where the field has no range to slide over. */
export function sliderScale(field: Pick<FormField, 'min' | 'max' | 'trainedLow' | 'trainedHigh' | 'step'>): SliderScale | null {
  const { min, max } = field;
  if (min === null || max === null || !(max > min)) return null;
  const high = field.trainedHigh ?? max;
  const logarithmic = min >= 0 && (max > longTail * Math.max(high, 1) || high > 200 * Math.max(field.trainedLow ?? min, 1));
  const forward = logarithmic ? Math.log1p : (value: number): number => value;
  const backward = logarithmic ? Math.expm1 : (value: number): number => value;
  const from = forward(min);
  const span = forward(max) - from;
  return {
    toStep: (value) => Math.min(sliderSteps, Math.max(0, ((forward(Math.max(min, value)) - from) / span) * sliderSteps)),
    toValue: (step) => rounded(backward(from + (step / sliderSteps) * span), field.step, min, max),
  };
}

function rounded(value: number, step: number | null, min: number, max: number): number {
  const size = step !== null && step > 0 ? step : (max - min) / sliderSteps;
  const decimals = Math.min(10, Math.max(0, Math.ceil(-Math.log10(size) - 1e-9)));
  return Number(Math.min(max, Math.max(min, Math.round(value / size) * size)).toFixed(decimals));
}
