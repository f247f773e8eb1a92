/** A small neural network on standardised features, trained with TensorFlow.js; several nets from different starts are averaged. */
import { z } from 'zod';
import { createRandom, deriveSeed, log, mean, randomOrder, sampleSd } from '@engine/math';
import { encodeFeatures, featurePlanSchema, fitFeaturePlan } from '../features/featurePlan';
import { fitScaling, scalingSchema, standardise } from '../features/standardise';
import { EngineError } from '@shared/contract/errors';
import { trackingMessages } from '@shared/messages/tracking';
import { toUnits } from '../targetSpace';
import type { Encoded, FitInput, Learner } from './algorithm';
import { follow, leadFromLogUnits, leadSchema, type Lead } from './lead';
import { networkSchema, openLayers, openNetwork } from './network';
import { networkLoss, networkLossNames } from './networkLosses';
import { readChoice, readParameter, parseBody } from './parameters';
import { openTensorFlow } from './tensorflow';
import { splitForStopping } from './stoppingRows';
import { trainNetwork } from './trainNetwork';

const neuralNetworkBodySchema = z.object({
  plan: featurePlanSchema,
  scaling: scalingSchema,
  networks: z.array(networkSchema),
  centre: z.number(),
  spread: z.number(),
  /** Training range of the answer in the model's space, widened by its own length; answers stay inside. */
  lowest: z.number(),
  highest: z.number(),
  /** What leads centre and answers into the model's space; nothing for losses in that space. */
  lead: leadSchema.default([]),
});

const stoppingShare = 0.15;
/** Rows beyond this are not learned from: epochs would take minutes and the answers hardly change. */
const mostRows = 30_000;

