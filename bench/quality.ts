/** Forty checks and a profile of a wide table, beside Pandera, Great Expectations and ydata-profiling on a pandas frame of the same file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { jobSchema } from '@shared/areas/jobs';
import { checkSchema, dataSchemaSchema, storedSchemaSchema, type Check, type DataSchema } from '@shared/areas/qualitySchema';
import { createEngineHost } from '@main/electron/engineHost';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { writeChangedCopies } from './changedCopies';
import { measureProcess, type MeasuredRun } from './measureProcess';
import { openPythonPeer, type PythonPeer } from './pythonPeer';

const defaultRows = 200_000;
const wanted = 5;
/** A slower peer runs once. */
const slowMs = 120_000;
const cutOffMs = 900_000;
const ruleCount = 40;

const answerSchema = z.object({ ms: z.number(), failing: z.array(z.number()).optional() });
const validationSchema = z.object({ results: z.array(z.object({ check: z.string(), column: z.string().nullable(), failures: z.number() })) });
const profileSchema = z.object({ columns: z.array(z.object({ name: z.string(), max: z.unknown(), quantiles: z.array(z.number()).nullable(), lengths: z.object({ min: z.number(), max: z.number() }).nullable() })) });

interface Place {
  readonly folder: string;
  readonly csv: string;
  readonly project: string;
}

export async function run(options: BenchOptions = {}): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-quality-'));
  try {
    const rows = options.rows ?? defaultRows;
    const place: Place = { folder, csv: join(folder, 'table.csv'), project: join(folder, 'project') };
    const { columns, source } = writeChangedCopies(place.csv, join(folder, 'other.csv'), rows);
    await almanac(['import', place.csv, '--name', 'table', '--on-ambiguous', 'guess'], place);
    const rules = await chooseRules(place);
    const size = `${rules.length} checks, ${rows} rows, ${columns} columns, ${source} repeated under unique ids`;
    return [...(await compareChecks(place, rules, size)), ...(await compareProfile(place, `${rows} rows, ${columns} columns`))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Suggested rules that all three tools can say, some drawn tighter so that about one row in a hundred fails them, and lengths of texts. */
async function chooseRules(place: Place): Promise<readonly Check[]> {
  const file = join(place.folder, 'inferred.json');
  await almanac(['schema', 'infer', 'table', '-o', file], place);
  const inferred = storedSchemaSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const profile = profileSchema.parse(JSON.parse((await almanac(['profile', 'table'], place)).output));
  const known = inferred.checks.filter(({ check, mostly }) => mostly === 1 && ['not-null', 'unique', 'range', 'one-of', 'pattern'].includes(check));
  const lengths = profile.columns.flatMap(({ name, lengths: found }) => (found ? [checkSchema.parse({ check: 'length', column: name, args: { min: found.min, max: found.max } })] : []));
  const byKind = (kind: string, most: number): Check[] => [...known, ...lengths].filter(({ check }) => check === kind).slice(0, most);
  const chosen = [...byKind('unique', 2), ...byKind('pattern', 4), ...byKind('one-of', 8), ...byKind('range', 10), ...byKind('length', 6), ...byKind('not-null', ruleCount)].slice(0, ruleCount);
  return chosen.map((check, i) => {
    const quantiles = profile.columns.find(({ name }) => name === check.column)?.quantiles;
    return check.check === 'range' && i % 2 === 0 && quantiles ? { ...check, args: { ...check.args, max: quantiles.at(-1) ?? null } } : check;
  });
}

/** The checks alone, over what is at hand: a stored version in a running engine, a frame in memory in a running Python; and whole programs from the files they read. */
async function compareChecks(place: Place, rules: readonly Check[], size: string): Promise<BenchResult[]> {
  const schema = dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [], checks: rules });
  const schemaFile = join(place.folder, 'schema.json');
  const list = join(place.folder, 'rules.json');
  writeFileSync(schemaFile, JSON.stringify(schema));
  writeFileSync(list, JSON.stringify(rules.map(({ check, column, args }) => ({ check, column, args, text: check === 'pattern' || check === 'length' }))));
  const peers = (['pandera', 'great_expectations'] as const).map((name) => ({ name, peer: openPythonPeer(name), alone: [] as Measured[], whole: [] as Measured[], failing: [] as readonly number[] }));
  const alone: Measured[] = [];
  const whole: MeasuredRun[] = [];
  for (let i = 0; i < wanted; i++) {
    alone.push({ ms: await checkInEngine(place, schema), peakBytes: Number.NaN });
    whole.push(await almanac(['validate', 'table', '--schema', schemaFile], place, [0, 1]));
    for (const each of peers) {
      if (!each.peer || (each.alone[0]?.ms ?? 0) > slowMs) continue;
      const done = await measureProcess(each.peer.python, [join(process.cwd(), 'bench/peers/quality.py'), each.name, place.csv, list]);
      const answer = answerSchema.parse(JSON.parse(done.output.trim().split('\n').at(-1) ?? ''));
      each.alone.push({ ms: answer.ms, peakBytes: Number.NaN });
      each.whole.push(done);
      each.failing = answer.failing ?? [];
    }
  }
  const found = validationSchema.parse(JSON.parse(whole[0]?.output ?? '')).results.map(({ failures }) => failures);
  for (const { name, failing, alone: runs } of peers) if (runs.length > 0) tellDifferences(name, rules, found, failing);
  return peers.flatMap(({ name, peer, alone: theirs, whole: programs }) => [
    compared('checks time', 'ms', size, name, peer, alone, theirs, ({ ms }) => ms),
    compared('checks time, whole programs', 'ms', size, name, peer, whole, programs, ({ ms }) => ms),
    compared('checks memory, peak of whole programs', 'MB', size, name, peer, whole, programs, ({ peakBytes }) => peakBytes / 1e6),
  ]);
}

