/** drift: holds a version against its reference, keeps the look in Monitor, and lets the alert rules watch it. */
import { z } from 'zod';
import { driftMethodNameSchema, driftRequestSchema } from '@shared/areas/monitoring';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import { defineStep, jobContextOf, only, type StepResult } from '../step';

const parametersSchema = z.strictObject({ method: driftMethodNameSchema.optional(), threshold: z.number().nonnegative().optional(), driftShare: z.number().min(0).max(1).default(0.5), /** True: a drifted table ends the run. */ stop: z.boolean().default(false) });

export const driftStep = defineStep({
  kind: 'drift',
  version: 1,
  inputs: { snapshot: { types: ['snapshot'] }, model: { types: ['champion', 'run'], optional: true } },
  outputs: { drift: 'drift' },
  parameters: parametersSchema,
  async reads({ areas, inputs }, signal) {
    const { snapshot } = await areas.monitoring.handlers['monitoring.reference']({ snapshotId: only(inputs, 'snapshot').id }, { signal, report: () => undefined });
    return { reference: snapshot?.snapshotId ?? null };
  },
  async run(context): Promise<StepResult> {
    const { areas, inputs, parameters } = context;
    const snapshotId = only(inputs, 'snapshot').id;
    const { method, threshold, driftShare, stop } = parameters;
    const reference = await areas.monitoring.handlers['monitoring.reference']({ snapshotId }, context);
    if (!reference.snapshot) return { state: 'done', outputs: {}, said: { tone: 'neutral', title: words.said.noReference, reason: reference.why } };
    const request = driftRequestSchema.parse({ referenceId: reference.snapshot.snapshotId, currentId: snapshotId, method, threshold, driftShare });
    const { run, alerts } = await areas.monitoring.handlers['monitoring.run'](request, jobContextOf(context));
    const { drifted, dataset } = run;
    const title = drifted.length === 0 ? words.said.noDrift : words.said.drifted(drifted.length, dataset.compared);
    const against = `${run.reference.datasetName} v${run.reference.number}`;
    const reason = [words.said.driftAgainst(against), ...(drifted.length === 0 ? [] : [`${drifted.slice(0, 5).join(', ')}.`]), ...alerts.filter(({ kind }) => kind === 'firing').slice(0, 3).map(({ message }) => message)].join(' ');
    if (stop && dataset.drifted) return { state: 'refused', said: { tone: 'failure', title: words.said.driftStops(dataset.driftedColumns, dataset.compared), reason } };
    const hash = sha256Hex(canonicalJson({ reference: run.reference.snapshotId, current: run.current.snapshotId, dataset, drifted }));
    return { state: 'done', outputs: { drift: { type: 'drift', id: run.id, hash, label: title } }, said: { tone: drifted.length === 0 ? 'good' : 'attention', title, reason } };
  },
  commandOf: ({ dataset, parameters }) => ({
    arguments: ['monitor', 'run', '--current', dataset, ...(parameters.method === undefined ? [] : ['--method', parameters.method]), ...(parameters.threshold === undefined ? [] : ['--threshold', String(parameters.threshold)]), '--json'],
    writes: [],
  }),
});
