/** Carries out one step: looks for what was made before, else works, tries again as the definition allows, and writes down what came. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Artifact, Artifacts, EventData, EventKind, PipelineRun, Saying } from '@shared/areas/pipelines';
import type { PipelineDefinition, Step } from '@shared/areas/pipelineDefinition';
import { EngineError, type ErrorCode } from '@shared/contract/errors';
import type { Progress } from '@shared/contract/frames';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import type { CallContext } from '../kernel/area';
import { sha256Hex } from '../kernel/hashing';
import { toErrorData } from '../kernel/router';
import { itemsOf, type StepItem } from './checkDefinition';
import { eventsOfRun, findRun } from './eventStore';
import type { RunnerParts } from './carryOut';
import { nameOutputs } from './inputs';
import { findResult, saveResult } from './resultStore';
import type { Decision, StepFacts, StepResult } from './step';
import { keyOf, keyPartsOf, type KeyParts } from './stepKey';
import { stepDefinitions } from './steps';

/** `also` is written in the same transaction as the event. */
export type Emit = (kind: EventKind, data: EventData, step?: string | null, item?: string | null, also?: () => void) => void;

export interface StepOrder extends CallContext {
  readonly run: PipelineRun;
  readonly definition: PipelineDefinition;
  readonly step: Step;
  readonly inputs: Readonly<Record<string, readonly Artifact[]>>;
  readonly emit: Emit;
}

interface StepError {
  readonly code: ErrorCode;
  readonly message: string;
}
export type StepEnding = { readonly state: 'done' | 'waiting' | 'refused' } | { readonly state: 'failed'; readonly error: StepError };

interface ItemEnding {
  readonly outputs: Artifacts;
  readonly said: Saying | null;
  /** The run that made it. */
  readonly madeBy: string;
  readonly durationMs: number;
}

export async function carryOutStep(parts: RunnerParts, order: StepOrder): Promise<StepEnding> {
  const { step, emit, run } = order;
  const items = itemsOf(step);
  const single = items.length === 1 && items[0]?.item === null;
  const endings: ItemEnding[] = [];
  if (!single) emit('started', {}, step.name);
  for (const [index, item] of items.entries()) {
    const report = (progress: Progress): void => order.report({ ...progress, fraction: (index + progress.fraction) / items.length });
    const ending = await carryOutItem(parts, { ...order, report }, item);
    if ('state' in ending) {
      if (!single) emit('failed', ending.state === 'failed' ? { error: ending.error } : { refused: true }, step.name);
      return ending;
    }
    endings.push(ending);
  }
  if (single) return { state: 'done' };
  const outputs = Object.assign({}, ...endings.map(({ outputs: each }, i) => nameOutputs(each, items[i]?.item ?? null))) as Artifacts;
  const data = { outputs, durationMs: endings.reduce((sum, { durationMs }) => sum + durationMs, 0), said: joinSayings(endings) };
  const others = endings.map(({ madeBy }) => madeBy).filter((madeBy) => madeBy !== run.id);
  if (others.length === endings.length) emit('reused', { ...data, madeBy: numberOf(parts, others.at(-1) ?? run.id) }, step.name);
  else emit('output', data, step.name);
  return { state: 'done' };
}

async function carryOutItem(parts: RunnerParts, order: StepOrder, { item, parameters }: StepItem): Promise<ItemEnding | StepEnding> {
  const { step, definition, run, inputs, signal } = order;
  const kind = stepDefinitions[step.kind];
  const facts: StepFacts = { areas: parts.areas, dataset: definition.dataset, seed: definition.seed, source: run.source, parameters, inputs };
  const keyParts = await keyPartsOf(kind, facts, signal);
  const key = keyOf(keyParts);
  const known = findResult(parts.db, key);
  if (known && (await kind.stands(facts, known.outputs))) {
    const { outputs, said, runId } = known;
    if (!isDoneAlready(run, step, item, runId)) order.emit('reused', { key, outputs, ...(said ? { said } : {}), madeBy: numberOf(parts, runId), durationMs: 0 }, step.name, item);
    return { outputs, said, madeBy: runId, durationMs: 0 };
  }
  return work(parts, order, facts, { item, key, keyParts });
}

/** A run that is taken up says nothing again about what it had finished itself. */
function isDoneAlready(run: PipelineRun, step: Step, item: string | null, madeBy: string): boolean {
  if (madeBy !== run.id) return false;
  const stepRun = run.steps.find(({ name }) => name === step.name);
  return item === null ? stepRun?.state === 'done' : stepRun?.items.some((each) => each.item === item && each.state === 'done') === true;
}

