/** Endpoints of pipelines, and what the exports to other orchestrators are made of. */
import type { Pipeline, PipelineRun, pipelinesEndpoints } from '@shared/areas/pipelines';
import type { PipelineDefinition, Step } from '@shared/areas/pipelineDefinition';
import { pipelineMessages } from '@shared/messages/pipelines';
import type { Announce, Handlers } from '../kernel/area';
import { writeArchive, writeToFolder } from '../interop';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import { checkDefinition } from './checkDefinition';
import { listPipelines, saveDefinition, savePaused, type StoredPipeline } from './definitionStore';
import { eventsOfPipeline, eventsOfRun, findRun, listRuns, logOfPipeline, runsInState } from './eventStore';
import { exportPipeline } from './exports';
import { tellFreshness } from './freshness';
import { decidingStep, tellHappenings, toldKinds } from './happenings';
import { createPipelineRuns, markRunsInterrupted } from './pipelineRuns';
import { planSteps } from './plan';
import type { CommandLine, StepAreas } from './step';
import { stepDefinitions } from './steps';
import { templatesFor } from './templates';
import { folderTickets } from './triggers/triggerStore';
import { createTriggers } from './triggers/triggers';

export type { CommandLine } from './step';
export { checkDefinition, itemsOf, type StepItem } from './checkDefinition';
export { templatesFor } from './templates';

export interface PipelinesParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'log' | 'appVersion'>;
  readonly announce: Announce;
  readonly areas: StepAreas;
  readonly startJob: (endpoint: string, input: unknown) => { jobId: string };
  readonly cancelJob: (jobId: string) => void;
}

export interface Pipelines {
  readonly handlers: Handlers<typeof pipelinesEndpoints>;
  /** Begins to listen to clock and folders, in engines that stay open. */
  listen(): void;
  /** Runs that wait for a person, oldest first. */
  waitingRuns(): readonly PipelineRun[];
  close(): Promise<void>;
}

/** Tickets of folders and of files that unfinished runs may still read. */
export function ticketsInUse(db: Db): readonly string[] {
  const unfinished = runsInState(db, 'queued', 'running', 'waiting', 'interrupted', 'failed', 'cancelled');
  return [...folderTickets(db), ...unfinished.flatMap(({ source }) => (source.kind === 'file' ? [source.ticket] : []))];
}

/** The same work as one call of the command line; null where there is none. For a foreach step, of one of its values. */
export function commandOf(definition: Pick<PipelineDefinition, 'dataset' | 'seed'>, step: Step, parameters: Step['parameters'] = step.parameters): CommandLine | null {
  return stepDefinitions[step.kind].commandOf({ dataset: definition.dataset, seed: definition.seed, parameters });
}

/** A run that ended the engine this often is not taken up again by itself. */
const mostInterruptions = 3;

