/** How fresh each product of a pipeline is, in sentences: what it was made from, and what came in since. */
import type { Freshness } from '@shared/areas/pipelines';
import type { PipelineDefinition, StepKind } from '@shared/areas/pipelineDefinition';
import type { Snapshot } from '@shared/areas/datasets';
import { pipelineMessages } from '@shared/messages/pipelines';
import { findRun } from './eventStore';
import type { PlannedStep, PlanParts } from './plan';
import { latestResult } from './resultStore';

const words = pipelineMessages.freshness;

const products = [
  ['champion', 'promote'],
  ['forecast', 'score'],
  ['report', 'report'],
] as const satisfies readonly (readonly [Exclude<Freshness['product'], 'data'>, StepKind])[];

const dayOf = (timeMs: number): string => new Date(timeMs).toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const nameOf = ({ datasetName, number }: Snapshot): string => `${datasetName} v${number}`;

/** `newest` is the version the plan was made for; null where the dataset has none. */
export function tellFreshness(parts: PlanParts, definition: PipelineDefinition, newest: Snapshot | null, plan: readonly PlannedStep[]): Freshness[] {
  if (!newest) return [{ product: 'data', fresh: false, sentence: words.noData, reason: words.noDataReason }];
  const told = products.flatMap(([product, kind]) => {
    const planned = plan.findLast(({ step }) => step.kind === kind);
    return planned ? [tellProduct(parts, definition, newest, planned, plan, product)] : [];
  });
  return [{ product: 'data', fresh: true, sentence: words.data(nameOf(newest)), reason: pipelineMessages.labels.snapshot(newest.datasetName, newest.number, newest.rows) }, ...told];
}

function tellProduct(parts: PlanParts, definition: PipelineDefinition, newest: Snapshot, planned: PlannedStep, plan: readonly PlannedStep[], product: 'champion' | 'forecast' | 'report'): Freshness {
  const name = words.products[product];
  const last = latestResult(parts.db, definition.name, planned.step.name);
  if (!last) return { product, fresh: false, sentence: words.never(name), reason: words.neverReason };
  const madeFrom = snapshotOfRun(parts, last.runId) ?? newest;
  if (planned.verdict === 'reused') return { product, fresh: true, sentence: words.fresh(name), reason: words.freshReason(nameOf(newest), dayOf(last.madeAt)) };
  if (madeFrom.id !== newest.id) return { product, fresh: false, sentence: words.stale(name, dayOf(newest.createdAt)), reason: words.staleReason(nameOf(newest), nameOf(madeFrom)) };
  const cause = plan.find(({ verdict }) => verdict === 'runs') ?? planned;
  return { product, fresh: false, sentence: words.staleChanged(name), reason: `${cause.step.name}: ${cause.reason}` };
}

/** The version a run worked on. */
function snapshotOfRun({ db, areas }: PlanParts, runId: string): Snapshot | null {
  const artifact = findRun(db, runId)?.steps.flatMap(({ outputs }) => Object.values(outputs)).find(({ type }) => type === 'snapshot');
  return artifact ? areas.datasets.snapshot(artifact.id) : null;
}
