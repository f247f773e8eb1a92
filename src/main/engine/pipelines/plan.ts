/** What a run would do, and why: the keys of all steps are asked for, nothing is written. */
import type { Artifacts, Plan, Source } from '@shared/areas/pipelines';
import type { PipelineDefinition, Step } from '@shared/areas/pipelineDefinition';
import { predecessorsOf } from '@shared/areas/pipelineDefinition';
import { pipelineMessages } from '@shared/messages/pipelines';
import type { Db } from '../storage/database';
import { itemsOf } from './checkDefinition';
import { findRun } from './eventStore';
import { gatherInputs, nameOutputs } from './inputs';
import { findResult, latestResult, type StepOutcome } from './resultStore';
import type { StepAreas, StepFacts } from './step';
import { keyOf, keyPartsOf, type KeyParts } from './stepKey';
import { stepDefinitions } from './steps';

const words = pipelineMessages.plan;

export interface PlanParts {
  readonly db: Db;
  readonly areas: StepAreas;
}

export interface PlannedStep {
  readonly step: Step;
  readonly verdict: Plan['steps'][number]['verdict'];
  readonly reason: string;
  /** What it would hand on, where it is known. */
  readonly results: readonly StepOutcome[];
}

export async function planSteps(parts: PlanParts, definition: PipelineDefinition, source: Source, signal: AbortSignal): Promise<readonly PlannedStep[]> {
  const planned: PlannedStep[] = [];
  const known = new Map<string, Artifacts>();
  for (const step of definition.steps) {
    const unknown = predecessorsOf(step).find((name) => !known.has(name));
    if (unknown !== undefined) {
      planned.push({ step, verdict: 'unknown', reason: words.waitsOn(unknown), results: [] });
      continue;
    }
    const inputs = gatherInputs(step, (name) => known.get(name));
    const each = await planItems(parts, definition, source, step, inputs, signal);
    planned.push(each);
    if (each.verdict !== 'reused') continue;
    known.set(step.name, outputsOf(step, each.results));
  }
  return planned;
}

function outputsOf(step: Step, results: readonly StepOutcome[]): Artifacts {
  const items = itemsOf(step);
  const outputs: Record<string, Artifacts[string]> = {};
  for (const [i, result] of results.entries()) for (const [name, artifact] of Object.entries(nameOutputs(result.outputs, items[i]?.item ?? null))) outputs[name] = artifact;
  return outputs;
}

async function planItems({ db, areas }: PlanParts, definition: PipelineDefinition, source: Source, step: Step, inputs: StepFacts['inputs'], signal: AbortSignal): Promise<PlannedStep> {
  const kind = stepDefinitions[step.kind];
  const empty = Object.entries(kind.inputs).find(([name, port]) => port.optional !== true && (inputs[name]?.length ?? 0) === 0);
  if (empty) return { step, verdict: 'unknown', reason: pipelineMessages.skipped(empty[0]), results: [] };
  const results: StepOutcome[] = [];
  for (const { parameters } of itemsOf(step)) {
    const facts: StepFacts = { areas, dataset: definition.dataset, seed: definition.seed, source, parameters, inputs };
    const keyParts = await keyPartsOf(kind, facts, signal);
    const result = findResult(db, keyOf(keyParts));
    if (!result) return { step, verdict: 'runs', reason: reasonToRun(keyParts, latestResult(db, definition.name, step.name)), results: [] };
    if (!(await kind.stands(facts, result.outputs))) return { step, verdict: 'runs', reason: words.gone, results: [] };
    results.push(result);
  }
  const number = Math.max(0, ...results.map(({ runId }) => findRun(db, runId)?.number ?? 0));
  return { step, verdict: 'reused', reason: words.reused(number), results };
}

/** What differs from the last time, the closest cause first. */
function reasonToRun(now: KeyParts, before: StepOutcome | null): string {
  if (!before) return words.first;
  const { parts } = before;
  const inputs = Object.entries(now.inputs).filter(([name, hashes]) => JSON.stringify(hashes) !== JSON.stringify(parts.inputs[name])).map(([name]) => name);
  if (inputs.length > 0) return words.changed.inputs(inputs);
  if (now.parameters !== parts.parameters) return words.changed.parameters;
  if (now.version !== parts.version) return words.changed.version;
  if (now.seed !== parts.seed) return words.changed.seed;
  return words.changed.reads;
}
