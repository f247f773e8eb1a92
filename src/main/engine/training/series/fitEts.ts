/** Fits one exponential smoothing model: weights and first states by the simplex on the likelihood. */
import { minimise } from '@engine/math';
import { etsLogLikelihood, forecastEts, passEts, type EtsForm, type EtsParameters, type EtsState } from './etsModel';
import { decompose } from './seasonality';
import { fitSmoothing } from './ses';

export interface FittedEts {
  readonly form: EtsForm;
  readonly parameters: EtsParameters;
  readonly logLikelihood: number;
  /** Akaike's criterion corrected for short histories; Infinity where there are too few values for the parameters. */
  readonly aicc: number;
  readonly squares: number;
  forecast(horizon: number): Float64Array;
}

/** Bounds as in forecast::ets, so that the trend moves slower than the level and damping stays visible. */
const weightRange = [1e-4, 0.9999] as const;
const dampingRange = [0.8, 0.98] as const;

const squash = (u: number): number => 1 / (1 + Math.exp(-u));
const unsquash = (share: number): number => Math.log(share / (1 - share));
const within = ([low, high]: readonly [number, number], u: number): number => low + (high - low) * squash(u);

/** `season` 1 or below means none. The history is complete, and positive where a part is multiplicative. */
export function fitEts(history: Float64Array, form: EtsForm, season: number): FittedEts {
  const n = history.length;
  const scale = history.reduce((total, value) => total + Math.abs(value), 0) / n || 1;
  const scaled = history.map((value) => value / scale);
  const start = firstState(scaled, form, season);
  const spread = Math.sqrt(scaled.reduce((total, value) => total + (value - 1) ** 2, 0) / n) || 1;
  const unpack = (u: Float64Array): { parameters: EtsParameters; first: EtsState } => {
    let at = 0;
    const alpha = within(weightRange, u[at++]!);
    const beta = form.trend === 'N' ? 0 : within([weightRange[0], alpha], u[at++]!);
    const gamma = form.season === 'N' ? 0 : within([weightRange[0], 1 - alpha], u[at++]!);
    const phi = form.trend === 'Ad' ? within(dampingRange, u[at++]!) : 1;
    const level = start.level + spread * u[at]!;
    const slope = form.trend === 'N' ? 0 : start.slope + 0.1 * spread * u[at + 1]!;
    return { parameters: { alpha, beta, gamma, phi }, first: { level, slope, season: start.season } };
  };
  const criterionAt = (u: Float64Array): number => {
    const { parameters, first } = unpack(u);
    const { criterion } = passEts(scaled, form, parameters, first);
    return Number.isFinite(criterion) ? criterion : Infinity;
  };
  const begin = [unsquash(0.3), ...(form.trend === 'N' ? [] : [unsquash(0.1)]), ...(form.season === 'N' ? [] : [unsquash(0.1)]), ...(form.trend === 'Ad' ? [unsquash(0.8)] : []), 0, ...(form.trend === 'N' ? [] : [0])];
  const free = begin.length;
  const { at } = minimise(criterionAt, Float64Array.from(begin), { step: 0.5, mostEvaluations: 120 * free, tolerance: 1e-7 });
  const { parameters, first } = unpack(at);
  const pass = passEts(scaled, form, parameters, first);
  // Back in units: squared errors grow with the scale, relative ones do not, but the density of the values does.
  const criterion = pass.criterion + 2 * n * Math.log(scale);
  const count = free + (form.season === 'N' ? 0 : season - 1) + 1;
  return {
    form,
    parameters,
    logLikelihood: etsLogLikelihood(criterion, n),
    aicc: n - count - 1 > 0 ? criterion + 2 * count + (2 * count * (count + 1)) / (n - count - 1) : Infinity,
    squares: pass.squares * (form.error === 'A' ? scale * scale : 1),
    forecast: (horizon) => forecastEts(pass.state, form, parameters.phi, n, horizon).map((value) => value * scale),
  };
}

/** Season from classical decomposition; level and slope from a line through the first two seasons, or ten values. */
function firstState(history: Float64Array, form: EtsForm, season: number): EtsState {
  const indices = form.season === 'N' ? new Float64Array(0) : decompose(history, season, form.season === 'A' ? 'additive' : 'multiplicative').indices;
  const plain = form.season === 'N' ? history : history.map((value, t) => (form.season === 'A' ? value - indices[t % season]! : value / indices[t % season]!));
  const count = Math.min(history.length, Math.max(10, 2 * season));
  const head = plain.subarray(0, count);
  const centre = head.reduce((total, value) => total + value, 0) / count;
  if (form.trend === 'N') return { level: form.error === 'A' && form.season === 'N' ? fitSmoothing(history).firstLevel : centre, slope: 0, season: indices };
  let cross = 0;
  let square = 0;
  for (let t = 0; t < count; t++) {
    cross += (t - (count - 1) / 2) * head[t]!;
    square += (t - (count - 1) / 2) ** 2;
  }
  const slope = square === 0 ? 0 : cross / square;
  return { level: centre - (slope * (count + 1)) / 2, slope, season: indices };
}
