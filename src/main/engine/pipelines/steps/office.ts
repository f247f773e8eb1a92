/** Who holds the office a candidate is meant for: the registered model of its dataset, target and task. */
import type { Decision, RegisteredModel } from '@shared/areas/registry';
import type { Run } from '@shared/areas/tracking';
import { only, type StepAreas, type StepFacts } from '../step';
import { hashOfRun } from './artifacts';

const silent = { signal: new AbortController().signal, report: () => undefined };

async function modelOf({ registry, datasets }: StepAreas, run: Run): Promise<RegisteredModel | null> {
  const { datasetId } = datasets.snapshot(run.snapshotId);
  const models = await registry.handlers['registry.models']({}, silent);
  return models.find((model) => model.datasetId === datasetId && model.target === run.target && model.task === run.task) ?? null;
}

/** The run that is champion now, or null. */
export async function championFor(areas: StepAreas, run: Run): Promise<Run | null> {
  const model = await modelOf(areas, run);
  return (model && areas.registry.champion(model.id)?.detail.run) ?? null;
}

/** Entries about the candidate's model, newest first. */
export async function ledgerFor(areas: StepAreas, run: Run): Promise<readonly Decision[]> {
  const model = await modelOf(areas, run);
  return areas.registry.ledger().filter(({ modelId }) => modelId === model?.id);
}

/**
 * The champion a candidate meets, as part of a key. Once the candidate itself is champion that is the one it replaced,
 * so that an unchanged run finds its gate again; a candidate that was taken down since meets a new gate.
 */
export async function standingOf({ areas, inputs }: Pick<StepFacts, 'areas' | 'inputs'>): Promise<unknown> {
  const run = areas.tracking.findRun(only(inputs, 'run').id);
  const moves = (await ledgerFor(areas, run)).filter(({ alias, kind }) => alias === 'champion' && kind !== 'refused');
  const [latest] = moves;
  const met = latest?.runId === run.id ? latest.previousRunId : (latest?.runId ?? null);
  const takenDown = moves.filter(({ previousRunId }) => previousRunId === run.id).length;
  return { champion: met === null ? null : hashOfRun(areas.tracking, areas.tracking.findRun(met)), takenDown };
}
