/** Runs of an MLflow database, whatever its revision: columns by name, the rest ignored. */
import { z } from 'zod';
import type { ImportedRun } from '@shared/areas/interop';
import { openForeignDatabase, type ForeignDatabase } from '../../storage/foreignDatabase';
import { metricOf, type MetricPoint } from './metricPoints';
import type { ReadRuns } from './readStore';

const textSchema = z.union([z.string(), z.number()]).transform(String);
const flagSchema = z.union([z.number(), z.boolean()]).transform(Boolean);
const experimentSchema = z.object({ experiment_id: textSchema, name: textSchema, lifecycle_stage: z.string().nullish() });
const runSchema = z.object({
  run_uuid: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  start_time: z.number().nullish(),
  end_time: z.number().nullish(),
  lifecycle_stage: z.string().nullish(),
  experiment_id: textSchema,
});
const valueSchema = z.object({ key: z.string(), value: z.string().nullable(), run_uuid: z.string() });
const metricSchema = z.object({ key: z.string(), value: z.number(), timestamp: z.number(), step: z.number(), is_nan: flagSchema, run_uuid: z.string() });
const datasetSchema = z.object({ dataset_uuid: z.string(), name: z.string(), digest: z.string() });
const inputSchema = z.object({ input_uuid: z.string(), source_type: z.string(), source_id: z.string(), destination_type: z.string(), destination_id: z.string() });
const inputTagSchema = z.object({ input_uuid: z.string(), name: z.string(), value: z.string() });

/** Infinities are stored as the largest double. */
const largest = 1.7976931348623157e308;
const states: Readonly<Record<string, ImportedRun['state']>> = { RUNNING: 'running', SCHEDULED: 'scheduled', FINISHED: 'finished', FAILED: 'failed', KILLED: 'killed' };

/** Throws `unreadable-file`. */
export function readDatabase(path: string): ReadRuns {
  const db = openForeignDatabase(path);
  try {
    const experiments = new Map(read(db, 'experiments', experimentSchema).map((each) => [each.experiment_id, each]));
    const parameters = valuesByRun(read(db, 'params', valueSchema));
    const tags = valuesByRun(read(db, 'tags', valueSchema));
    const metrics = pointsByRun(read(db, 'metrics', metricSchema));
    const datasets = datasetsByRun(db);
    const runs = read(db, 'runs', runSchema).map((run): Omit<ImportedRun, 'importedAt'> => {
      const experiment = experiments.get(run.experiment_id);
      const ownTags = tags.get(run.run_uuid) ?? {};
      return {
        id: `mlflow-${run.run_uuid}`,
        source: 'mlflow',
        experiment: experiment?.name ?? run.experiment_id,
        name: run.name ?? ownTags['mlflow.runName'] ?? run.run_uuid,
        state: states[run.status ?? 'RUNNING'] ?? 'running',
        startedAt: run.start_time ?? null,
        endedAt: run.end_time ?? null,
        parameters: parameters.get(run.run_uuid) ?? {},
        tags: ownTags,
        metrics: metrics.get(run.run_uuid) ?? {},
        datasets: datasets.get(run.run_uuid) ?? [],
        deleted: run.lifecycle_stage === 'deleted' || experiment?.lifecycle_stage === 'deleted',
      };
    });
    return { experiments: experiments.size, runs, skipped: [] };
  } finally {
    db.close();
  }
}

function read<S extends z.ZodObject>(db: ForeignDatabase, table: string, schema: S): z.output<S>[] {
  return z.array(schema).parse(db.rows(table, Object.keys(schema.shape)));
}

function valuesByRun(rows: readonly z.output<typeof valueSchema>[]): ReadonlyMap<string, Record<string, string>> {
  const byRun = new Map<string, [string, string][]>();
  for (const { run_uuid, key, value } of rows) append(byRun, run_uuid, [key, value ?? '']);
  return new Map([...byRun].map(([run, pairs]) => [run, Object.fromEntries(pairs)]));
}

function pointsByRun(rows: readonly z.output<typeof metricSchema>[]): ReadonlyMap<string, ImportedRun['metrics']> {
  const byRun = new Map<string, Map<string, MetricPoint[]>>();
  for (const { run_uuid, key, value, timestamp, step, is_nan } of rows) {
    const metrics = byRun.get(run_uuid) ?? new Map<string, MetricPoint[]>();
    byRun.set(run_uuid, metrics);
    append(metrics, key, { time: timestamp, step, value: is_nan || Math.abs(value) === largest ? null : value });
  }
  return new Map([...byRun].map(([run, metrics]) => [run, Object.fromEntries([...metrics].map(([key, points]) => [key, metricOf(points)]))]));
}

function datasetsByRun(db: ForeignDatabase): ReadonlyMap<string, ImportedRun['datasets']> {
  const datasets = new Map(read(db, 'datasets', datasetSchema).map((each) => [each.dataset_uuid, each]));
  const contexts = new Map(read(db, 'input_tags', inputTagSchema).filter(({ name }) => name === 'mlflow.data.context').map((tag) => [tag.input_uuid, tag.value]));
  const byRun = new Map<string, ImportedRun['datasets']>();
  for (const input of read(db, 'inputs', inputSchema)) {
    const dataset = input.source_type === 'DATASET' && input.destination_type === 'RUN' ? datasets.get(input.source_id) : undefined;
    if (dataset) append(byRun, input.destination_id, { name: dataset.name, digest: dataset.digest, context: contexts.get(input.input_uuid) ?? '' });
  }
  return byRun;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
