/** GitHub Actions: one job fits a model on a fold per runner, one gathers and carries out the rest; approval is an environment with reviewers. */
import { stringify } from 'yaml';
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { environment, type ExportTask } from './exportPlan';
import { minuteCron, oneLine, timeoutMinutes, type PipelineExporter } from './pipelineExporter';

interface Job {
  readonly name: string;
  readonly tasks: readonly ExportTask[];
  readonly matrixOf: ExportTask | null;
  readonly approval: boolean;
}

export const githubActions: PipelineExporter = ({ definition, tasks, cron, timeZone, notExpressible }, image) => {
  const schedule = cron === null ? null : minuteCron(cron);
  const jobs = jobsOf(tasks);
  const workflow = {
    name: oneLine(definition.title),
    on: { workflow_dispatch: { inputs: { file: { description: 'The new data file, within the repository', default: environment['ALMANAC_FILE'] } } }, ...(schedule ? { schedule: [{ cron: schedule.cron }] } : {}) },
    concurrency: { group: `almanac-${definition.name}` },
    permissions: { contents: 'read' },
    env: { ...environment, ALMANAC_FILE: `\${{ inputs.file || '${environment['ALMANAC_FILE']}' }}` },
    jobs: Object.fromEntries(jobs.map((job, i) => [job.name, jobText(job, jobs.slice(0, i), image)])),
  };
  return {
    files: { [`.github/workflows/${definition.name}.yml`]: stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false }) },
    notExpressible: [
      ...notExpressible,
      ...(schedule && timeZone !== 'UTC' ? [words.left.timeZone(timeZone)] : []),
      ...(schedule?.hadSeconds ? [words.left.cron(cron ?? '')] : []),
      ...tasks.filter(({ retry }) => retry.limit > 0).map(({ name }) => words.left.retry(name)),
    ],
  };
};

/** A job ends where work fans out or somebody has to agree; the project travels from job to job as an artifact. */
function jobsOf(tasks: readonly ExportTask[]): readonly Job[] {
  const jobs: Job[] = [];
  let open: ExportTask[] = [];
  let approval = false;
  const close = (): void => {
    if (open.length > 0) jobs.push({ name: open[0]?.name ?? '', tasks: open, matrixOf: null, approval });
    open = [];
    approval = false;
  };
  for (const task of tasks) {
    if (task.waits || task.fanOut) close();
    if (task.fanOut) jobs.push({ name: `${task.name}-fits`, tasks: [], matrixOf: task, approval: false });
    if (task.waits) approval = true;
    else open.push(task);
  }
  close();
  return jobs;
}

function jobText({ tasks, matrixOf, approval }: Job, before: readonly Job[], image: string): unknown {
  const previous = before.at(-1);
  const lastWithProject = before.findLast((job) => job.matrixOf === null);
  const needs = [...new Set([previous?.name, lastWithProject?.name].filter((name) => name !== undefined))];
  const minutes = tasks.map(timeoutMinutes).filter((each) => each !== null);
  const project = lastWithProject ? [{ name: 'The project so far', uses: 'actions/download-artifact@v4', with: { name: `project-${lastWithProject.name}` } }] : [];
  const base = { 'runs-on': 'ubuntu-latest', container: image, ...(needs.length > 0 ? { needs } : {}), ...(minutes.length > 0 ? { 'timeout-minutes': minutes.reduce((sum, each) => sum + each, 0) } : {}) };
  const prepare = { name: 'Folders', run: 'mkdir -p "$ALMANAC_PROJECT" "$ALMANAC_OUTPUT" "$ALMANAC_FITS"' };
  const checkout = { uses: 'actions/checkout@v4' };
  if (matrixOf?.fanOut) {
    const { models, folds, line } = matrixOf.fanOut;
    return {
      ...base,
      strategy: { matrix: { model: models, fold: folds } },
      steps: [checkout, ...project, prepare, { name: matrixOf.title, run: line, env: { MODEL: '${{ matrix.model }}', FOLD: '${{ matrix.fold }}' } }, { uses: 'actions/upload-artifact@v4', with: { name: 'fits-${{ matrix.model }}-${{ matrix.fold }}', path: environment['ALMANAC_FITS'] } }],
    };
  }
  const gathers = previous?.matrixOf ? [{ name: 'The fits', uses: 'actions/download-artifact@v4', with: { pattern: 'fits-*', path: environment['ALMANAC_FITS'], 'merge-multiple': true } }] : [];
  const name = tasks[0]?.name ?? '';
  return {
    ...base,
    ...(approval ? { environment: 'approval' } : {}),
    steps: [
      checkout,
      ...project,
      ...gathers,
      prepare,
      ...tasks.map((task) => ({ name: task.title, id: task.name, run: task.lines.join('\n') })),
      { name: 'Keep the project', uses: 'actions/upload-artifact@v4', with: { name: `project-${name}`, path: `${environment['ALMANAC_PROJECT']}\n${environment['ALMANAC_OUTPUT']}\n`, 'include-hidden-files': true } },
    ],
  };
}