/** The job from its start to its end, kept results included, by its own clock: asking for its state meanwhile would take time from it. In an engine that has checked the table once before. */
async function checkInEngine({ project }: Place, schema: DataSchema): Promise<number> {
  const host = createEngineHost({ node: process.execPath, engine: join(process.cwd(), 'out/main/engineProcess.cjs'), resources: join(process.cwd(), 'resources') });
  try {
    await host.open(project);
    const { id } = await host.call('datasets.snapshot', { ref: 'table' }, z.object({ id: z.string() }));
    let elapsed = Number.NaN;
    for (let run = 0; run < 2; run++) {
      const { jobId } = await host.call('quality.validate', { snapshotId: id, schema }, z.object({ jobId: z.string() }));
      for (let job = await host.call('jobs.get', { jobId }, jobSchema); job.finishedAt === null; job = await host.call('jobs.get', { jobId }, jobSchema)) await new Promise((done) => setTimeout(done, 500));
      const { state, startedAt, finishedAt } = await host.call('jobs.get', { jobId }, jobSchema);
      if (state !== 'succeeded') throw new Error(`The checks ended as ${state}.`);
      elapsed = (finishedAt ?? Number.NaN) - (startedAt ?? Number.NaN);
    }
    return elapsed;
  } finally {
    await host.stop();
  }
}

function tellDifferences(peer: string, rules: readonly Check[], ours: readonly number[], theirs: readonly number[]): void {
  for (const [i, { check, column }] of rules.entries()) if (ours[i] !== theirs[i]) process.stderr.write(`${peer} finds ${theirs[i] ?? 'no'} failing rows of ${column ?? ''} ${check}, ours ${ours[i] ?? 'none'}.\n`);
}

async function compareProfile(place: Place, size: string): Promise<BenchResult[]> {
  const peer = openPythonPeer('ydata-profiling');
  const kinds = (['minimal', 'default'] as const).map((kind) => ({ kind, runs: [] as { ms: number; peakBytes: number }[] }));
  const ours: MeasuredRun[] = [];
  for (let i = 0; i < wanted; i++) {
    // A profile is kept once made: each run imports into a project of its own, and that import is not counted.
    const fresh: Place = { ...place, project: join(place.folder, `profile-${i}`) };
    await almanac(['import', place.csv, '--name', 'table', '--on-ambiguous', 'guess'], fresh);
    ours.push(await almanac(['profile', 'table'], fresh));
    rmSync(fresh.project, { recursive: true, force: true });
    for (const each of kinds) {
      if (!peer || (each.runs[0]?.ms ?? 0) > slowMs) continue;
      const done = await Promise.race([measureProcess(peer.python, [join(process.cwd(), 'bench/peers/profile.py'), place.csv, each.kind]), new Promise<null>((late) => setTimeout(() => late(null), cutOffMs).unref())]);
      each.runs.push(done ? { ms: answerSchema.parse(JSON.parse(done.output.trim().split('\n').at(-1) ?? '')).ms, peakBytes: done.peakBytes } : { ms: cutOffMs, peakBytes: Number.NaN });
    }
  }
  return kinds.map(({ kind, runs }) => compared('profile time', 'ms', `${size}, its ${kind} settings`, 'ydata-profiling', peer, ours, runs, ({ ms }) => ms));
}

interface Measured {
  readonly ms: number;
  readonly peakBytes: number;
}

function compared(name: string, unit: string, size: string, peerName: string, peer: PythonPeer | null, ours: readonly Measured[], theirs: readonly Measured[], pick: (each: Measured) => number): BenchResult {
  const mine = medianOf(ours.map(pick));
  const other = theirs.length === 0 ? null : medianOf(theirs.map(pick));
  return { name, size, ours: mine, peer: other, peerName, peerVersion: peer?.version ?? '', ratio: other === null ? null : mine / other, unit };
}

function almanac(args: readonly string[], { project }: Place, codes: readonly number[] = [0]): Promise<MeasuredRun> {
  return measureProcess(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), ...args, '--project', project, '--quiet', '--json'], codes);
}
