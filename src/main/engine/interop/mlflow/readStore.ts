/** Runs of an MLflow file store, as its own reader takes them (mlflow/store/fs2db, MLflow 3.17). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { z } from 'zod';
import type { ImportedRun } from '@shared/areas/interop';
import { interopMessages } from '@shared/messages/interop';
import { FolderReader } from '../readFolder';
import { metricOf, type MetricPoint } from './metricPoints';
import { readYaml } from './storeYaml';

export interface ReadRuns {
  readonly experiments: number;
  readonly runs: readonly Omit<ImportedRun, 'importedAt'>[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

const words = interopMessages.skipped;
const reserved = new Set(['tags', 'datasets', 'traces', 'models', '.trash']);
const mostBytes = { meta: 1 << 20, value: 1 << 20, metric: 64 << 20 };
const keyDepth = 8;

const textSchema = z.union([z.string(), z.number()]).transform(String);
const experimentSchema = z.object({ name: textSchema, lifecycle_stage: z.string().optional() });
const runMetaSchema = z.object({
  run_id: textSchema.optional(),
  run_uuid: textSchema.optional(),
  run_name: textSchema.nullish(),
  name: textSchema.nullish(),
  status: z.union([z.number(), z.string()]).optional(),
  start_time: z.number().int().nullish(),
  end_time: z.number().int().nullish(),
  lifecycle_stage: z.string().optional(),
});
const datasetSchema = z.object({ name: textSchema, digest: textSchema });
const inputSchema = z.object({ source_type: z.string(), source_id: textSchema, tags: z.record(z.string(), z.unknown()).nullish() });

const states: Readonly<Record<string, ImportedRun['state']>> = { 1: 'running', 2: 'scheduled', 3: 'finished', 4: 'failed', 5: 'killed', RUNNING: 'running', SCHEDULED: 'scheduled', FINISHED: 'finished', FAILED: 'failed', KILLED: 'killed' };

/** The store's root: the folder itself, or `mlruns` in it; null where there is none. */
export function findStore(folder: string): string | null {
  const isStore = (path: string): boolean => new FolderReader().folders(path).some((each) => existsSync(join(each.path, 'meta.yaml')));
  return [join(folder, 'mlruns'), folder].find(isStore) ?? null;
}

export async function readStore(root: string, signal: AbortSignal): Promise<ReadRuns> {
  const reader = new FolderReader();
  const skipped: { path: string; reason: string }[] = [];
  const runs: Omit<ImportedRun, 'importedAt'>[] = [];
  let experiments = 0;
  const folders = [...reader.folders(root), ...reader.folders(join(root, '.trash')).map((each) => ({ ...each, name: `.trash/${each.name}` }))];
  for (const experiment of folders.filter(({ name }) => !reserved.has(name))) {
    const meta = readMeta(reader, experiment.path, experimentSchema);
    if ('reason' in meta) {
      skipped.push({ path: experiment.name, reason: meta.reason });
      continue;
    }
    experiments++;
    const isDeleted = experiment.name.startsWith('.trash/') || meta.value.lifecycle_stage === 'deleted';
    for (const folder of reader.folders(experiment.path).filter(({ name }) => !reserved.has(name))) {
      signal.throwIfAborted();
      // The engine answers others between two runs.
      await immediate();
      const run = readRun(reader, folder.path, meta.value.name, isDeleted);
      if ('reason' in run) skipped.push({ path: `${experiment.name}/${folder.name}`, reason: run.reason });
      else runs.push(run.value);
    }
  }
  return { experiments, runs, skipped };
}

type Read<T> = { readonly value: T } | { readonly reason: string };

function readMeta<S extends z.ZodType>(reader: FolderReader, folder: string, schema: S): Read<z.output<S>> {
  const text = reader.text(join(folder, 'meta.yaml'), mostBytes.meta);
  if (text === null) return { reason: words.noMeta };
  try {
    const parsed = schema.safeParse(readYaml(text));
    return parsed.success ? { value: parsed.data } : { reason: words.brokenMeta(parsed.error.issues[0]?.message ?? '') };
  } catch (error) {
    return { reason: words.brokenMeta(error instanceof Error ? error.message : String(error)) };
  }
}

