/** A small neural network on standardised features, trained with TensorFlow.js; several nets from different starts are averaged. */
import { z } from 'zod';
import { createRandom, deriveSeed, mean, randomOrder, sampleSd } from '@engine/math';
import { encodeFeatures, featurePlanSchema, fitFeaturePlan } from '../features/featurePlan';
import { fitScaling, scalingSchema, standardise } from '../features/standardise';
import type { FitInput, Learner } from './algorithm';
import { networkSchema, openLayers, openNetwork } from './network';
import { readParameter, parseBody } from './parameters';
import { openTensorFlow } from './tensorflow';
import { splitForStopping, trainNetwork } from './trainNetwork';

const neuralNetworkBodySchema = z.object({
  plan: featurePlanSchema,
  scaling: scalingSchema,
  networks: z.array(networkSchema),
  centre: z.number(),
  spread: z.number(),
  /** Training range of the answer in the model's space, widened by its own length; answers stay inside. */
  lowest: z.number(),
  highest: z.number(),
});

const stoppingShare = 0.15;
/** Rows beyond this are not learned from: epochs would take minutes and the answers hardly change. */
const mostRows = 30_000;

export const neuralNetworkModel: Learner = {
  kind: 'neural-network',
  version: 2,
  cost: 3,
  lane: 'tensorflow',
  settings: {
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
    const centre = mean(target) ?? 0;
    const spread = sampleSd(target) || 1;
    const lowest = target.reduce((low, value) => Math.min(low, value), Infinity);
    const highest = target.reduce((high, value) => Math.max(high, value), -Infinity);
    const range = { lowest: lowest - (highest - lowest), highest: highest + (highest - lowest) };
    const standardised = target.map((value) => (value - centre) / spread);
    const settings = {
      hidden: [readParameter(parameters, 'firstLayer'), readParameter(parameters, 'secondLayer')] as const,
      epochs: readParameter(parameters, 'epochs'),
      patience: readParameter(parameters, 'patience'),
      batchRows: Math.max(readParameter(parameters, 'batchRows'), Math.ceil(target.length / 200)),
      learningRate: readParameter(parameters, 'learningRate'),
      dropout: readParameter(parameters, 'dropout'),
      decay: readParameter(parameters, 'decay'),
    };
    const count = readParameter(parameters, 'networks');
    if (features.length === 0 || target.length < 4) {
      return { body: { plan, scaling, networks: [], centre, spread, ...range }, curve: null, backend: 'js' };
    }
    const { tf, backend } = await openTensorFlow();
    const networks = [];
    let curve = null;
    for (let i = 0; i < count; i++) {
      const netSeed = deriveSeed(seed, 'net', i);
      const rows = { matrix, target: standardised, width: features.length, ...splitForStopping(target.length, input.groups, stoppingShare, netSeed) };
      const trained = trainNetwork(tf, rows, settings, netSeed, (epoch) => input.report((i + (epoch + 1) / settings.epochs) / count));
      networks.push(trained.network);
      const inUnits = (losses: readonly number[]): number[] => losses.map((loss) => loss * spread);
      curve ??= { unit: 'epoch', name: 'Root mean square error', train: inUnits(trained.train), validation: inUnits(trained.validation) };
    }
    const body: z.infer<typeof neuralNetworkBodySchema> = { plan, scaling, networks, centre, spread, ...range };
    return { body, curve, backend };
  },
  restore(body) {
    const { plan, scaling, networks: saved, centre, spread, lowest, highest } = parseBody(neuralNetworkBodySchema, body, 'neural-network');
    const networks = saved.map(openNetwork);
    return {
      exact: null,
      predict(table, rows) {
        const totals = new Float64Array(rows.length);
        const matrix = standardise(scaling, encodeFeatures(plan, table, rows), rows.length);
        for (const network of networks) network(matrix, rows.length).forEach((answer, i) => (totals[i]! += answer / networks.length));
        return totals.map((total) => Math.min(highest, Math.max(lowest, centre + spread * total)));
      },
    };
  },
  parts(body) {
    const { networks, ...rest } = parseBody(neuralNetworkBodySchema, body, 'neural-network');
    return { kind: 'network', ...rest, networks: networks.map(openLayers) };
  },
};

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
