/** pipeline list, show, save, run, resume, decide, watch. */
import { existsSync, statSync } from 'node:fs';
import { pipelineDefinitionSchema } from '@shared/areas/pipelineDefinition';
import type { Pipeline, PipelineRun } from '@shared/areas/pipelines';
import { createClient } from '@shared/contract/client';
import { EngineError } from '@shared/contract/errors';
import { connectMemory } from '../memoryTransport';
import { serveProject } from '../serveProject';
import { argument, resolvePath, usageError, type Command, type CommandContext, type CommandResult, type Connection } from './command';
import { readJsonDocument } from './documents';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

function runDocument(run: PipelineRun): Record<string, unknown> {
  const { id, pipeline, number, version, state, cause, error, durationMs } = run;
  const steps = run.steps.map((step) => ({ name: step.name, kind: step.kind, state: step.state, reused: step.reused, durationMs: step.durationMs, madeBy: step.madeBy, outputs: step.outputs, said: step.said, error: step.error, items: step.items }));
  return { run: { id, pipeline, number, version, state, cause, error, durationMs }, steps };
}

function runText(run: PipelineRun): string {
  const rows = run.steps.map((step) => [step.name, step.reused ? `reused of run ${step.madeBy ?? ''}` : step.state, step.durationMs === null ? '' : formatNumber(step.durationMs / 1000), step.error?.message ?? ([step.said?.title, step.said?.reason].filter(Boolean).join(' ') || Object.values(step.outputs).map(({ label }) => label).join(', '))]);
  return [`${run.pipeline}, run ${run.number}: ${run.state}`, formatTable(['step', 'state', 'seconds', 'what came of it'], rows), ...(run.state === 'waiting' ? [`It waits for you: almanac pipeline decide ${run.pipeline}@${run.number} --approve|--refuse --reason TEXT`] : [])].join('\n');
}

/** 1 where the run ended in a verdict against it, or failed. */
function runResult(run: PipelineRun): CommandResult {
  return { json: runDocument(run), text: runText(run), exitCode: run.state === 'succeeded' || run.state === 'waiting' ? 0 : 1 };
}

export const pipelineListCommand: Command = {
  name: 'pipeline list',
  usage: 'pipeline list',
  options: {},
  async run(context) {
    const { client } = await context.connect();
    const pipelines = await client.call('pipelines.list', {});
    const templates = await client.call('pipelines.templates', {});
    const rows = pipelines.map(({ name, version, definition, lastRun, waiting }) => [name, String(version), definition.dataset, String(definition.steps.length), lastRun ? `run ${lastRun.number} ${lastRun.state}` : 'never', String(waiting)]);
    return {
      json: { pipelines: pipelines.map(describe), templates: templates.map(({ name, title, description }) => ({ name, title, description })) },
      text: [pipelines.length === 0 ? 'No pipelines. Save a shipped one first, such as almanac pipeline save monthly-forecast --dataset NAME.' : formatTable(['pipeline', 'version', 'dataset', 'steps', 'last run', 'waiting'], rows), ...templates.map(({ name, description }) => `  shipped: ${name}: ${description}`)].join('\n'),
    };
  },
};

function describe({ name, version, definition, triggers, lastRun, waiting }: Pipeline): Record<string, unknown> {
  return { name, version, title: definition.title, dataset: definition.dataset, triggers, lastRun: lastRun && { id: lastRun.id, number: lastRun.number, state: lastRun.state }, waiting };
}

export const pipelineShowCommand: Command = {
  name: 'pipeline show',
  usage: 'pipeline show NAME|NAME@NUMBER',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const reference = argument(context, 0, 'a pipeline, or a run such as monthly-forecast@3');
    if (reference.includes('@')) {
      const run = await findRun(connection, reference);
      return { json: { ...runDocument(run), events: await connection.client.call('pipelines.events', { runId: run.id }) }, text: runText(run) };
    }
    const pipeline = await connection.client.call('pipelines.get', { name: reference });
    const runs = await connection.client.call('pipelines.runs', { name: reference });
    const freshness = await connection.client.call('pipelines.freshness', { name: reference });
    const happenings = await connection.client.call('pipelines.happenings', { name: reference, limit: 10 });
    return {
      json: { ...describe(pipeline), definition: pipeline.definition, freshness, happenings, runs: runs.map(runDocument) },
      text: [
        `${pipeline.definition.title} (${pipeline.name}, version ${pipeline.version})`,
        ...freshness.map(({ sentence, reason }) => `  ${sentence} ${reason}`),
        formatTable(['step', 'kind', 'reads'], pipeline.definition.steps.map(({ name, kind, inputs }) => [name, kind, Object.values(inputs).join(', ')])),
        ...happenings.map(({ runNumber, title, reason }) => `  ${runNumber === null ? '' : `run ${runNumber}: `}${title} ${reason}`),
      ].join('\n'),
    };
  },
};