export const neuralNetworkModel: Learner = {
  kind: 'neural-network',
  version: 3,
  cost: 3,
  lane: 'tensorflow',
  settings: {
    loss: { standard: 'squared', choices: networkLossNames, tune: ['squared', 'absolute', 'huber'] },
    /** For the pinball loss alone. */
    quantile: { standard: 0.5, lowest: 0.01, highest: 0.99 },
    firstLayer: { standard: 64, lowest: 1, highest: 2048, whole: true, tune: { from: 16, to: 256, scale: 'log' } },
    secondLayer: { standard: 32, lowest: 1, highest: 2048, whole: true, tune: { from: 8, to: 128, scale: 'log' } },
    networks: { standard: 2, lowest: 1, highest: 50, whole: true },
    epochs: { standard: 100, lowest: 1, highest: 10_000, whole: true },
    patience: { standard: 10, lowest: 1, highest: 10_000, whole: true },
    batchRows: { standard: 256, lowest: 1, highest: 1e6, whole: true },
    learningRate: { standard: 0.003, lowest: 1e-8, highest: 1, tune: { from: 0.0005, to: 0.02, scale: 'log' } },
    dropout: { standard: 0.2, lowest: 0, highest: 0.9, tune: { from: 0, to: 0.5 } },
    decay: { standard: 0.03, lowest: 0, highest: 10, tune: { from: 0.001, to: 1, scale: 'log' } },
  },
  async fit(given) {
    const input = sampleRows(given);
    const { target, parameters, seed } = input;
    const { plan, features } = fitFeaturePlan({ ...input, columns: input.features, view: 'linear', seed });
    const scaling = fitScaling(features);
    const matrix = standardise(scaling, features, target.length);
    const lossName = readChoice(parameters, 'loss', networkLossNames);
    const { centre, spread, lead, seen } = lossName === 'poisson' ? unitsScale(input) : standardScale(target);
    const lowest = target.reduce((low, value) => Math.min(low, value), Infinity);
    const highest = target.reduce((high, value) => Math.max(high, value), -Infinity);
    const range = { lowest: lowest - (highest - lowest), highest: highest + (highest - lowest) };
    const settings = {
      hidden: [readParameter(parameters, 'firstLayer'), readParameter(parameters, 'secondLayer')] as const,
      epochs: readParameter(parameters, 'epochs'),
      patience: readParameter(parameters, 'patience'),
      batchRows: Math.max(readParameter(parameters, 'batchRows'), Math.ceil(target.length / 200)),
      learningRate: readParameter(parameters, 'learningRate'),
      dropout: readParameter(parameters, 'dropout'),
      decay: readParameter(parameters, 'decay'),
      loss: networkLoss(lossName, readParameter(parameters, 'quantile')),
    };
    const count = readParameter(parameters, 'networks');
    if (features.length === 0 || target.length < 4) {
      return { body: { plan, scaling, networks: [], centre, spread, lead: [...lead], ...range }, curve: null, backend: 'js' };
    }
    const { tf, backend } = await openTensorFlow();
    const networks = [];
    let curve = null;
    for (let i = 0; i < count; i++) {
      const netSeed = deriveSeed(seed, 'net', i);
      const rows = { matrix, target: seen, width: features.length, ...splitForStopping(target.length, input.groups, stoppingShare, netSeed) };
      const trained = trainNetwork(tf, rows, settings, netSeed, (epoch) => input.report((i + (epoch + 1) / settings.epochs) / count));
      networks.push(trained.network);
      const inUnits = (losses: readonly number[]): number[] => (lossName === 'huber' ? [...losses] : losses.map((loss) => loss * spread));
      curve ??= { unit: 'epoch', name: settings.loss.curve.name, train: inUnits(trained.train), validation: inUnits(trained.validation) };
    }
    const body: z.infer<typeof neuralNetworkBodySchema> = { plan, scaling, networks, centre, spread, lead: [...lead], ...range };
    return { body, curve, backend };
  },
  restore(body) {
    const { plan, scaling, networks: saved, centre, spread, lead, lowest, highest } = parseBody(neuralNetworkBodySchema, body, 'neural-network');
    const networks = saved.map(openNetwork);
    const encoded: Encoded = {
      plan,
      used: new Uint8Array(plan.kept.length).fill(1),
      answer(features, rows) {
        const totals = new Float64Array(rows);
        const matrix = standardise(scaling, features, rows);
        for (const network of networks) network(matrix, rows).forEach((answer, i) => (totals[i]! += answer / networks.length));
        return totals.map((total) => Math.min(highest, Math.max(lowest, follow(lead, centre + spread * total))));
      },
    };
    return { exact: null, encoded, predict: (table, rows) => encoded.answer(encodeFeatures(plan, table, rows), rows.length) };
  },
  parts(body) {
    const { networks, ...rest } = parseBody(neuralNetworkBodySchema, body, 'neural-network');
    return { kind: 'network', ...rest, networks: networks.map(openLayers) };
  },
};

/** How the network sees the target, and how its answers lead back: follow(lead, centre + spread * answer). */
interface TargetScale {
  readonly centre: number;
  readonly spread: number;
  readonly lead: Lead;
  readonly seen: Float64Array;
}

function standardScale(target: Float64Array): TargetScale {
  const centre = mean(target) ?? 0;
  const spread = sampleSd(target) || 1;
  return { centre, spread, lead: [], seen: target.map((value) => (value - centre) / spread) };
}

function unitsScale({ target, transform }: FitInput): TargetScale {
  if (target.some((value) => value < 0)) throw new EngineError('invalid-input', trackingMessages.refused.negativeUnits('neural-network'), { model: 'neural-network' });
  const units = target.map((value) => toUnits(value, transform));
  // Where nothing was sold any mean will do: the answers stay at the highest seen, 0.
  const centre = mean(units) || 1;
  return { centre: log(centre), spread: 1, lead: leadFromLogUnits(transform), seen: units.map((value) => value / centre) };
}

function sampleRows(input: FitInput): FitInput {
  if (input.rows.length <= mostRows) return input;
  const chosen = randomOrder(input.rows.length, createRandom(deriveSeed(input.seed, 'rows'))).slice(0, mostRows).sort();
  return {
    ...input,
    rows: chosen.map((i) => input.rows[i]!),
    target: Float64Array.from(chosen, (i) => input.target[i]!),
    groups: input.groups && chosen.map((i) => input.groups![i]!),
  };
}
