/**
 * The chance of selling at least so many, from the model's answer: proportional odds (McCullagh 1980) fitted on held-out rows.
 * The log odds of reaching a step are a level of the step plus one slope times the answer in the model's space, so chances
 * never rise from step to step and never fall as the answer rises. The steps' likelihoods are added up as if they were
 * independent, which gives the same levels where the slope is right and needs no order of the levels to be kept.
 */
import { z } from 'zod';
import { exp, log } from '@engine/math';

export const stepOddsSchema = z.object({ centre: z.number(), spread: z.number().positive(), slope: z.number(), levels: z.array(z.number()) });
export type StepOdds = z.infer<typeof stepOddsSchema>;

/** Answers that lie together are looked at as one: the fit does not grow with the rows. */
const bins = 256;
const mostRounds = 60;
const longestStride = 1;
/** Half a row on each side of every step, and a slope that a few rows cannot drive to no end. */
const priorRows = 0.5;
const slopePenalty = 0.1;

interface Binned {
  /** Mean answer of each bin that holds rows, from the centre, in spreads. */
  readonly at: readonly number[];
  readonly rows: readonly number[];
  /** Rows that reach each step, a list per step. */
  readonly reached: readonly (readonly number[])[];
}

/** `answers` in the model's space, `actual` in units, `steps` those to reach. */
export function fitStepOdds(answers: Float64Array, actual: Float64Array, steps: readonly number[]): StepOdds {
  const centre = answers.reduce((sum, answer) => sum + answer, 0) / Math.max(1, answers.length);
  const spread = Math.sqrt(answers.reduce((sum, answer) => sum + (answer - centre) ** 2, 0) / Math.max(1, answers.length)) || 1;
  const binned = binAnswers(answers, actual, steps, centre, spread);
  const alike = startOf(binned, answers.length);
  let fit = alike;
  for (let round = 0; round < mostRounds; round++) {
    const stride = strideOf(binned, fit);
    fit = { slope: fit.slope + stride.slope, levels: fit.levels.map((level, s) => level + stride.levels[s]!) };
    if (Math.max(Math.abs(stride.slope), ...stride.levels.map(Math.abs)) < 1e-9) break;
  }
  // Answers that go the wrong way tell nothing: every row has the usual share.
  const { slope, levels } = fit.slope > 0 ? fit : alike;
  let lowest = Infinity;
  return { centre, spread, slope, levels: levels.map((each) => (lowest = Math.min(lowest, each))) };
}

/** One list per step, one chance per answer. */
export function chancesFromOdds({ centre, spread, slope, levels }: StepOdds, answers: Float64Array): Float64Array[] {
  return levels.map((level) => answers.map((answer) => chanceOf(level + slope * ((answer - centre) / spread))));
}

function chanceOf(odds: number): number {
  return 1 / (1 + exp(-odds));
}

function binAnswers(answers: Float64Array, actual: Float64Array, steps: readonly number[], centre: number, spread: number): Binned {
  const low = answers.reduce((least, answer) => Math.min(least, answer), Infinity);
  const high = answers.reduce((most, answer) => Math.max(most, answer), -Infinity);
  const width = (high - low) / bins || 1;
  const rows = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const reached = steps.map(() => new Float64Array(bins));
  answers.forEach((answer, row) => {
    const bin = Math.min(bins - 1, Math.floor((answer - low) / width));
    rows[bin]! += 1;
    sums[bin]! += (answer - centre) / spread;
    for (let s = 0; s < steps.length && actual[row]! >= steps[s]!; s++) reached[s]![bin]! += 1;
  });
  const held = Array.from(rows.keys()).filter((bin) => rows[bin]! > 0);
  return { at: held.map((bin) => sums[bin]! / rows[bin]!), rows: held.map((bin) => rows[bin]!), reached: reached.map((counts) => held.map((bin) => counts[bin]!)) };
}

type Fit = Pick<StepOdds, 'slope' | 'levels'>;

/** No slope: the share that reaches each step. */
function startOf({ reached }: Binned, rows: number): Fit {
  return {
    slope: 0,
    levels: reached.map((counts) => {
      const above = counts.reduce((sum, count) => sum + count, 0) + priorRows;
      return log(above / (rows + 2 * priorRows - above));
    }),
  };
}

/** Newton's, kept short: levels meet nothing but the slope, so one division solves all. */
function strideOf({ at, rows, reached }: Binned, { slope, levels }: Fit): Fit {
  let slopeGradient = -slopePenalty * slope;
  let slopeCurve = slopePenalty;
  const parts: { readonly gradient: number; readonly curve: number; readonly shared: number }[] = [];
  // Plain loops: sums that a function of its own would add to are boxed at every step.
  for (const [s, level] of levels.entries()) {
    const prior = chanceOf(level);
    let gradient = priorRows * (1 - 2 * prior);
    let curve = 2 * priorRows * prior * (1 - prior);
    let shared = 0;
    const counts = reached[s]!;
    for (let bin = 0; bin < at.length; bin++) {
      const place = at[bin]!;
      const chance = chanceOf(level + slope * place);
      const rest = counts[bin]! - rows[bin]! * chance;
      const weight = rows[bin]! * chance * (1 - chance);
      gradient += rest;
      curve += weight;
      shared += weight * place;
      slopeGradient += rest * place;
      slopeCurve += weight * place * place;
    }
    parts.push({ gradient, curve, shared });
  }
  const free = slopeCurve - parts.reduce((sum, { shared, curve }) => sum + (shared * shared) / curve, 0);
  const slopeStride = within((slopeGradient - parts.reduce((sum, { shared, gradient, curve }) => sum + (shared * gradient) / curve, 0)) / free);
  return { slope: slopeStride, levels: parts.map(({ gradient, curve, shared }) => within((gradient - shared * slopeStride) / curve)) };
}

function within(stride: number): number {
  return Math.min(longestStride, Math.max(-longestStride, stride));
}
