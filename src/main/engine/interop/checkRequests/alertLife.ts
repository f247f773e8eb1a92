/** alert-lifecycle: the states of one alert over a series of evaluations, by Grafana's words and rules. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { calmState, stepAlert, type AlertSettings, type AlertState, type AlertStep, type Observation } from '../../monitoring';
import { readRequest, type Operations } from './request';

const stateNames: Readonly<Record<AlertState['state'], string>> = { normal: 'Normal', pending: 'Pending', firing: 'Alerting', recovering: 'Recovering', 'no-data': 'NoData', error: 'Error' };

const noticeNames: Readonly<Record<NonNullable<AlertStep['notice']>, string>> = { firing: 'Alerting', resolved: 'Resolved', 'no-data': 'NoData', error: 'Error' };

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds, or 30s, 5m, 1h, 1d. */
const durationSchema = z.union([
  z.number().nonnegative(),
  z
    .string()
    .regex(/^\d+(\.\d+)?[smhd]?$/)
    .transform((text) => Number.parseFloat(text) * (unitSeconds[text.slice(-1)] ?? 1)),
]);

const evaluationSchema = z.union([z.boolean(), z.number(), z.string(), z.null()]);

export const alertOperations: Operations = {
  'alert-lifecycle': (request) => {
    const facts = Object.entries(readRequest(z.record(z.string(), z.json()), request));
    const durationOf = (name: RegExp, otherwise: number): number => {
      const given = facts.find(([key]) => name.test(key));
      return given ? readRequest(durationSchema, given[1]) : otherwise;
    };
    const [, evaluations] = facts.find(([, value]) => Array.isArray(value)) ?? [];
    if (evaluations === undefined) throw new EngineError('invalid-input', 'The request needs a list of evaluations: true where the condition is met.');
    const interval = durationOf(/interval/, 1);
    const settings = { forBatches: Math.ceil(durationOf(/pending|^for/, 0) / interval) + 1, keepBatches: Math.ceil(durationOf(/keep/, 0) / interval) };
    const threshold = durationOf(/threshold/, 0);
    const steps = walk(settings, readRequest(z.array(evaluationSchema), evaluations).map((evaluation) => observationOf(evaluation, threshold)));
    const states = steps.map(({ state }) => stateNames[state]);
    const firstAlerting = states.indexOf('Alerting');
    return { states, state: states.at(-1) ?? stateNames.normal, fires_at: firstAlerting < 0 ? null : firstAlerting + 1, notifications: steps.map(({ notice }) => (notice === null ? null : noticeNames[notice])) };
  },
};

function walk(settings: AlertSettings, observations: readonly Observation[]): { readonly state: AlertState['state']; readonly notice: AlertStep['notice'] }[] {
  let current = calmState;
  return observations.map((observation) => {
    const { next, notice } = stepAlert(settings, current, observation);
    current = next;
    return { state: next.state, notice };
  });
}

/** A number is met above the threshold. */
function observationOf(evaluation: z.output<typeof evaluationSchema>, threshold: number): Observation {
  if (typeof evaluation === 'boolean') return evaluation ? 'breach' : 'fine';
  if (typeof evaluation === 'number') return evaluation > threshold ? 'breach' : 'fine';
  const word = evaluation?.toLowerCase().replaceAll(/[\s_-]/g, '') ?? 'nodata';
  if (word === 'nodata' || word === 'error') return word === 'error' ? 'error' : 'no-data';
  if (word.startsWith('missing')) return 'missing';
  return /^(breach|met|firing|alerting|true)/.test(word) ? 'breach' : 'fine';
}
