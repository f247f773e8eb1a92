/** One run as files of an MLflow store: meta.yaml, params, metrics, tags, its data as input, and artifacts. */
import type { Snapshot } from '@shared/areas/datasets';
import { metricNames, type Run, type RunDetail } from '@shared/areas/tracking';
import { interopMessages } from '@shared/messages/interop';
import { modelWords } from '@shared/messages/names';
import type { ExportFile } from '../exportFiles';
import { limits, md5, runIdOf, storeKey } from './storeNames';
import { writeYaml } from './storeYaml';

const words = interopMessages.lost;
/** RunStatus of MLflow's protocol. */
const statuses: Readonly<Record<Run['state'], number>> = { running: 1, finished: 3, failed: 4, cancelled: 5, interrupted: 5 };
const localSource = 4;

export interface WrittenRun {
  readonly files: readonly ExportFile[];
  readonly notExpressible: readonly string[];
}

export interface RunPlace {
  /** Id of the experiment in the store. */
  readonly experimentId: string;
  /** Address of the experiment's artifacts. */
  readonly artifactLocation: string;
}

export function writeRun(detail: RunDetail, snapshot: Snapshot, { experimentId, artifactLocation }: RunPlace): WrittenRun {
  const { run } = detail;
  const runId = runIdOf(run.id);
  const folder = `${experimentId}/${runId}`;
  const end = endOf(run);
  const lost: string[] = [];
  const text = (path: string, contents: string): ExportFile => ({ path: `${folder}/${path}`, contents });
  const meta = text(
    'meta.yaml',
    writeYaml({
      artifact_uri: `${artifactLocation}/${runId}/artifacts`,
      ...(run.deletedAt === null ? {} : { deleted_time: run.deletedAt }),
      end_time: end,
      entry_point_name: '',
      experiment_id: experimentId,
      lifecycle_stage: run.deletedAt === null ? 'active' : 'deleted',
      run_id: runId,
      run_name: runName(run),
      run_uuid: runId,
      source_name: '',
      source_type: localSource,
      source_version: '',
      start_time: run.createdAt,
      status: statuses[run.state],
      tags: [],
      user_id: '',
    }),
  );
  return {
    files: [
      meta,
      ...entries(run, paramsOf(run), limits.param, lost).map(([key, value]) => text(`params/${key}`, value)),
      ...entries(run, tagsOf(detail, snapshot), limits.tag, lost).map(([key, value]) => text(`tags/${key}`, value)),
      ...metricLines(run, end ?? run.createdAt, lost).map(([key, lines]) => text(`metrics/${key}`, lines)),
      ...datasetInput(runId, experimentId, snapshot),
      text('artifacts/almanac/run.json', `${JSON.stringify(detail, null, 2)}\n`),
    ],
    notExpressible: lost,
  };
}

export function runName(run: Run): string {
  return `run ${run.number}: ${modelWords[run.model].name}`;
}

/** Null while it runs. */
function endOf(run: Run): number | null {
  return run.state === 'running' ? null : run.createdAt + Math.round(run.durationMs);
}

function paramsOf({ parameters }: Run): [string, string][] {
  return Object.entries(parameters).map(([name, value]) => [name, String(value)]);
}

function tagsOf({ run, experiment }: RunDetail, snapshot: Snapshot): [string, string][] {
  return [
    ['mlflow.runName', runName(run)],
    ['mlflow.source.name', 'Almanac'],
    ['mlflow.source.type', 'LOCAL'],
    ...(run.notes === '' ? [] : [['mlflow.note.content', run.notes] satisfies [string, string]]),
    ['almanac.run', String(run.number)],
    ['almanac.race', String(experiment.number)],
    ['almanac.task', run.task],
    ['almanac.model', run.model],
    ['almanac.state', run.state],
    ...(run.failure === null ? [] : [['almanac.failure', run.failure] satisfies [string, string]]),
    ['almanac.target', run.target],
    ['almanac.metric', run.metric],
    ['almanac.dataset', `${snapshot.datasetName}@${snapshot.number}`],
    ['almanac.snapshot', snapshot.id],
    ['almanac.backend', run.backend],
    ['almanac.version', run.appVersion],
    ['almanac.uses_leak', String(run.usesLeak)],
    ...(run.tags.length === 0 ? [] : [['almanac.tags', run.tags.join(', ')] satisfies [string, string]]),
  ];
}

/** Keys the store takes, values it can hold; line ends as Python reads them. */
function entries(run: Run, pairs: readonly (readonly [string, string])[], longest: number, lost: string[]): [string, string][] {
  const used = new Set<string>();
  return pairs.map(([name, value]) => {
    const key = storeKey(name, used);
    if (key !== name) lost.push(words.renamed(run.number, name, key));
    const plain = value.replaceAll(/\r\n?/g, '\n');
    if (plain.length > longest) lost.push(words.longValue(run.number, name, longest));
    return [key, plain.slice(0, longest)];
  });
}

/** A score is one point, so that MLflow's table shows it; its folds are a series of its own, with folds as steps from 1. */
function metricLines(run: Run, time: number, lost: string[]): [string, string][] {
  const lines: [string, string][] = [];
  const point = (value: number, step: number): string => `${time} ${value} ${step}\n`;
  for (const name of metricNames) {
    const metric = run.metrics[name];
    if (!metric) continue;
    if (metric.mean === null) lost.push(words.undefinedScore(run.number, name));
    else lines.push([name, point(metric.mean, 0)]);
    if (metric.sd !== null) lines.push([`${name}.sd`, point(metric.sd, 0)]);
    // A fold without a score keeps its step as "not a number".
    if (metric.folds.length > 0) lines.push([`${name}.fold`, metric.folds.map((value, i) => (value === null ? `${time} nan ${i + 1}\n` : point(value, i + 1))).join('')]);
  }
  lines.push(['duration_ms', point(run.durationMs, 0)], ['rows', point(run.rows, 0)]);
  if (run.peakMemoryBytes !== null) lines.push(['peak_memory_bytes', point(run.peakMemoryBytes, 0)]);
  return lines;
}

const columnTypes: Readonly<Record<Snapshot['columns'][number]['type'], string>> = { integer: 'long', decimal: 'double', boolean: 'boolean', date: 'datetime', datetime: 'datetime', category: 'string', text: 'string', id: 'string' };

function datasetInput(runId: string, experimentId: string, snapshot: Snapshot): ExportFile[] {
  const name = snapshot.datasetName.slice(0, limits.datasetName);
  const digest = snapshot.id.slice(0, limits.digest);
  const datasetId = md5(name + digest);
  const schema = snapshot.columns.map((column) => ({ type: columnTypes[column.type], name: column.name, required: column.nulls === 0 }));
  return [
    {
      path: `${experimentId}/datasets/${datasetId}/meta.yaml`,
      contents: writeYaml({
        digest,
        name,
        profile: JSON.stringify({ num_rows: snapshot.rows, num_elements: snapshot.rows * snapshot.columns.length }),
        schema: JSON.stringify({ mlflow_colspec: schema }),
        source: JSON.stringify({ uri: snapshot.sourceName, sha256: snapshot.sourceSha256 }),
        source_type: 'local',
      }),
    },
    {
      path: `${experimentId}/${runId}/inputs/${md5(datasetId + runId)}/meta.yaml`,
      contents: writeYaml({ destination_id: datasetId, destination_type: 'RUN', source_id: datasetId, source_type: 'DATASET', tags: { 'mlflow.data.context': 'training' } }),
    },
  ];
}