function numberOf({ db }: RunnerParts, runId: string): number {
  return findRun(db, runId)?.number ?? 0;
}

interface Work {
  readonly item: string | null;
  readonly key: string;
  readonly keyParts: KeyParts;
}

async function work(parts: RunnerParts, order: StepOrder, facts: StepFacts, { item, key, keyParts }: Work): Promise<ItemEnding | StepEnding> {
  const { step, definition, run, emit } = order;
  const { clock, log } = parts.ports;
  for (let attempt = 1; ; attempt++) {
    const startedAt = clock.now();
    emit('started', { key, attempt }, step.name, item);
    try {
      const result = await attemptOnce(parts, order, facts, key, item);
      const durationMs = clock.now() - startedAt;
      if (result.state === 'refused') emit('failed', { refused: true, said: result.said, durationMs }, step.name, item);
      else if (result.state === 'waiting') emit('waiting', { key, said: result.said, durationMs }, step.name);
      if (result.state !== 'done') return { state: result.state };
      const said = result.said ?? null;
      const { outputs } = result;
      const save = (): void => saveResult(parts.db, { key, pipeline: definition.name, step: step.name, parts: keyParts, outputs, said, runId: run.id, madeAt: clock.now() });
      emit('output', { key, outputs, durationMs, ...(said ? { said } : {}) }, step.name, item, save);
      return { outputs, said, madeBy: run.id, durationMs };
    } catch (thrown) {
      order.signal.throwIfAborted();
      const { code, message } = toErrorData(thrown, `${definition.name} ${step.name}`, log);
      const error = { code, message };
      if (attempt > step.retry.limit) {
        emit('failed', { error, durationMs: clock.now() - startedAt }, step.name, item);
        return { state: 'failed', error };
      }
      emit('retried', { attempt: attempt + 1, error }, step.name, item);
      await pause(step.retry.delayMs * step.retry.backoff ** (attempt - 1), undefined, { signal: order.signal });
    }
  }
}

const progressIntervalMs = 1000;

async function attemptOnce(parts: RunnerParts, order: StepOrder, facts: StepFacts, key: string, item: string | null): Promise<StepResult> {
  const { step, run, emit } = order;
  const { clock } = parts.ports;
  const timeout = new AbortController();
  const timer = step.timeoutMs === null ? undefined : setTimeout(() => timeout.abort(), step.timeoutMs);
  let lastNoted = clock.now();
  const report = (progress: Progress): void => {
    order.report(progress);
    if (clock.now() - lastNoted < progressIntervalMs) return;
    lastNoted = clock.now();
    emit('progress', { fraction: progress.fraction, title: progress.title }, step.name, item);
  };
  try {
    return await stepDefinitions[step.kind].run({
      ...facts,
      jobId: jobIdOf(parts, run.id, step.name, item),
      pipelineRun: { pipeline: run.pipeline, id: run.id },
      decision: decisionOn(parts, run.id, step.name, key),
      signal: AbortSignal.any([order.signal, timeout.signal]),
      report,
    });
  } catch (error) {
    if (timeout.signal.aborted && !order.signal.aborted) throw new EngineError('conflict', words.refused.timedOut(step.name, String((step.timeoutMs ?? 0) / 1000)), { step: step.name }, { cause: error, retryable: true });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A crash leaves the id as it was, so that a race keeps its folds; a failure or a cancel makes a new one, because what it left is closed. */
function jobIdOf({ db }: RunnerParts, runId: string, step: string, item: string | null): string {
  const ended = eventsOfRun(db, runId).filter((event) => (event.step === null ? event.kind === 'cancelled' : event.step === step && event.item === item && (event.kind === 'failed' || event.kind === 'retried')));
  const name = item === null ? step : `${step}-${sha256Hex(item).slice(0, 12)}`;
  return `${runId}-${name}-${ended.length + 1}`;
}

/** The last answer to exactly this question: another candidate or another champion is another question. */
function decisionOn({ db }: RunnerParts, runId: string, step: string, key: string): Decision | null {
  const decided = eventsOfRun(db, runId).findLast((event) => event.step === step && event.kind === 'decided' && event.data.key === key);
  return decided?.data.answer === undefined ? null : { answer: decided.data.answer, reason: decided.data.reason ?? '' };
}

function joinSayings(endings: readonly ItemEnding[]): Saying | undefined {
  const sayings = endings.map(({ said }) => said).filter((said) => said !== null);
  const [first] = sayings;
  if (!first) return undefined;
  return { tone: first.tone, title: sayings.map(({ title }) => title).join(' '), reason: sayings.map(({ reason }) => reason).join(' ').trim() };
}
