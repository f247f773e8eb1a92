/**
 * MLflow lifts an exported project into its database with its own `migrate-filestore`; what `search_runs` then gives is
 * what the app has: settings, scores, folds, tags, data and registered models. Its loader answers from the models.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { almanac, askPeer, programOf, runProgram, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';
import { trainedProject } from './trainedProject';

const runSchema = z.object({
  id: z.string(),
  number: z.number(),
  state: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.object({ mean: z.number().nullable(), folds: z.array(z.number().nullable()) })),
  createdAt: z.number(),
  snapshotId: z.string(),
});
const readSchema = z.object({
  runs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      status: z.string(),
      start: z.number(),
      stage: z.string(),
      params: z.record(z.string(), z.string()),
      metrics: z.record(z.string(), z.number().nullable()),
      folds: z.record(z.string(), z.array(z.number().nullable())),
      datasets: z.array(z.object({ name: z.string(), digest: z.string() })),
      artifacts: z.array(z.string()),
    }),
  ),
  models: z.array(z.object({ name: z.string(), aliases: z.record(z.string(), z.number()), versions: z.array(z.object({ version: z.number(), run: z.string() })) })),
});
const predictSchema = z.object({ rows: z.number(), theirRows: z.number(), worst: z.number() });
const agreement = 1e-5;

export const mlflowProof: PeerProof = { name: 'mlflow', peerList: 'mlflow', inShort: false, run: compare };

async function compare(context: PeerContext): Promise<PeerOutcome> {
  const { projectDir, runs: trained } = await trainedProject(context);
  const champion = trained.find(({ data, model }) => data === 'hard' && model === 'gradient-boosting');
  await almanac(['promote', champion?.id ?? '', '--as', 'champion', '--reason', 'proof', '--override', '--project', projectDir], z.unknown(), [0, 1]);
  const store = join(context.folder, 'store');
  await almanac(['export', 'project', '--to', 'mlflow', '-o', store, '--project', projectDir], z.unknown());
  const { runs: ours } = await almanac(['runs', '--project', projectDir], z.object({ runs: z.array(runSchema) }));
  const database = join(context.folder, 'mlflow.db');
  const failures: string[] = [];
  if (!context.peer) throw new Error('MLflow is a Python peer.');
  const lifted = await runProgram(programOf(context.peer, 'mlflow'), ['migrate-filestore', '--source', store, '--target', `sqlite:///${database}`, '--no-progress'], { environment: { MLFLOW_DISABLE_TELEMETRY: 'true' } });
  if (lifted.exitCode !== 0) return { counts: {}, failures: [`migrate-filestore ended with ${lifted.exitCode}: ${lifted.errors.trim().split('\n').at(-1) ?? ''}`] };

  const counts = { runs: 0, values: 0, folds: 0, models: 0, predictions: 0, versions: 0 };
  // The database that MLflow prefers, and the store itself, read directly.
  for (const address of [`sqlite:///${database}`, pathToFileURL(store).href]) {
    const theirs = await askPeer(context, 'mlflowPeer.py', { do: 'read', at: address }, readSchema);
    if (theirs.runs.length !== ours.length) failures.push(`${address}: ${ours.length} runs were exported, search_runs gives ${theirs.runs.length}.`);
    for (const run of ours) {
      const found = theirs.runs.find(({ id }) => id === run.id);
      if (!found) {
        failures.push(`Run ${run.number} is not found.`);
        continue;
      }
      counts.runs++;
      if (found.status !== 'FINISHED' || found.start !== run.createdAt || found.stage !== 'active') failures.push(`Run ${run.number}: ${found.status}, ${found.stage}, started ${found.start}.`);
      if (found.datasets[0]?.digest !== run.snapshotId.slice(0, 36)) failures.push(`Run ${run.number}: its data is ${JSON.stringify(found.datasets)}.`);
      if (!found.artifacts.includes('model')) failures.push(`Run ${run.number}: its artifacts are ${found.artifacts.join(', ')}.`);
      for (const [name, value] of Object.entries(run.parameters)) {
        counts.values++;
        if (found.params[name] !== String(value)) failures.push(`Run ${run.number}: ${name} is ${String(value)} here, ${String(found.params[name])} there.`);
      }
      for (const [name, { mean, folds }] of Object.entries(run.metrics)) {
        counts.values++;
        if ((found.metrics[name] ?? null) !== mean) failures.push(`Run ${run.number}: ${name} is ${mean} here, ${String(found.metrics[name])} there.`);
        counts.folds += folds.length;
        if (JSON.stringify(found.folds[`${name}.fold`]) !== JSON.stringify(folds)) failures.push(`Run ${run.number}: the folds of ${name} differ.`);
      }
    }
    const version = theirs.models.flatMap(({ versions }) => versions).find(({ run }) => run === champion?.id);
    if (version && theirs.models.some(({ aliases }) => aliases['champion'] === version.version)) counts.versions++;
    else failures.push(`${address}: the champion is not version of a model: ${JSON.stringify(theirs.models)}.`);
  }
  for (const { id, data, model } of trained) {
    const { rows, theirRows, worst } = await askPeer(context, 'mlflowPeer.py', { do: 'predict', at: `${artifactOf(store, id)}/model` }, predictSchema);
    counts.models++;
    counts.predictions += theirRows;
    if (rows !== theirRows || !(worst <= agreement)) failures.push(`${model} of ${data}: mlflow.pyfunc differs by ${worst} on ${theirRows} of ${rows} rows.`);
  }
  const back = await comeBack(context, database);
  return { counts: { ...counts, ...back.counts }, failures: [...failures, ...back.failures] };
}

const importedSchema = z.object({
  runs: z.array(z.object({ id: z.string(), parameters: z.record(z.string(), z.string()), tags: z.record(z.string(), z.string()), metrics: z.record(z.string(), z.object({ last: z.number().nullable() })), datasets: z.array(z.object({ name: z.string(), digest: z.string() })) })),
});

/** Runs that MLflow wrote itself, to its store and to its database, and the lifted export, come in as MLflow shows them. */
async function comeBack(context: PeerContext, lifted: string): Promise<PeerOutcome> {
  const failures: string[] = [];
  let imported = 0;
  const store = join(context.folder, 'theirs');
  const folder = join(context.folder, 'theirDatabase');
  mkdirSync(folder);
  copyFileSync(lifted, join(context.folder, 'theirDatabase', 'mlflow.db'));
  const written = pathToFileURL(store).href;
  await askPeer(context, 'mlflowPeer.py', { do: 'write', at: written }, z.unknown());
  await askPeer(context, 'mlflowPeer.py', { do: 'write', at: `sqlite:///${join(folder, 'mlflow.db')}` }, z.unknown());
  for (const [from, address] of [[store, written], [folder, `sqlite:///${join(folder, 'mlflow.db')}`]] as const) {
    const projectDir = join(context.folder, 'importing');
    rmSync(projectDir, { recursive: true, force: true });
    await almanac(['import-runs', '--from', 'mlflow', from, '--project', projectDir], z.unknown());
    const { runs: ours } = await almanac(['runs', '--from', 'mlflow', '--project', projectDir], importedSchema);
    const { runs: theirs } = await askPeer(context, 'mlflowPeer.py', { do: 'read', at: address }, readSchema);
    if (ours.length !== theirs.length) failures.push(`${from}: MLflow has ${theirs.length} runs, ${ours.length} came in.`);
    for (const { id, params, metrics, datasets } of theirs) {
      const run = ours.find((each) => each.id === `mlflow-${id}`);
      if (!run) continue;
      imported++;
      const last = Object.fromEntries(Object.entries(run.metrics).map(([name, metric]) => [name, metric.last]));
      const same = [[run.parameters, params], [last, metrics], [run.datasets.map(({ name, digest }) => ({ name, digest })), datasets.map(({ name, digest }) => ({ name, digest }))]] as const;
      same.forEach(([here, there], i) => {
        if (!isDeepStrictEqual(here, there)) failures.push(`Run ${id}: its ${['settings', 'scores', 'data'][i]} are ${JSON.stringify(here).slice(0, 300)} here, ${JSON.stringify(there).slice(0, 300)} there.`);
      });
    }
  }
  return { counts: { 'came back': imported }, failures };
}

/** The address of a run's artifacts, as its meta.yaml has it. */
function artifactOf(store: string, runId: string): string {
  for (const experiment of readdirSync(store)) {
    const meta = join(store, experiment, runId, 'meta.yaml');
    const address = existsSync(meta) ? /artifact_uri: "(.*)"/.exec(readFileSync(meta, 'utf8'))?.[1] : undefined;
    if (address !== undefined) return address;
  }
  throw new Error(`Run ${runId} is not in the store.`);
}
