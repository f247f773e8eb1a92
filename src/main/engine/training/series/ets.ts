/** Automatic exponential smoothing: every sensible form is fitted, and the least corrected Akaike criterion decides (Hyndman et al. 2002). */
import { fitEts, type FittedEts } from './fitEts';
import type { EtsForm } from './etsModel';
import { repeated, shorterThan, type LocalMethod } from './method';

const fewest = 5;

/** As forecast::ets: no multiplicative season on additive errors, nothing multiplicative unless all values are positive. */
export function etsForms(history: Float64Array, season: number): EtsForm[] {
  const positive = history.every((value) => value > 0);
  const seasons: EtsForm['season'][] = season > 1 && history.length >= 2 * season ? (positive ? ['N', 'A', 'M'] : ['N', 'A']) : ['N'];
  const errors: EtsForm['error'][] = positive ? ['A', 'M'] : ['A'];
  return errors.flatMap((error) => seasons.filter((kind) => error === 'M' || kind !== 'M').flatMap((kind) => (['N', 'A', 'Ad'] as const).map((trend): EtsForm => ({ error, trend, season: kind }))));
}

/** Null where every value is the same, so that there is nothing to fit. */
export function chooseEts(history: Float64Array, season: number): FittedEts | null {
  if (history.every((value) => value === history[0])) return null;
  let best: FittedEts | null = null;
  for (const form of etsForms(history, season)) {
    const fitted = fitEts(history, form, season);
    if (!best || fitted.aicc < best.aicc) best = fitted;
  }
  return best;
}

export const ets: LocalMethod = {
  kind: 'ets',
  obstacle: shorterThan(fewest),
  forecast: (history, horizon, { season }) => chooseEts(history, season)?.forecast(horizon) ?? repeated(history[history.length - 1]!, horizon),
};
