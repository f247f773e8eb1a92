/**
 * The standard Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and Billah (2003): simple
 * smoothing plus half of the linear trend, on a history freed of its season where the 90 % test finds one.
 */
import { shorterThan, type LocalMethod } from './method';
import { decompose, hasSeason } from './seasonality';
import { fitSmoothing } from './ses';

export const theta: LocalMethod = {
  kind: 'theta',
  obstacle: shorterThan(4),
  forecast(history, horizon, { season }) {
    if (!hasSeason(history, season)) return thetaOf(history, horizon);
    const form = history.every((value) => value > 0) ? 'multiplicative' : 'additive';
    const { indices } = decompose(history, season, form);
    if (form === 'multiplicative' && indices.some((index) => index < 1e-10)) return thetaOf(history, horizon);
    const plain = history.map((value, t) => (form === 'additive' ? value - indices[t % season]! : value / indices[t % season]!));
    return thetaOf(plain, horizon).map((value, step) => {
      const index = indices[(history.length + step) % season]!;
      return form === 'additive' ? value + index : value * index;
    });
  },
};

function thetaOf(history: Float64Array, horizon: number): Float64Array {
  const n = history.length;
  const { alpha, level } = fitSmoothing(history);
  const halfSlope = slopeOf(history) / 2;
  const start = (1 - (1 - alpha) ** n) / alpha;
  return Float64Array.from({ length: horizon }, (_, step) => level + halfSlope * (step + start));
}

/** Least squares over the number of the period. */
function slopeOf(history: Float64Array): number {
  const n = history.length;
  const centre = (n - 1) / 2;
  let cross = 0;
  let square = 0;
  for (let t = 0; t < n; t++) {
    cross += (t - centre) * history[t]!;
    square += (t - centre) ** 2;
  }
  return cross / square;
}
