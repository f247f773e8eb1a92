/**
 * Boosted trees for targets in steps, where a value means "at least this, and less than the next step": interval-censored
 * regression in the model's space (see losses/interval.ts), which is an ordered probit with known cut points. From the
 * latent answer and its spread follows the chance of each step; the model answers with a step or a mean of steps in the
 * model's space, so that it is comparable to models of the listed values.
 */
import { z } from 'zod';
import { deriveSeed, exp, fastNormalCumulative, log, sampleSd } from '@engine/math';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { intervalLoss, type Intervals } from '../losses/interval';
import { addPredictions, featureMatrix } from '../trees/treeEnsemble';
import { saveTrees } from '../trees/savedTrees';
import { toModelSpace } from '../targetSpace';
import type { MetricName } from '@shared/areas/tracking';
import type { FitInput, Learner, Parameters } from './algorithm';
import { gather, growEnsemble, growthSettings, prepareRows, type PreparedRows } from './growEnsemble';
import { parseBody, readChoice } from './parameters';
import { splitForStopping } from './stoppingRows';
import { restoreTreeModel, treeBodySchema, treeParts } from './treeModel';

const kind = 'ordinal-boosting';
const { stopAfter: _, ...growth } = growthSettings;

const answers = ['mean', 'median', 'likeliest'] as const;
type Answer = (typeof answers)[number];

const bodySchema = treeBodySchema.extend({
  /** Steps in the model's space, ascending, and the spread around the latent answer. */
  cuts: z.array(z.number()).min(2),
  spread: z.number().positive(),
  answer: z.enum(answers),
});

/** Rows that measure the spread; trees that have not seen them say where they should lie. */
const measuringShare = 0.2;
/** Of the target's own spread: where the first trees start from. */
const firstShare = 0.8;

export const ordinalBoostingModel: Learner = {
  kind,
  version: 3,
  cost: 4,
  needsSteps: true,
  settings: {
    ...growth,
    bags: { ...growth.bags, standard: 3 },
    /** What of the chances of the steps is the answer. */
    answer: { standard: 'mean', choices: answers },
  },
  settingsFor: aimAt,
  fit(input) {
    const { target, transform, watch, steps } = input;
    if (steps === null || steps.length < 2) throw new EngineError('invalid-input', trackingMessages.refused.needsSteps(kind), { model: kind });
    const cuts = steps.map((step) => toModelSpace(step, transform));
    const intervals = intervalsOf(target, cuts);
    const prepared = prepareRows(input);
    const spread = measureSpread(input, prepared, intervals);
    const boosted = growEnsemble(withoutStopping(input), prepared, () => intervalLoss(intervals, spread), watch && intervalLoss(intervalsOf(watch.target, cuts), spread));
    const body: z.input<typeof bodySchema> = { plan: prepared.plan, trees: saveTrees(boosted.trees), base: boosted.base, weight: boosted.weight, cuts, spread, answer: readChoice(input.parameters, 'answer', answers) };
    return { body, curve: { unit: 'tree', name: 'Negative log-likelihood', train: boosted.train, validation: boosted.validation }, backend: 'js' };
  },
  restore(body) {
    const { cuts, spread, answer, ...trees } = parseBody(bodySchema, body, kind);
    const latent = restoreTreeModel(trees, kind);
    const answerAt = (at: number): number => stepAnswer[answer](at, cuts, spread);
    const { encoded } = latent;
    return {
      // Shares of the latent answer are no shares of the mean step.
      exact: null,
      predict: (table, rows) => latent.predict(table, rows).map(answerAt),
      ...(encoded && { encoded: { plan: encoded.plan, used: encoded.used, answer: (features, rows) => encoded.answer(features, rows).map(answerAt) } }),
    };
  },
  parts(body) {
    const { cuts, spread, answer, ...trees } = parseBody(bodySchema, body, kind);
    return { kind: 'steps', latent: treeParts(trees, kind), cuts, spread, answer };
  },
};

/** Each value's step and the next; values between two steps belong to the lower one, values below the lowest to that. */
function intervalsOf(target: Float64Array, cuts: readonly number[]): Intervals {
  const lower = new Float64Array(target.length);
  const upper = new Float64Array(target.length);
  target.forEach((value, row) => {
    let step = 0;
    while (step + 1 < cuts.length && value >= cuts[step + 1]!) step += 1;
    lower[row] = step === 0 ? -Infinity : cuts[step]!;
    upper[row] = cuts[step + 1] ?? Infinity;
  });
  return { lower, upper };
}

function withoutStopping(input: FitInput): FitInput {
  return { ...input, parameters: { ...input.parameters, stopAfter: 0 } };
}

/** The spread under which rows that the trees have not seen are most likely. */
function measureSpread(input: FitInput, prepared: PreparedRows, intervals: Intervals): number {
  const first = firstShare * (sampleSd(input.target) ?? 0) || 1;
  if (input.target.length < 20) return first;
  const { learning, stopping } = splitForStopping(input.target.length, input.groups, measuringShare, deriveSeed(input.seed, 'spread'));
  const part = (places: Int32Array): Intervals => ({ lower: gather(intervals.lower, places), upper: gather(intervals.upper, places) });
  const boosted = growEnsemble({ ...withoutStopping(input), watch: null, report: (fraction) => input.report(fraction / 2) }, prepared, () => intervalLoss(part(learning), first), null, learning);
  const answers = new Float64Array(stopping.length).fill(boosted.base);
  addPredictions(boosted.trees, featureMatrix(prepared.features.map((feature) => gather(feature, stopping)), stopping.length), answers, boosted.weight);
  const measured = part(stopping);
  return lowest((spread) => intervalLoss(measured, spread).score(answers), first / 8, first * 4);
}

/** Where a function with one valley on a logarithmic scale is lowest (golden section). */
function lowest(of: (value: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [log(from), log(to)];
  for (let i = 0; i < 30; i++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (of(exp(left)) <= of(exp(right))) high = right;
    else low = left;
  }
  return exp((low + high) / 2);
}

/** A median is best for absolute errors, the likeliest step for how often the step is right. */
function aimAt(metric: MetricName): Parameters {
  if (metric === 'stepAccuracy') return { answer: 'likeliest' };
  return metric === 'mae' || metric === 'wape' || metric === 'smape' ? { answer: 'median' } : {};
}

/** In the model's space, from the latent answer. */
const stepAnswer: Readonly<Record<Answer, (at: number, cuts: readonly number[], spread: number) => number>> = {
  /** Of the steps, each weighted by its chance. */
  mean(at, cuts, spread) {
    let total = cuts[0]!;
    for (let step = 1; step < cuts.length; step++) total += (cuts[step]! - cuts[step - 1]!) * fastNormalCumulative((at - cuts[step]!) / spread);
    return total;
  },
  /** The highest step that is reached as likely as not: the one the latent answer lies in. */
  median: (at, cuts) => cuts.findLast((cut) => at >= cut) ?? cuts[0]!,
  likeliest(at, cuts, spread) {
    let best = { chance: -1, cut: cuts[0]! };
    let below = 0;
    cuts.forEach((cut, step) => {
      const next = cuts[step + 1];
      const upTo = next === undefined ? 1 : fastNormalCumulative((next - at) / spread);
      if (upTo - below > best.chance) best = { chance: upTo - below, cut };
      below = upTo;
    });
    return best.cut;
  },
};
