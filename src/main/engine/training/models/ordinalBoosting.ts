/**
 * Boosted trees for targets in steps, where a value means "at least this, and less than the next step": interval-censored
 * regression in the model's space (see losses/interval.ts), which is an ordered probit with known cut points. From the
 * latent answer and its spread follows the chance of each step; the model answers with a step or a mean of steps in the
 * model's space, so that it is comparable to models of the listed values. Where the likeliest step is asked for, trees may
 * vote beside the chances (see stepVotes.ts).
 */
import { z } from 'zod';
import { deriveSeed, exp, fastNormalCumulative, log, sampleSd } from '@engine/math';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { encodeFeatures } from '../features/featurePlan';
import { intervalLoss, type Intervals } from '../losses/interval';
import { addPredictions, featureMatrix, type FeatureMatrix } from '../trees/treeEnsemble';
import { restoreTrees, savedTreesSchema, saveTrees } from '../trees/savedTrees';
import { gather } from '../table';
import { toModelSpace } from '../targetSpace';
import type { MetricName } from '@shared/areas/tracking';
import type { FitInput, Learner, Parameters } from './algorithm';
import { growEnsemble, growthSettings, prepareRows, type PreparedRows } from './growEnsemble';
import { parseBody, readChoice, readParameter } from './parameters';
import { growVoters, shareVotes } from './stepVotes';
import { splitForStopping } from './stoppingRows';
import { restoreTreeModel, treeBodySchema, treeParts, usedFeatures } from './treeModel';

const kind = 'ordinal-boosting';
const { stopAfter: _, ...growth } = growthSettings;

const answers = ['mean', 'median', 'likeliest'] as const;
type Answer = (typeof answers)[number];

const bodySchema = treeBodySchema.extend({
  /** Steps in the model's space, ascending, and the spread around the latent answer. */
  cuts: z.array(z.number()).min(2),
  spread: z.number().positive(),
  answer: z.enum(answers),
  /** Where trees vote for the likeliest step: how much of a chance a share of their votes counts. */
  votes: z.object({ trees: savedTreesSchema, weight: z.number() }).optional(),
});

/** Rows that measure the spread; trees that have not seen them say where they should lie. */
const measuringShare = 0.2;
/** Of the target's own spread: where the first trees start from. */
const firstShare = 0.8;
/** Of a race decided by how often the step is right. */
const usualVoters = 200;
/** Votes alone are right less often than the chances are. */
const voteWeight = 0.5;

export const ordinalBoostingModel: Learner = {
  kind,
  version: 6,
  cost: 4,
  needsSteps: true,
  settings: {
    ...growth,
    bags: { ...growth.bags, standard: 3 },
    /** What of the chances of the steps is the answer. */
    answer: { standard: 'mean', choices: answers },
    /** Trees that vote for the likeliest step beside the boosted ones. */
    voters: { standard: 0, lowest: 0, highest: 5000, whole: true },
  },
  settingsFor: aimAt,
  fit(input) {
    const { target, transform, watch, steps } = input;
    if (steps === null || steps.length < 2) throw new EngineError('invalid-input', trackingMessages.refused.needsSteps(kind), { model: kind });
    const cuts = steps.map((step) => toModelSpace(step, transform));
    const intervals = intervalsOf(target, cuts);
    const prepared = prepareRows(input);
    const answer = readChoice(input.parameters, 'answer', answers);
    // Votes keep to no direction.
    const voters = answer === 'likeliest' && Object.keys(input.monotone).length === 0 ? readParameter(input.parameters, 'voters') : 0;
    const stage = stagesOf(input.report, voters > 0 ? 3 : 2);
    const spread = measureSpread({ ...input, report: stage(0) }, prepared, intervals, answer === 'likeliest' ? 2 : 1);
    const boosted = growEnsemble({ ...withoutStopping(input), report: stage(1) }, prepared, () => intervalLoss(intervals, spread), watch && intervalLoss(intervalsOf(watch.target, cuts), spread));
    const body: z.input<typeof bodySchema> = {
      plan: prepared.plan,
      trees: saveTrees(boosted.trees),
      base: boosted.base,
      weight: boosted.weight,
      cuts,
      spread,
      answer,
      ...(voters > 0 && { votes: { trees: saveTrees(growVoters({ features: prepared.features, target: placesOf(target, cuts), seed: input.seed, report: stage(2) }, voters)), weight: voteWeight } }),
    };
    return { body, curve: { unit: 'tree', name: 'Negative log-likelihood', train: boosted.train, validation: boosted.validation }, backend: 'js' };
  },
  restore(body) {
    const { cuts, spread, answer, votes, ...trees } = parseBody(bodySchema, body, kind);
    const latent = restoreTreeModel(trees, kind);
    const voters = votes && restoreTrees(votes.trees);
    const { encoded } = latent;
    const stepsOf = (found: Float64Array, matrix: () => FeatureMatrix): Float64Array => {
      if (!voters) return found.map((at) => stepAnswer[answer](at, cuts, spread));
      const shares = shareVotes(voters, matrix(), cuts.length);
      return found.map((at, row) => likeliest(chancesOf(at, cuts, spread).map((chance, step) => chance + votes.weight * shares[row * cuts.length + step]!), cuts));
    };
    const asked = voters && usedFeatures(voters, trees.plan.kept.length);
    return {
      // Shares of the latent answer are no shares of the mean step.
      exact: null,
      predict: (table, rows) => stepsOf(latent.predict(table, rows), () => featureMatrix(encodeFeatures(trees.plan, table, rows), rows.length)),
      ...(encoded && {
        encoded: {
          plan: encoded.plan,
          used: encoded.used.map((used, feature) => used | (asked?.[feature] ?? 0)),
          answer: (features, rows) => stepsOf(encoded.answer(features, rows), () => featureMatrix(features, rows)),
        },
      }),
    };
  },
  parts(body) {
    const { cuts, spread, answer, votes: _, ...trees } = parseBody(bodySchema, body, kind);
    return { kind: 'steps', latent: treeParts(trees, kind), cuts, spread, answer };
  },
};