function readRun(reader: FolderReader, folder: string, experiment: string, isDeleted: boolean): Read<Omit<ImportedRun, 'importedAt'>> {
  const meta = readMeta(reader, folder, runMetaSchema);
  if ('reason' in meta) return meta;
  const { run_id, run_uuid, run_name, name, status, start_time, end_time, lifecycle_stage } = meta.value;
  const id = run_uuid ?? run_id ?? '';
  if (!/^[\w-]{1,64}$/.test(id)) return { reason: words.badName };
  const parameters = readValues(reader, join(folder, 'params'));
  const tags = readValues(reader, join(folder, 'tags'));
  const metrics = readMetrics(reader, join(folder, 'metrics'));
  if ('reason' in parameters) return parameters;
  if ('reason' in tags) return tags;
  if ('reason' in metrics) return metrics;
  return {
    value: {
      id: `mlflow-${id}`,
      source: 'mlflow',
      experiment,
      name: run_name ?? name ?? tags.value['mlflow.runName'] ?? id,
      state: states[String(status ?? 1)] ?? 'running',
      startedAt: start_time ?? null,
      endedAt: end_time ?? null,
      parameters: parameters.value,
      tags: tags.value,
      metrics: metrics.value,
      datasets: readDatasets(reader, folder),
      deleted: isDeleted || lifecycle_stage === 'deleted',
    },
  };
}

/** Keys with a slash are folders. */
function readValues(reader: FolderReader, folder: string): Read<Record<string, string>> {
  const values: [string, string][] = [];
  for (const { name, path } of reader.filesBelow(folder, keyDepth)) {
    const text = reader.text(path, mostBytes.value);
    if (text === null) return { reason: words.tooLarge(name) };
    values.push([name, text.replaceAll(/\r\n?/g, '\n')]);
  }
  return { value: Object.fromEntries(values) };
}

function readMetrics(reader: FolderReader, folder: string): Read<ImportedRun['metrics']> {
  const metrics: [string, ImportedRun['metrics'][string]][] = [];
  for (const { name, path } of reader.filesBelow(folder, keyDepth)) {
    const text = reader.text(path, mostBytes.metric);
    if (text === null) return { reason: words.tooLarge(name) };
    const points: MetricPoint[] = [];
    for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
      const point = parsePoint(line);
      if (!point) return { reason: words.badMetric(name) };
      points.push(point);
    }
    metrics.push([name, metricOf(points)]);
  }
  return { value: Object.fromEntries(metrics) };
}

/** `time value [step [dataset digest]]`; "not a number" and infinities as Python writes them have no value here. */
function parsePoint(line: string): MetricPoint | null {
  const [time, value, step = '0', ...rest] = line.trim().split(' ');
  if (time === undefined || value === undefined || rest.length > 2 || !/^-?\d{1,16}$/.test(time) || !/^-?\d{1,15}(\.\d+)?$/.test(step)) return null;
  const isWord = /^[+-]?(nan|inf|infinity)$/i.test(value);
  if (!isWord && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return null;
  const number = Number(value);
  return { time: Number(time), step: Number(step), value: isWord || !Number.isFinite(number) ? null : number };
}

function readDatasets(reader: FolderReader, folder: string): ImportedRun['datasets'] {
  return reader.folders(join(folder, 'inputs')).flatMap((input) => {
    const meta = readMeta(reader, input.path, inputSchema);
    if ('reason' in meta || meta.value.source_type !== 'DATASET' || !/^[\w-]{1,64}$/.test(meta.value.source_id)) return [];
    const dataset = readMeta(reader, join(folder, '..', 'datasets', meta.value.source_id), datasetSchema);
    if ('reason' in dataset) return [];
    return [{ ...dataset.value, context: String(meta.value.tags?.['mlflow.data.context'] ?? '') }];
  });
}
