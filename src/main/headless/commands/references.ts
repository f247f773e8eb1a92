/** How people name snapshots and runs on the command line. */
import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { ImportReport, Snapshot } from '@shared/areas/datasets';
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { resolvePath, type Connection } from './command';

/** Thrown where a CSV named in place of a snapshot was asked about or rejected; the command shows why and ends with 2. */
export function refusedImport(report: ImportReport): EngineError {
  const reasons = [...report.questions.map(({ message }) => message), ...report.warnings.map(({ message }) => message)];
  return new EngineError('invalid-input', `The file could not be imported without a decision: ${reasons.join(' ')} Import it first, with options that answer.`, { verdict: report.verdict, questions: report.questions, warnings: report.warnings });
}

/** In this order: an existing file (imported first), dataset@number, an id or unique prefix, a dataset's newest version. */
export async function findSnapshot(connection: Connection, reference: string): Promise<Snapshot> {
  const path = resolvePath(reference);
  // A pipe or a device is named as such; a folder may bear the name of a dataset.
  if (!existsSync(path) || statSync(path).isDirectory()) return connection.client.call('datasets.snapshot', { ref: reference });
  const { ticket } = await connection.client.call('files.grant', { path });
  const report = await connection.runJob('datasets.import', { ticket });
  if (!report.snapshot) throw refusedImport(report);
  return report.snapshot;
}

/** `champion`, `challenger`, `NAME@champion`, `NAME@3`, `best` (of the newest race), a run's number, its id or a unique prefix of at least 6 characters. */
export async function findRun(connection: Connection, reference: string): Promise<Run> {
  const registered = await findRegistered(connection, reference);
  if (registered) return registered;
  if (reference === 'best') return findBest(connection);
  const runs = await connection.client.call('tracking.runs', { includeDeleted: true });
  const found = runs.filter((run) => run.id === reference || String(run.number) === reference || (reference.length >= 6 && run.id.startsWith(reference)));
  const [run, another] = found;
  if (!run) throw new EngineError('not-found', `There is no run ${reference}. List them with the command runs.`, { reference });
  if (another && run.id !== reference) throw new EngineError('invalid-input', `${reference} fits more than one run. Give more characters of its id.`, { found: found.map(({ id }) => id) });
  return run;
}

async function findBest({ client }: Connection): Promise<Run> {
  const experiments = await client.call('tracking.experiments', {});
  const newest = experiments.reduce<(typeof experiments)[number] | null>((latest, each) => (latest === null || each.number > latest.number ? each : latest), null);
  if (newest?.best) return (await client.call('tracking.run', { runId: newest.best })).run;
  throw new EngineError('not-found', 'There is no finished race yet. Train first.');
}

async function findRegistered(connection: Connection, reference: string): Promise<Run | null> {
  const { runId } = await connection.client.call('registry.resolve', { ref: reference });
  return runId === null ? null : (await connection.client.call('tracking.run', { runId })).run;
}

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A row given as a JSON object, as a table of one row. Column names may be anything, `__proto__` included. */
export function parseRow(text: string): { columns: string[]; rows: (string | number | boolean | null)[][] } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new EngineError('invalid-input', `--row is not JSON: ${error instanceof Error ? error.message : String(error)}. Give an object such as {"price": 8}.`, {}, { cause: error });
  }
  const entries = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : null;
  const checked = entries?.map(([name, value]) => [name, rowSchema.valueType.safeParse(value)] as const);
  if (!checked || checked.length === 0 || checked.some(([, value]) => !value.success)) {
    throw new EngineError('invalid-input', '--row must be a JSON object of column names and plain values, such as {"price": 8, "product_color": "white"}.');
  }
  return { columns: checked.map(([name]) => name), rows: [checked.map(([, value]) => value.data ?? null)] };
}
