/** The methods against statsforecast 2.1.1 and statsmodels 0.15.0; peers.py beside the numbers writes them anew. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { findLocalMethod } from '@engine/training/series';
import { chooseEts } from '@engine/training/series/ets';
import { etsLogLikelihood, passEts, type EtsForm } from '@engine/training/series/etsModel';
import { fitEts } from '@engine/training/series/fitEts';
import { fitSmoothing } from '@engine/training/series/ses';
import type { SeriesMethod } from '@shared/areas/tracking';

const list = z.array(z.number());
const etsSchema = z.object({ form: z.tuple([z.enum(['add', 'mul']), z.literal('add').nullable(), z.boolean(), z.enum(['add', 'mul']).nullable()]), season: z.number().nullable(), parameters: z.record(z.string(), z.number()), logLikelihood: z.number(), forecast: list });
const peers = z
  .object({
    tool: z.string(), horizon: z.number(), histories: z.object({ passengers: list, weekly: list, rare: list }), ses: z.object({ alpha: z.number(), firstLevel: z.number(), sse: z.number(), forecast: z.number() }),
    ets: z.record(z.string(), etsSchema), autoEts: z.object({ passengers: list, weekly: list }), theta: z.object({ passengers: list, weekly: list }), croston: list, sba: list, tsb: list,
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../../fixtures/series/peers.json'), 'utf8')));

const passengers = Float64Array.from(peers.histories.passengers);
const weekly = Float64Array.from(peers.histories.weekly);
const rare = Float64Array.from(peers.histories.rare);
const forecast = (kind: SeriesMethod, history: Float64Array, season: number): Float64Array => findLocalMethod(kind)!.forecast(history, peers.horizon, { season, window: 8 });

function expectNear(ours: ArrayLike<number>, theirs: readonly number[], relative: number): void {
  theirs.forEach((value, step) => expect(Math.abs(ours[step]! - value) / Math.abs(value), `step ${step + 1}: ${ours[step]} against ${value}`).toBeLessThan(relative));
}

test('simple smoothing finds the weight of statsmodels, and no larger sum of squares', () => {
  const { alpha, level, squares } = fitSmoothing(weekly);
  expect(alpha).toBeCloseTo(peers.ses.alpha, 4);
  expect(squares).toBeLessThanOrEqual(peers.ses.sse * (1 + 1e-9));
  expectNear([level], [peers.ses.forecast], 1e-5);
});

const kinds = Object.entries(peers.ets);
const formOf = ({ form: [error, trend, damped, season] }: z.infer<typeof etsSchema>): EtsForm => ({ error: error === 'add' ? 'A' : 'M', trend: trend === null ? 'N' : damped ? 'Ad' : 'A', season: season === null ? 'N' : season === 'add' ? 'A' : 'M' });

test.each(kinds)('the likelihood of the %s model at the weights and states of statsmodels', (_, peer) => {
  const history = peer.season === null ? weekly : passengers;
  const weight = (name: string, otherwise: number): number => peer.parameters[name] ?? otherwise;
  // statsmodels counts first states backwards from the first value.
  const season = Float64Array.from({ length: peer.season ?? 0 }, (__, place) => peer.parameters[`initial_seasonal.${(peer.season ?? 0) - 1 - place}`]!);
  const pass = passEts(history, formOf(peer), { alpha: weight('smoothing_level', 0), beta: weight('smoothing_trend', 0), gamma: weight('smoothing_seasonal', 0), phi: weight('damping_trend', 1) }, { level: weight('initial_level', 0), slope: weight('initial_trend', 0), season });
  expect(Math.abs(etsLogLikelihood(pass.criterion, history.length) - peer.logLikelihood)).toBeLessThan(1e-4);
});

test.each(kinds)('the fitted %s model forecasts as statsmodels does', (_, peer) => {
  const history = peer.season === null ? weekly : passengers;
  const fitted = fitEts(history, formOf(peer), peer.season ?? 1);
  // Seasonal first states come from the decomposition here and from the optimiser there.
  expect(fitted.logLikelihood).toBeGreaterThan(peer.logLikelihood - (peer.season === null ? 0.01 : 4));
  expectNear(fitted.forecast(peers.horizon), peer.forecast, peer.season === null ? 0.005 : 0.02);
});

test('automatic ETS lies near AutoETS of statsforecast, and is quick', () => {
  expectNear(chooseEts(passengers, 12)!.forecast(peers.horizon), peers.autoEts.passengers, 0.025);
  expectNear(chooseEts(weekly, 1)!.forecast(peers.horizon), peers.autoEts.weekly, 0.03);
  const hundred = Float64Array.from({ length: 100 }, (_, t) => passengers[t % 72]! + t);
  chooseEts(hundred, 12);
  const start = performance.now();
  chooseEts(hundred, 12);
  // The goal is 100 ms on a quiet machine; others share this one.
  expect(performance.now() - start).toBeLessThan(400);
});

test('Theta equals statsmodels', () => {
  expectNear(forecast('theta', passengers, 12), peers.theta.passengers, 1e-4);
  expectNear(forecast('theta', weekly, 1), peers.theta.weekly, 1e-3);
});

test.each(['croston', 'sba', 'tsb'] as const)('%s equals statsforecast', (kind) => expectNear(forecast(kind, rare, 1), peers[kind], 1e-12));
