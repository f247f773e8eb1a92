/**
 * Runs as an MLflow file store: one run, a race, or the whole project with its registered models. A race becomes an
 * experiment. `mlflow migrate-filestore` lifts the store into the database that MLflow now prefers.
 */
import { pathToFileURL } from 'node:url';
import type { ExportSubject } from '@shared/areas/interop';
import { isModelKind, type Experiment, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';
import type { ExportFile } from '../exportFiles';
import { isData, type ExportContext, type Exporter, type ExportSources } from '../exporter';
import { readModelSource } from '../models/modelSource';
import { modelFolder } from './modelFolder';
import { experimentIdOf, limits, runIdOf } from './storeNames';
import { writeYaml } from './storeYaml';
import { writeRegistry } from './writeRegistry';
import { writeRun } from './writeRun';

const { lost, progress, refused } = interopMessages;

export const mlflowExporter: Exporter = {
  format: 'mlflow',
  refuse: (subject) => (isData(subject) ? refused.notARun('MLflow') : null),
  async write(sources, subject, folder, context) {
    const runs = runsOf(sources, subject);
    if (runs.length === 0) throw new EngineError('not-found', refused.noRuns);
    const prefix = folder === null ? 'mlruns/' : '';
    const root = folder === null ? './mlruns' : pathToFileURL(folder).href.replace(/\/$/, '');
    const notExpressible = new Set<string>([lost.endTime, lost.rowPredictions, ...(folder === null ? [lost.relativePaths] : [])]);
    const files: ExportFile[] = [];
    const experiments = new Map<string, Experiment>();
    for (const [i, run] of runs.entries()) {
      context.signal.throwIfAborted();
      context.report({ fraction: (0.85 * i) / runs.length, title: progress.runs(i + 1, runs.length) });
      const detail = sources.tracking.runDetail(run.id);
      experiments.set(detail.experiment.id, detail.experiment);
      const place = placeOf(root, run.experimentId);
      const written = writeRun(detail, sources.datasets.snapshot(run.snapshotId), place);
      written.notExpressible.forEach((line) => notExpressible.add(line));
      files.push(...written.files, ...(await modelOf(sources, run, `${place.experimentId}/${runIdOf(run.id)}/artifacts/model/`, context, notExpressible)));
    }
    for (const experiment of experiments.values()) files.push(experimentMeta(sources, experiment, root));
    if ('project' in subject) {
      const known = new Map(runs.map((run) => [run.id, run]));
      const models = await sources.registry.handlers['registry.models']({}, context);
      files.push(...writeRegistry(models, (runId) => addressOf(known.get(runId), root)));
    }
    return {
      name: nameOf(subject, runs),
      files: [...distinct(files).map((file) => ({ ...file, path: `${prefix}${file.path}` })), { path: 'README.txt', contents: readme(folder), keepExisting: true }],
      notExpressible: [...notExpressible],
    };
  },
};

/** Those in the trash too: MLflow keeps deleted runs as such. */
function runsOf({ tracking }: ExportSources, subject: ExportSubject): readonly Run[] {
  if ('runId' in subject) return [tracking.findRun(subject.runId)];
  if ('experimentId' in subject) return tracking.runsOfExperiment(subject.experimentId);
  return tracking.listRunsWithDeleted();
}

async function modelOf(sources: ExportSources, run: Run, prefix: string, context: ExportContext, notExpressible: Set<string>): Promise<ExportFile[]> {
  if (!isModelKind(run.model)) {
    notExpressible.add(lost.seriesModel(run.number));
    return [];
  }
  if (run.state !== 'finished') return [];
  const source = await readModelSource(sources, run.id, 'MLflow', context.signal);
  notExpressible.add(lost.encodedOnly);
  return modelFolder(source, prefix).map((file) => context.stage(file));
}

function placeOf(root: string, experimentId: string): { experimentId: string; artifactLocation: string } {
  const id = experimentIdOf(experimentId);
  return { experimentId: id, artifactLocation: `${root}/${id}` };
}

function addressOf(run: Run | undefined, root: string): string | null {
  if (!run || run.state !== 'finished') return null;
  return `${placeOf(root, run.experimentId).artifactLocation}/${runIdOf(run.id)}/artifacts/model`;
}

function experimentMeta({ datasets }: ExportSources, experiment: Experiment, root: string): ExportFile {
  const { experimentId, artifactLocation } = placeOf(root, experiment.id);
  const { datasetName, number } = datasets.snapshot(experiment.snapshotId);
  // Names are unique in a store, and a store may hold several projects.
  const mark = ` (${experiment.id.slice(-6)})`;
  const name = `Race ${experiment.number}: ${experiment.request.target} of ${datasetName}@${number}`.slice(0, limits.experimentName - mark.length) + mark;
  const contents = writeYaml({ artifact_location: artifactLocation, creation_time: experiment.createdAt, experiment_id: experimentId, last_update_time: experiment.createdAt, lifecycle_stage: 'active', name });
  return { path: `${experimentId}/meta.yaml`, contents };
}

/** Runs of one race share their data's file. */
function distinct(files: readonly ExportFile[]): ExportFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function nameOf(subject: ExportSubject, [run]: readonly Run[]): string {
  return 'runId' in subject && run ? `run-${run.number}-mlflow` : 'mlflow';
}

function readme(folder: string | null): string {
  const source = folder === null ? 'mlruns' : '.';
  return [
    'Runs of Almanac as an MLflow file store',
    '',
    'A race is an experiment. Of a score, `rmsle` is the mean over the folds, `rmsle.sd` its spread, and `rmsle.fold` the',
    'folds themselves, with the number of the fold as step. Each finished run has its model under artifacts/model.',
    '',
    'MLflow 3.13 and later want a database; this makes one and shows it:',
    `  mlflow migrate-filestore --source ${source} --target sqlite:///mlflow.db`,
    '  mlflow ui --backend-store-uri sqlite:///mlflow.db',
    '',
    folder === null
      ? 'Artifact addresses are relative to this folder: start MLflow here.'
      : 'Artifact addresses are absolute, as MLflow has it: where the folder is moved, export again.',
    '',
  ].join('\n');
}
