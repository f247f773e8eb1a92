/**
 * Proof: kill -9 of the engine at random moments of a pipeline run. After each kill the run shows interrupted; taken up
 * again it goes on. In the end no finished step was made twice, and predictions, models, scores, gate, approval and
 * report equal those of an unkilled run byte for byte (the report without the ids, times and sizes that name one run).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { PipelineRun } from '@shared/areas/pipelines';
import type { PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { createRandom, type Random } from '@engine/math';
import { hashFile } from '@engine/storage/blobStore';
import { check, kill, open, pause, type Session } from './engineSession';
import type { ProofResult, ProofSettings } from './proof';

const kills = { short: 20, long: 100 } as const;
/** Kills of one run; then a new project begins, so that early steps are met as often as late ones. */
const killsOfRun = 5;
const name = 'monthly-forecast';

export async function prove({ mode, seed }: ProofSettings): Promise<ProofResult> {
  const random = createRandom(seed);
  const counts = { kills: 0, runs: 0, interrupted: 0, betweenRuns: 0, stepsFinished: 0, stepsRepeated: 0 };
  const failures: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'almanac-pipeline-kills-'));
  try {
    const csv = join(folder, 'shop.csv');
    writeShop(csv, random);
    const expected = await undisturbed(join(folder, 'undisturbed'), csv);
    for (let i = 0; counts.kills < kills[mode]; i++) {
      const projectDir = join(folder, `project-${i}`);
      try {
        await killOneRun({ projectDir, csv, random, expected, counts, most: Math.min(killsOfRun, kills[mode] - counts.kills) });
        counts.runs++;
      } catch (error) {
        failures.push(`run ${i + 1}: ${error instanceof Error ? error.message : String(error)}`);
        if (failures.length > 5) break;
      }
      rmSync(projectDir, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { counts, failures };
}

interface Expected {
  readonly durationMs: number;
  readonly results: string;
}

async function undisturbed(projectDir: string, csv: string): Promise<Expected> {
  const session = await open(projectDir);
  try {
    const started = performance.now();
    await begin(session, csv);
    const run = await ended(session);
    check(run.state === 'succeeded', `the undisturbed run ended ${run.state}: ${run.error?.message ?? ''}`);
    return { durationMs: performance.now() - started, results: await resultsOf(session, projectDir, run) };
  } finally {
    await session.close();
  }
}

interface Scene {
  readonly projectDir: string;
  readonly csv: string;
  readonly random: Random;
  readonly expected: Expected;
  readonly counts: { kills: number; interrupted: number; betweenRuns: number; stepsFinished: number; stepsRepeated: number };
  readonly most: number;
}

async function killOneRun({ projectDir, csv, random, expected, counts, most }: Scene): Promise<void> {
  let session = await open(projectDir);
  try {
    await begin(session, csv);
    for (let i = 0; i < most; i++) {
      await pause(random.next() * (expected.durationMs / 2));
      await kill(session);
      counts.kills++;
      // The shell starts a dead engine once; a second death within a minute would leave it stopped.
      await session.close();
      session = await open(projectDir);
      const run = await newest(session);
      if (run === null) {
        counts.betweenRuns++;
        await begin(session, csv);
        continue;
      }
      if (run.state === 'succeeded') {
        counts.betweenRuns++;
        continue;
      }
      check(run.state === 'interrupted', `the run shows ${run.state}, not interrupted`);
      counts.interrupted++;
      await session.client.call('pipelines.resume', { runId: run.id });
    }
    const run = await ended(session);
    check(run.state === 'succeeded', `the run ended ${run.state}: ${run.error?.message ?? ''}`);
    const events = await session.client.call('pipelines.events', { runId: run.id });
    const made = events.filter(({ kind, data }) => kind === 'output' && data.key !== undefined).map(({ data }) => data.key);
    counts.stepsFinished += made.length;
    counts.stepsRepeated += made.length - new Set(made).size;
    check(new Set(made).size === made.length, 'a finished step was made again');
    check((await session.client.call('registry.ledger', {})).length === 1, 'the promotion stands in the ledger more than once');
    check((await session.client.call('forecasting.list', {})).length === 1, 'the forecast was made more than once');
    const results = await resultsOf(session, projectDir, run);
    check(results === expected.results, `the results differ from the unkilled run: ${difference(results, expected.results)}`);
  } finally {
    await session.close();
  }
}

async function begin({ host, client }: Session, csv: string): Promise<void> {
  const [template] = await client.call('pipelines.templates', { dataset: 'shop' });
  if (!template) throw new Error('no pipeline ships');
  await client.call('pipelines.save', { definition: quickened(template) });
  const { ticket } = await host.call('files.grant', { path: csv }, z.object({ ticket: z.string() }));
  await client.call('pipelines.run', { name, ticket });
}

/** Fewer models than shipped, so that a run ends in seconds; the steps are the same. */
function quickened(template: PipelineDefinition): PipelineDefinition {
  return { ...template, steps: template.steps.map((step) => (step.name === 'train' ? { ...step, parameters: { models: ['ridge', 'gradient-boosting', 'average'], folds: 4, target: 'units_sold' } } : step)), triggers: { schedule: null, watch: null, drift: null } };
}

async function newest({ client }: Session): Promise<PipelineRun | null> {
  return (await client.call('pipelines.runs', { name }))[0] ?? null;
}

async function ended(session: Session): Promise<PipelineRun> {
  for (;;) {
    const run = await newest(session);
    if (run && run.state !== 'queued' && run.state !== 'running') return run;
    await pause(20);
  }
}

/** Everything the run brought, as one text. */
async function resultsOf({ client }: Session, projectDir: string, run: PipelineRun): Promise<string> {
  const hashes = run.steps.flatMap((step) => (step.name === 'report' ? [] : Object.entries(step.outputs).map(([output, artifact]) => [step.name, output, artifact.hash])));
  const runs = (await client.call('tracking.runs', {})).map(({ model, state, metrics }) => [model, state, metrics]);
  const forecast = run.steps.find((step) => step.kind === 'score')?.outputs['forecast'];
  const predictions = forecast === undefined ? '' : await hashFile(objectPath(projectDir, forecast.hash));
  const reports = Object.entries(run.steps.find((step) => step.kind === 'report')?.outputs ?? {}).map(([output, { id }]) => [output, withoutNames(readFileSync(objectPath(projectDir, id), 'utf8'))]);
  return JSON.stringify({ hashes, runs, predictions, reports });
}

function objectPath(projectDir: string, sha256: string): string {
  return join(projectDir, 'objects', sha256.slice(0, 2), sha256.slice(2));
}

/** What names one run and no other: ids of runs, races and forecasts, how long it took, and the day. */
function withoutNames(report: string): string {
  return report
    .replaceAll(/\b0[0-9a-f]{31}\b/g, 'ID')
    .replaceAll(/\b\d+(\.\d+)? (s|ms|seconds|min)\b/g, 'TIME')
    .replaceAll(/\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}(,? (at )?\d{2}:\d{2})?/g, 'DAY')
    .replaceAll(/\b\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?/g, 'DAY');
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `"${a.slice(Math.max(0, at - 60), at + 60)}" against "${b.slice(Math.max(0, at - 60), at + 60)}"`;
}

/** 1,500 products whose sales follow price and colour. */
function writeShop(path: string, random: Random): void {
  const lines = ['product_id,price,colour,units_sold'];
  for (let i = 0; i < 1500; i++) {
    const price = 1 + random.next() * 30;
    const colour = Math.floor(random.next() * 4);
    lines.push(`p${i},${price.toFixed(2)},${['white', 'black', 'red', 'blue'][colour] ?? ''},${Math.round(Math.exp(6 - price / 10 + colour / 3 + random.next()))}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}
