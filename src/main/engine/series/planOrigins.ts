/** Where the backtest forecasts from, and which series take part from there. */
import type { SeriesSetup } from '@shared/areas/seriesSetup';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { Panel } from './panel';

/** Methods need this much before the first origin. */
export const fewestHistory = 6;

export interface Origin {
  /** First period to forecast. */
  readonly at: number;
  /** Series that take part. */
  readonly series: Int32Array;
}

/** Last so many origins that leave the whole horizon, `step` periods apart, oldest first. Throws `invalid-input` where they do not fit. */
export function planOrigins(panel: Panel, { horizon, origins, step, active }: Pick<SeriesSetup, 'horizon' | 'origins' | 'step' | 'active'>): readonly Origin[] {
  const { periods } = panel;
  const first = periods - horizon - (origins - 1) * step;
  const words = seriesMessages.refused;
  if (periods - horizon < fewestHistory) throw new EngineError('invalid-input', words.horizonTooLong(horizon, periods, Math.max(1, periods - fewestHistory)), { horizon, periods });
  if (first < fewestHistory) throw new EngineError('invalid-input', words.originsDoNotFit(origins, step, horizon, periods), { origins, step, horizon, periods });
  const plan = Array.from({ length: origins }, (_, k): Origin => {
    const at = first + k * step;
    return { at, series: Int32Array.from(panel.names.keys()).filter((series) => takesPart(panel, series, at, active)) };
  });
  if (plan.some(({ series }) => series.length === 0)) throw new EngineError('invalid-input', words.noneActive(active), { active });
  return plan;
}

/** Sold often enough lately, or, without such a rule, measured twice before the origin. */
export function takesPart({ values, periods, starts }: Panel, series: number, origin: number, active: SeriesSetup['active']): boolean {
  let found = 0;
  for (let t = Math.max(starts[series]!, active ? origin - active.of : 0); t < origin; t++) {
    const value = values[series * periods + t]!;
    if (active ? value > 0 || value < 0 : !Number.isNaN(value)) found++;
  }
  return found >= (active?.atLeast ?? 2);
}

/** Six origins a horizon apart where they fit, else one period apart, else as many as fit; a few more where there are few series. */
export function chooseOrigins(periods: number, horizon: number, before: number, series: number): { origins: number; step: number } {
  const room = periods - horizon - Math.max(before, fewestHistory);
  const wanted = series < 20 ? 12 : 6;
  for (const step of [horizon, 1]) if (room >= (wanted - 1) * step) return { origins: wanted, step };
  return { origins: Math.max(1, Math.min(wanted, room + 1)), step: 1 };
}