export function createPipelines(parts: PipelinesParts): Pipelines {
  const { db, ports, areas, announce } = parts;
  markRunsInterrupted(parts);
  const runs = createPipelineRuns(parts);
  const triggers = createTriggers({
    db,
    ports,
    announce,
    files: areas.files,
    async start(name, cause, ticket) {
      await runs.sourceOf(runs.pipeline(name).definition, { ticket });
      return parts.startJob('pipelines.run', { name, ticket, cause });
    },
  });

  function describe(pipeline: StoredPipeline): Pipeline {
    const { name, version, savedAt, definition } = pipeline;
    return { name, version, savedAt, definition, triggers: triggers.stateOf(pipeline), lastRun: listRuns(db, name, 1)[0] ?? null, waiting: runsInState(db, 'waiting').filter((run) => run.pipeline === name).length };
  }

  // A pipeline that looks for drift itself is not started by what it found.
  areas.monitoring.onAlert((events, { current }) => {
    const firing = events.filter(({ kind, muted }) => kind === 'firing' && !muted);
    const isOwn = runsInState(db, 'running').some(({ steps }) => steps.some(({ kind, state }) => kind === 'drift' && state === 'running'));
    if (firing.length > 0 && !isOwn) void triggers.drifted(current.datasetName, firing.map(({ message }) => message).slice(0, 3).join(' '));
  });

  /** Nobody is there to take up what started by itself. */
  function takeUpInterrupted(): void {
    for (const run of runsInState(db, 'interrupted')) {
      const times = eventsOfRun(db, run.id).filter(({ kind }) => kind === 'interrupted').length;
      if (run.cause.kind !== 'manual' && times <= mostInterruptions) parts.startJob('pipelines.resume', { runId: run.id });
    }
  }

  const handlers: Handlers<typeof pipelinesEndpoints> = {
    'pipelines.list': () => listPipelines(db).map(describe),
    'pipelines.get': ({ name }) => describe(runs.pipeline(name)),
    'pipelines.templates': ({ dataset }) => [...templatesFor(dataset ?? 'sales')],
    'pipelines.save': ({ definition }) => {
      checkDefinition(definition);
      const version = saveDefinition(db, definition, ports.clock.now());
      triggers.refresh(definition.name);
      announce('pipelines', [definition.name]);
      return { name: definition.name, version };
    },
    'pipelines.pause': ({ name, paused }) => {
      runs.pipeline(name);
      savePaused(db, name, paused);
      triggers.refresh(name);
      announce('pipelines', [name]);
      return { done: true };
    },
    'pipelines.run': (request, context) => runs.start(request, context),
    'pipelines.resume': ({ runId }, context) => runs.resume(runId, context),
    'pipelines.dryRun': async ({ name, ...request }, { signal }) => {
      const { definition } = runs.pipeline(name);
      const source = await runs.sourceOf(definition, request);
      const plan = await planSteps({ db, areas }, definition, source, signal);
      return { source, steps: plan.map(({ step, verdict, reason }) => ({ name: step.name, kind: step.kind, verdict, reason })) };
    },
    'pipelines.cancel': ({ runId }) => {
      runs.cancel(runId);
      return { done: true };
    },
    'pipelines.decide': ({ runId, answer, reason }) => runs.decide(runId, answer, reason),
    'pipelines.runs': ({ name, limit }) => [...listRuns(db, name, limit)],
    'pipelines.runDetail': ({ runId }) => runs.find(runId),
    'pipelines.events': ({ runId }) => [...eventsOfRun(db, runs.find(runId).id)],
    'pipelines.happenings': ({ name, limit }) => {
      runs.pipeline(name);
      return tellHappenings(eventsOfPipeline(db, name, toldKinds, limit), {
        runNumber: (runId) => findRun(db, runId)?.number ?? null,
        isDecision: (runId, step) => decidingStep(findRun(db, runId)?.steps ?? []) === step,
      });
    },
    'pipelines.freshness': async ({ name }, { signal }) => {
      const { definition } = runs.pipeline(name);
      const datasets = await areas.datasets.handlers['datasets.list']({}, { signal, report: () => undefined });
      const version = datasets.find((dataset) => dataset.name === definition.dataset)?.versions[0];
      if (!version) return tellFreshness({ db, areas }, definition, null, []);
      const source = await runs.sourceOf(definition, { snapshotId: version.snapshotId });
      return tellFreshness({ db, areas }, definition, areas.datasets.snapshot(version.snapshotId), await planSteps({ db, areas }, definition, source, signal));
    },
    'pipelines.exportLog': ({ name }) => {
      runs.pipeline(name);
      const lines = logOfPipeline(db, name).map((event) => `${JSON.stringify(event)}\n`);
      return areas.files.offerBytes(`${name}-${pipelineMessages.logName}.jsonl`, Buffer.from(lines.join('')));
    },
    'pipelines.export': ({ name, target, folder }, { signal }) => {
      const { files, notExpressible } = exportPipeline(runs.pipeline(name).definition, target, ports.appVersion, commandOf);
      const written = Object.entries(files).map(([path, contents]) => ({ path, contents }));
      const result = { files: written.map(({ path }) => path).sort(), notExpressible: [...notExpressible] };
      if (folder === undefined) return { ...result, archive: areas.files.offerBytes(`${name}-${target}.zip`, writeArchive(written)) };
      writeToFolder(areas.files.resolveFolder(folder), written, signal);
      return { ...result, archive: null };
    },
    'pipelines.watchFolder': ({ name, ticket }) => {
      triggers.watchFolder(name, ticket);
      return { done: true };
    },
    'pipelines.unwatchFolder': ({ name }) => {
      triggers.unwatchFolder(name);
      return { done: true };
    },
    'pipelines.answerMissed': ({ name, run }) => triggers.answerMissed(name, run),
  };

  return {
    handlers,
    listen() {
      triggers.listen();
      takeUpInterrupted();
    },
    waitingRuns: () => runsInState(db, 'waiting'),
    close: () => triggers.close(),
  };
}
