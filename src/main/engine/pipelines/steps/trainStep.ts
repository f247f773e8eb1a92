/** train: a race of models. An interrupted race keeps its finished folds; with foreach "models" each model is a race with a key of its own. */
import { z } from 'zod';
import { metricNameSchema, modelBaselines, modelKinds, modelKindSchema, splitKinds, standardModels, trainRequestSchema, type ModelKind, type TrainRequest } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import { defineStep, jobContextOf, only, type StepAreas, type StepContext } from '../step';
import { hashOfRun } from './artifacts';

const parametersSchema = z.strictObject({
  /** The column with the role target where none is named. */
  target: z.string().nullable().default(null),
  models: z.union([modelKindSchema, z.array(modelKindSchema).min(1)]).default([...standardModels]),
  /** True: group, repeated rows and columns to leave out are proposed from each version, as on the Models page. */
  proposed: z.boolean().default(true),
  exclude: z.array(z.string()).default([]),
  split: z.enum(splitKinds).exclude(['file']).optional(),
  groupBy: z.string().optional(),
  dateColumn: z.string().optional(),
  oneRowPer: z.string().optional(),
  folds: z.number().int().min(2).max(50).default(5),
  repeats: z.number().int().min(1).max(20).default(1),
  metric: metricNameSchema.optional(),
  level: z.number().min(0.5).max(0.99).default(0.9),
  settings: trainRequestSchema.shape.parameters,
});
type Parameters = z.infer<typeof parametersSchema>;

export const trainStep = defineStep({
  kind: 'train',
  version: 1,
  inputs: { snapshot: { types: ['snapshot'] } },
  outputs: { runs: 'runs' },
  parameters: parametersSchema,
  /** Roles are opinions about columns: they are no part of a version, but a race follows them. */
  reads: ({ areas, inputs }) => areas.datasets.snapshot(only(inputs, 'snapshot').id).columns.map(({ name, role, knownWhen }) => [name, role, knownWhen]),
  stands: ({ areas }, { runs }) => runs !== undefined && areas.tracking.runsOfExperiment(runs.id).some(({ state, deletedAt }) => state === 'finished' && deletedAt === null),
  async run(context) {
    const { areas } = context;
    const { experimentId } = await areas.tracking.handlers['tracking.train'](await makeRequest(context), jobContextOf(context));
    const experiment = areas.tracking.findExperiment(experimentId);
    const runs = areas.tracking.runsOfExperiment(experimentId);
    return {
      state: 'done',
      outputs: { runs: { type: 'runs', id: experimentId, hash: hashOfRace(areas, experimentId), label: words.labels.runs(experiment.number, runs.length) } },
    };
  },
  commandOf: ({ dataset, seed, parameters }) => ({
    arguments: [
      'train',
      dataset,
      ...(parameters.target === null ? [] : ['--target', parameters.target]),
      '--models',
      withBaselines(parameters.models).join(','),
      '--folds',
      String(parameters.folds),
      '--repeats',
      String(parameters.repeats),
      ...(parameters.split === undefined ? [] : ['--split', parameters.split]),
      ...(parameters.groupBy === undefined ? [] : ['--group-by', parameters.groupBy]),
      ...(parameters.dateColumn === undefined ? [] : ['--date', parameters.dateColumn]),
      ...(parameters.oneRowPer === undefined ? [] : ['--one-row-per', parameters.oneRowPer]),
      ...(parameters.metric === undefined ? [] : ['--metric', parameters.metric]),
      ...parameters.exclude.flatMap((column) => ['--exclude', column]),
      ...(parameters.proposed ? ['--proposed'] : []),
      '--level',
      String(parameters.level),
      '--seed',
      String(seed),
      '--json',
    ],
    writes: [],
  }),
});

/** No score without a baseline: the simple rules are always in the race. */
function withBaselines(models: Parameters['models']): ModelKind[] {
  const wanted = new Set([...modelBaselines, ...[models].flat()]);
  return modelKinds.filter((kind) => wanted.has(kind));
}

async function makeRequest({ areas, inputs, parameters, seed, signal, report }: StepContext<Parameters>): Promise<TrainRequest> {
  const snapshotId = only(inputs, 'snapshot').id;
  const proposal = parameters.proposed || parameters.target === null ? await areas.tracking.handlers['tracking.proposeSetup']({ snapshotId, target: parameters.target ?? undefined }, { signal, report }) : null;
  const target = parameters.target ?? proposal?.target ?? null;
  if (target === null) throw new EngineError('invalid-input', words.refused.noTarget, { snapshotId });
  const used = parameters.proposed ? proposal : null;
  const groupBy = parameters.groupBy ?? used?.groupBy ?? undefined;
  return trainRequestSchema.parse({
    snapshotId,
    target,
    models: withBaselines(parameters.models),
    exclude: [...new Set([...parameters.exclude, ...(used?.exclude ?? []).map(({ column }) => column)])],
    split: parameters.split ?? (groupBy === undefined ? 'kfold' : 'group'),
    groupBy,
    dateColumn: parameters.dateColumn,
    oneRowPer: parameters.oneRowPer ?? used?.oneRowPer ?? undefined,
    folds: parameters.folds,
    repeats: parameters.repeats,
    metric: parameters.metric,
    level: parameters.level,
    parameters: parameters.settings,
    seed,
  } satisfies TrainRequest | Record<string, unknown>);
}

function hashOfRace({ tracking }: StepAreas, experimentId: string): string {
  const runs = tracking.runsOfExperiment(experimentId).filter(({ state }) => state === 'finished');
  return sha256Hex(canonicalJson(runs.map((run) => hashOfRun(tracking, run))));
}