/** Place of each value's step; values between two steps belong to the lower one, values below the lowest to that. */
function placesOf(target: Float64Array, cuts: readonly number[]): Float64Array {
  return target.map((value) => Math.max(0, cuts.findLastIndex((cut) => value >= cut)));
}

/** Each value's step and the next. */
function intervalsOf(target: Float64Array, cuts: readonly number[]): Intervals {
  const places = placesOf(target, cuts);
  return { lower: places.map((step) => (step === 0 ? -Infinity : cuts[step]!)), upper: places.map((step) => cuts[step + 1] ?? Infinity) };
}

function withoutStopping(input: FitInput): FitInput {
  return { ...input, parameters: { ...input.parameters, stopAfter: 0 } };
}

/** Parts of the work that are about as long. */
function stagesOf(report: FitInput['report'], stages: number): (stage: number) => FitInput['report'] {
  return (stage) => (fraction) => report((stage + fraction) / stages);
}

/**
 * The spread under which rows that the trees have not seen are most likely. Trees that learn under too wide a spread leave
 * too much of it; in a second round they start from what the first left. Under a narrow spread trees look at the edges of
 * steps, which is what decides the likeliest one, and less at how far off an answer is, which is what a median or a mean needs.
 */
function measureSpread(input: FitInput, prepared: PreparedRows, intervals: Intervals, rounds: number): number {
  const first = firstShare * (sampleSd(input.target) ?? 0) || 1;
  if (input.target.length < 20) return first;
  const { learning, stopping } = splitForStopping(input.target.length, input.groups, measuringShare, deriveSeed(input.seed, 'spread'));
  const part = (places: Int32Array): Intervals => ({ lower: gather(intervals.lower, places), upper: gather(intervals.upper, places) });
  const [learned, measured] = [part(learning), part(stopping)];
  const matrix = featureMatrix(prepared.features.map((feature) => gather(feature, stopping)), stopping.length);
  const report = stagesOf(input.report, rounds);
  const once = withoutStopping({ ...input, parameters: { ...input.parameters, bags: 1 }, watch: null });
  let spread = first;
  for (let round = 0; round < rounds; round++) {
    const under = spread;
    const boosted = growEnsemble({ ...once, report: report(round) }, prepared, () => intervalLoss(learned, under), null, learning);
    const answers = new Float64Array(stopping.length).fill(boosted.base);
    addPredictions(boosted.trees, matrix, answers, boosted.weight);
    spread = lowest((tried) => intervalLoss(measured, tried).score(answers), first / 8, first * 4);
  }
  return spread;
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
  if (metric === 'stepAccuracy') return { answer: 'likeliest', voters: usualVoters };
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
  likeliest: (at, cuts, spread) => likeliest(chancesOf(at, cuts, spread), cuts),
};

/** Of each step: that a normal value around the latent answer lies in it. */
function chancesOf(at: number, cuts: readonly number[], spread: number): readonly number[] {
  let below = 0;
  return cuts.map((_, step) => {
    const next = cuts[step + 1];
    const upTo = next === undefined ? 1 : fastNormalCumulative((next - at) / spread);
    const chance = upTo - below;
    below = upTo;
    return chance;
  });
}

/** Of equal steps the lowest. */
function likeliest(chances: readonly number[], cuts: readonly number[]): number {
  let best = 0;
  chances.forEach((chance, step) => {
    if (chance > chances[best]!) best = step;
  });
  return cuts[best]!;
}
