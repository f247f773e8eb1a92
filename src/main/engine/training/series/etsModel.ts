/**
 * State space models of exponential smoothing: recursion, likelihood and point forecasts as in Hyndman, Koehler, Ord and
 * Snyder (2008) and R's forecast::ets. States move alike for additive and multiplicative errors; only the likelihood differs.
 */
export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A' | 'Ad';
  readonly season: 'N' | 'A' | 'M';
}

export interface EtsParameters {
  readonly alpha: number;
  /** 0 without trend. */
  readonly beta: number;
  /** 0 without season. */
  readonly gamma: number;
  /** 1 unless damped. */
  readonly phi: number;
}

export interface EtsState {
  level: number;
  slope: number;
  /** Index of each place in the season; the first period of the history has place 0. */
  season: Float64Array;
}

/** The criterion that is minimised, and the state after the last value. */
export interface EtsPass {
  /** n log(sum e^2) for additive errors, plus 2 sum log|fitted| for multiplicative ones: minus twice the log-likelihood but for a constant. */
  readonly criterion: number;
  readonly squares: number;
  readonly state: EtsState;
}

/** One run over the history from a first state. Infinity where a multiplicative part leaves the positive numbers. */
export function passEts(history: Float64Array, form: EtsForm, { alpha, beta, gamma, phi }: EtsParameters, first: EtsState): EtsPass {
  const season = Float64Array.from(first.season);
  const places = season.length;
  const n = history.length;
  const slopeWeight = form.trend === 'N' ? 0 : beta / alpha;
  const multiplicative = form.error === 'M';
  let { level, slope } = first;
  let squares = 0;
  let logs = 0;
  let place = 0;
  const impossible = { criterion: Infinity, squares: Infinity, state: { level, slope, season } };
  for (let t = 0; t < n; t++) {
    const value = history[t]!;
    const damped = phi * slope;
    const base = form.trend === 'N' ? level : level + damped;
    const index = places === 0 ? 0 : season[place]!;
    const fitted = form.season === 'N' ? base : form.season === 'A' ? base + index : base * index;
    if (form.season === 'M' && (base <= 0 || index <= 0)) return impossible;
    let error = value - fitted;
    if (multiplicative) {
      if (fitted <= 0) return impossible;
      error /= fitted;
      logs += Math.log(fitted);
    }
    squares += error * error;
    const seen = form.season === 'N' ? value : form.season === 'A' ? value - index : value / index;
    const nextLevel = base + alpha * (seen - base);
    if (form.trend !== 'N') slope = damped + slopeWeight * (nextLevel - level - damped);
    if (form.season === 'A') season[place] = index + gamma * (value - base - index);
    else if (form.season === 'M') season[place] = index + gamma * (value / base - index);
    level = nextLevel;
    if (places > 0) place = place + 1 === places ? 0 : place + 1;
  }
  return { criterion: n * Math.log(Math.max(squares, 1e-300)) + 2 * logs, squares, state: { level, slope, season } };
}

/** Log-likelihood with the variance at its best value, with all constants: comparable to statsmodels and R. */
export function etsLogLikelihood(criterion: number, n: number): number {
  return -0.5 * (criterion + n * (Math.log(2 * Math.PI) + 1 - Math.log(n)));
}

/** Mean forecasts; `n` is the length of the history, so that the season goes on at the right place. */
export function forecastEts({ level, slope, season }: EtsState, form: EtsForm, phi: number, n: number, horizon: number): Float64Array {
  const answers = new Float64Array(horizon);
  let reach = 0;
  let factor = 1;
  for (let step = 0; step < horizon; step++) {
    factor *= phi;
    reach += factor;
    const base = form.trend === 'N' ? level : level + reach * slope;
    const index = season.length === 0 ? 0 : season[(n + step) % season.length]!;
    answers[step] = form.season === 'N' ? base : form.season === 'A' ? base + index : base * index;
  }
  return answers;
}
