/** Carries out a run step by step. Taking up an interrupted run is the same: finished steps are found by their keys. */
import type { EventData, EventKind, PipelineRun } from '@shared/areas/pipelines';
import { predecessorsOf, type PipelineDefinition, type Step } from '@shared/areas/pipelineDefinition';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import type { Announce, CallContext } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import { toErrorData } from '../kernel/router';
import type { Db } from '../storage/database';
import { appendEvent, findRun } from './eventStore';
import { carryOutStep, type Emit } from './carryOutStep';
import { gatherInputs } from './inputs';
import type { StepAreas } from './step';
import { stepDefinitions } from './steps';

export interface RunnerParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  readonly areas: StepAreas;
  readonly announce: Announce;
}

export interface RunOrder {
  readonly runId: string;
  readonly jobId: string;
  readonly definition: PipelineDefinition;
  /** The run ends after this step. */
  readonly until?: string | undefined;
}

/** A step that fails ends the run and is told in it; only a cancel is thrown. */
export async function carryOut(parts: RunnerParts, order: RunOrder, context: CallContext): Promise<PipelineRun> {
  const { db, ports, announce } = parts;
  const { definition, runId } = order;
  const emit: Emit = (kind, data, step = null, item = null, also) => {
    appendEvent(db, { pipeline: definition.name, runId, step, item, kind, at: ports.clock.now(), data }, also);
    announce('pipelines', [runId]);
  };
  emit('started', { jobId: order.jobId });
  try {
    for (const [index, step] of definition.steps.entries()) {
      context.signal.throwIfAborted();
      const report: CallContext['report'] = ({ fraction, title }) => context.report({ fraction: (index + fraction) / definition.steps.length, title: words.progress.step(step.name, title) });
      const end = await takeStep(parts, order, step, index, emit, { ...context, report });
      if (end) {
        if (end.kind !== 'waiting') emit(end.kind, end.data);
        return mustFind(db, runId);
      }
    }
    emit('finished', finishing(mustFind(db, runId)));
    return mustFind(db, runId);
  } catch (error) {
    const data = toErrorData(error, definition.name, ports.log);
    if (context.signal.aborted) {
      emit('cancelled', {});
      throw new EngineError('cancelled', words.refused.cancelled, { runId }, { cause: error });
    }
    emit('failed', { error: { code: data.code, message: data.message } });
    return mustFind(db, runId);
  }
}

function finishing({ steps }: PipelineRun): EventData {
  if (!steps.every(({ reused }) => reused)) return {};
  return { said: { tone: 'neutral', title: words.happened.nothing, reason: words.happened.allReused(steps.length) } };
}

/** Null where the run goes on. */
async function takeStep(parts: RunnerParts, order: RunOrder, step: Step, index: number, emit: Emit, context: CallContext): Promise<{ kind: EventKind; data: EventData } | null> {
  const run = mustFind(parts.db, order.runId);
  const { definition, until } = order;
  const last = until === undefined ? definition.steps.length : definition.steps.findIndex(({ name }) => name === until);
  const skip = (reason: string): null => {
    emit('skipped', { said: { tone: 'neutral', title: reason, reason: '' } }, step.name);
    return null;
  };
  if (index > last) return skip(words.afterUntil);
  const undone = predecessorsOf(step).find((name) => run.steps.find((each) => each.name === name)?.state !== 'done');
  if (undone !== undefined) return skip(words.skipped(undone));
  const inputs = gatherInputs(step, (name) => run.steps.find((each) => each.name === name)?.outputs);
  const empty = Object.entries(stepDefinitions[step.kind].inputs).find(([name, port]) => port.optional !== true && (inputs[name]?.length ?? 0) === 0);
  if (empty) return skip(words.skipped(empty[0]));

  const ending = await carryOutStep(parts, { run, definition, step, inputs, emit, ...context });
  if (ending.state === 'done') return null;
  if (ending.state === 'waiting') return { kind: 'waiting', data: {} };
  return { kind: 'failed', data: ending.state === 'failed' ? { error: ending.error } : { refused: true } };
}

function mustFind(db: Db, runId: string): PipelineRun {
  const run = findRun(db, runId);
  if (!run) throw new EngineError('internal', 'A run left the store while it was carried out.', { runId });
  return run;
}
