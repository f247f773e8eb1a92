/** Argo Workflows: a WorkflowTemplate, and a CronWorkflow where there is a schedule; folds and candidates are pods over a shared volume. */
import { stringify } from 'yaml';
import { exportMessages as words } from '@shared/messages/pipelineExports';
import type { ExportTask } from './exportPlan';
import { minuteCron, oneLine, type PipelineExporter } from './pipelineExporter';

const mount = '/almanac';
const places = { ALMANAC_FILE: '{{workflow.parameters.file}}', ALMANAC_PROJECT: `${mount}/project`, ALMANAC_OUTPUT: `${mount}/output`, ALMANAC_FITS: `${mount}/fits` };

export const argo: PipelineExporter = ({ definition, tasks, cron, timeZone, notExpressible }, image) => {
  const { name } = definition;
  const schedule = cron === null ? null : minuteCron(cron);
  const spec = {
    entrypoint: 'pipeline',
    arguments: { parameters: [{ name: 'file', value: `${mount}/data.csv` }] },
    volumes: [{ name: 'almanac', persistentVolumeClaim: { claimName: 'almanac' } }],
    templates: [{ name: 'pipeline', dag: { tasks: chain(tasks) } }, ...tasks.flatMap((task) => templatesOf(task, image))],
  };
  const template = { apiVersion: 'argoproj.io/v1alpha1', kind: 'WorkflowTemplate', metadata: { name, annotations: { 'workflows.argoproj.io/title': oneLine(definition.title) } }, spec };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'almanac' }, spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '10Gi' } } } };
  const timed = schedule && {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'CronWorkflow',
    metadata: { name },
    spec: { schedules: [schedule.cron], timezone: timeZone, concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600, workflowSpec: { workflowTemplateRef: { name } } },
  };
  const write = (document: unknown): string => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
  return {
    files: { 'workflow-template.yaml': write(template), 'volume.yaml': write(claim), ...(timed ? { 'cron-workflow.yaml': write(timed) } : {}) },
    notExpressible: [...notExpressible, ...(schedule?.hadSeconds ? [words.left.cron(cron ?? '')] : [])],
  };
};

function chain(tasks: readonly ExportTask[]): unknown[] {
  const nodes: { name: string; template: string; dependencies?: string[]; arguments?: unknown; withItems?: unknown }[] = [];
  for (const { name, fanOut } of tasks) {
    const before = nodes.at(-1)?.name;
    const waits = before === undefined ? {} : { dependencies: [before] };
    if (!fanOut) {
      nodes.push({ name, template: name, ...waits });
      continue;
    }
    const items = fanOut.models.flatMap((model) => fanOut.folds.map((fold) => ({ model, fold })));
    const parameters = ['model', 'fold'].map((key) => ({ name: key, value: `{{item.${key}}}` }));
    nodes.push({ name: `${name}-fits`, template: `${name}-fits`, ...waits, arguments: { parameters }, withItems: items }, { name, template: name, dependencies: [`${name}-fits`] });
  }
  return nodes;
}

function templatesOf(task: ExportTask, image: string): unknown[] {
  if (task.waits) return [{ name: task.name, suspend: {} }];
  const settings = {
    ...(task.retry.limit > 0 ? { retryStrategy: { limit: String(task.retry.limit), retryPolicy: 'OnFailure', backoff: { duration: `${Math.max(1, Math.round(task.retry.delayMs / 1000))}s`, factor: String(task.retry.backoff) } } } : {}),
    ...(task.timeoutMs === null ? {} : { activeDeadlineSeconds: Math.ceil(task.timeoutMs / 1000) }),
  };
  const container = (lines: readonly string[], more: Readonly<Record<string, string>> = {}): unknown => ({
    image,
    command: ['sh', '-ec'],
    args: [['mkdir -p "$ALMANAC_PROJECT" "$ALMANAC_OUTPUT" "$ALMANAC_FITS"', ...lines].join('\n')],
    env: Object.entries({ ...places, ...more }).map(([name, value]) => ({ name, value })),
    volumeMounts: [{ name: 'almanac', mountPath: mount }],
  });
  const main = { name: task.name, ...settings, container: container(task.lines) };
  if (!task.fanOut) return [main];
  const fits = { name: `${task.name}-fits`, ...settings, inputs: { parameters: [{ name: 'model' }, { name: 'fold' }] }, container: container([task.fanOut.line], { MODEL: '{{inputs.parameters.model}}', FOLD: '{{inputs.parameters.fold}}' }) };
  return [fits, main];
}