export const pipelineSaveCommand: Command = {
  name: 'pipeline save',
  usage: 'pipeline save FILE|TEMPLATE [--dataset NAME]',
  options: { dataset: { type: 'string' } },
  async run(context) {
    const reference = argument(context, 0, 'a file, or the name of a shipped pipeline');
    const dataset = context.options.text('dataset');
    const path = resolvePath(reference);
    const fromFile = existsSync(path) && statSync(path).isFile() ? readJsonDocument(path, 'pipeline', pipelineDefinitionSchema) : null;
    const { client } = await context.connect();
    const shipped = fromFile ? null : (await client.call('pipelines.templates', { dataset })).find(({ name }) => name === reference);
    if (!fromFile && !shipped) throw new EngineError('not-found', `There is neither a file nor a shipped pipeline named ${reference}. List the shipped ones with pipeline list.`, { reference });
    if (shipped && dataset === undefined) throw usageError('--dataset is needed with a shipped pipeline.');
    const definition = fromFile ? { ...fromFile, dataset: dataset ?? fromFile.dataset } : shipped;
    if (!definition) throw new EngineError('not-found', `There is no pipeline ${reference}.`);
    const saved = await client.call('pipelines.save', { definition });
    return { json: saved, text: `Saved ${saved.name}, version ${saved.version}.` };
  },
};

export const pipelineRunCommand: Command = {
  name: 'pipeline run',
  usage: 'pipeline run NAME [--file FILE | --snapshot SNAPSHOT] [--until STEP] [--dry-run]',
  options: { file: { type: 'string' }, snapshot: { type: 'string' }, until: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  async run(context) {
    const name = argument(context, 0, 'a pipeline');
    const connection = await context.connect();
    const source = await readSource(context, connection);
    if (context.options.flag('dry-run')) {
      const plan = await connection.client.call('pipelines.dryRun', { name, ...source });
      return { json: plan, text: [formatTable(['step', 'would', 'why'], plan.steps.map(({ name: step, verdict, reason }) => [step, { runs: 'run', reused: 'be reused', unknown: 'depend' }[verdict], reason])), 'Nothing was written.'].join('\n') };
    }
    return runResult(await connection.runJob('pipelines.run', { name, ...source, until: context.options.text('until') }));
  },
};

async function readSource({ options }: CommandContext, connection: Connection): Promise<{ ticket?: string; snapshotId?: string }> {
  const file = options.path('file');
  const snapshot = options.text('snapshot');
  if (file !== undefined && snapshot !== undefined) throw usageError('Give --file or --snapshot, not both.');
  if (file !== undefined) return { ticket: (await connection.client.call('files.grant', { path: file })).ticket };
  return snapshot === undefined ? {} : { snapshotId: (await findSnapshot(connection, snapshot)).id };
}

export const pipelineResumeCommand: Command = {
  name: 'pipeline resume',
  usage: 'pipeline resume NAME@NUMBER|NAME',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run, such as monthly-forecast@3'));
    return runResult(await connection.runJob('pipelines.resume', { runId: run.id }));
  },
};

export const pipelineDecideCommand: Command = {
  name: 'pipeline decide',
  usage: 'pipeline decide NAME@NUMBER|NAME --approve|--refuse --reason TEXT',
  options: { approve: { type: 'boolean' }, refuse: { type: 'boolean' }, reason: { type: 'string' } },
  async run(context) {
    const [approve, refuse] = [context.options.flag('approve'), context.options.flag('refuse')];
    if (approve === refuse) throw usageError('Give --approve or --refuse.');
    const reason = context.options.required('reason');
    const connection = await context.connect();
    const run = await findRun(connection, argument(context, 0, 'a run, such as monthly-forecast@3'));
    await connection.client.call('pipelines.decide', { runId: run.id, answer: approve ? 'approve' : 'refuse', reason });
    return runResult(await settled(connection, run.id, context.interrupted));
  },
};

/** Waits for a run that goes on under a job of its own. */
async function settled({ client }: Connection, runId: string, interrupted: AbortSignal): Promise<PipelineRun> {
  for (;;) {
    const run = await client.call('pipelines.runDetail', { runId });
    if ((run.state !== 'queued' && run.state !== 'running') || interrupted.aborted) return run;
    await new Promise((done) => setTimeout(done, 50));
  }
}

export const pipelineWatchCommand: Command = {
  name: 'pipeline watch',
  usage: 'pipeline watch [NAME --folder DIR]',
  options: { folder: { type: 'string' } },
  async run(context) {
    const folder = context.options.path('folder');
    const [name] = context.arguments;
    if ((name === undefined) !== (folder === undefined)) throw usageError('Give a pipeline and its --folder, or neither.');
    const served = await serveProject(context, null);
    const client = createClient(connectMemory(served.engine.router, 'shell'));
    try {
      if (name !== undefined && folder !== undefined) await client.call('pipelines.watchFolder', { name, ticket: (await client.call('files.grantFolder', { path: folder })).ticket });
      const pipelines = await client.call('pipelines.list', {});
      context.announce({ watching: pipelines.map((pipeline) => ({ name: pipeline.name, triggers: pipeline.triggers })) });
      context.say('Schedules and watched folders start runs now. Press Ctrl C to stop.');
      await new Promise<void>((done) => context.interrupted.addEventListener('abort', () => done(), { once: true }));
    } finally {
      client.close();
      await served.close();
    }
    return { json: undefined, text: 'Stopped.' };
  },
};

/** `name@number`, a run's id or a unique prefix of at least 8 characters, or a pipeline's newest run. */
async function findRun({ client }: Connection, reference: string): Promise<PipelineRun> {
  const [name = '', number] = reference.split('@');
  const runs = await client.call('pipelines.runs', { limit: 500 });
  const found = number === undefined ? runs.find((run) => run.id === reference || run.pipeline === reference || (reference.length >= 8 && run.id.startsWith(reference))) : runs.find((run) => run.pipeline === name && String(run.number) === number);
  if (!found) throw new EngineError('not-found', `There is no pipeline run ${reference}. List them with pipeline show ${name}.`, { reference });
  return found;
}
