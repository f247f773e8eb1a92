/** drift, monitor run, monitor history, monitor alerts. */
import { z } from 'zod';
import { driftMethodNames, driftTypeSchema, type DriftReport, type DriftType } from '@shared/areas/monitoring';
import { driftMethodWords } from '@shared/messages/monitoring';
import { usageError, type Command, type CommandContext, type CommandOptions } from './command';
import { findSnapshot } from './references';
import { formatNumber, formatTable } from './table';

const comparing = {
  columns: { type: 'string', multiple: true },
  method: { type: 'string' },
  threshold: { type: 'string' },
  types: { type: 'string' },
  'drift-share': { type: 'string' },
  correction: { type: 'string' },
} as const;

export const driftCommand: Command = {
  name: 'drift',
  usage: 'drift --reference A --current B [--columns COL... --method NAME --threshold X --types JSON --drift-share X --correction none|benjamini-hochberg --fail-on-drift]',
  options: { ...comparing, reference: { type: 'string' }, current: { type: 'string' }, 'fail-on-drift': { type: 'boolean' } },
  async run(context) {
    const { options } = context;
    const settings = readSettings(options);
    const [referenceName, currentName] = [options.required('reference'), options.required('current')];
    const connection = await context.connect();
    const [reference, current] = [await findSnapshot(connection, referenceName), await findSnapshot(connection, currentName)];
    const report = await connection.client.call('monitoring.compare', { referenceId: reference.id, currentId: current.id, ...settings });
    return { json: driftDocument(report), text: tellReport(report), exitCode: options.flag('fail-on-drift') && report.dataset.drifted ? 1 : 0 };
  },
};

function readSettings(options: CommandOptions) {
  const threshold = options.number('threshold');
  const driftShare = options.number('drift-share');
  if (threshold !== undefined && threshold < 0) throw usageError('--threshold needs a number that is not negative.');
  if (driftShare !== undefined && (driftShare < 0 || driftShare > 1)) throw usageError('--drift-share needs a number from 0 to 1.');
  const columns = options.list('columns').flatMap((list) => list.split(',')).filter((name) => name !== '');
  return {
    columns: columns.length === 0 ? undefined : columns,
    method: options.choice('method', driftMethodNames),
    threshold,
    types: readTypes(options.text('types')),
    driftShare,
    correction: options.choice('correction', ['none', 'benjamini-hochberg'] as const),
  };
}

function readTypes(text: string | undefined): Record<string, DriftType> | undefined {
  if (text === undefined) return undefined;
  try {
    return z.record(z.string(), driftTypeSchema).parse(JSON.parse(text));
  } catch {
    throw usageError('--types needs a JSON object of column names and num, cat or text, such as {"rating": "cat"}.');
  }
}

function driftDocument(report: DriftReport): unknown {
  return {
    reference: report.reference,
    current: report.current,
    dataset: report.dataset,
    columns: report.columns.map(({ column, type, method, score, threshold, drifted, reason, adjusted, effectSize, used, predictionChange, meaning, notes }) => ({ column, type, method, score, threshold, drifted, reason, adjusted, effectSize, used, predictionChange, meaning, notes })),
    prediction: report.prediction && { method: report.prediction.method, score: report.prediction.score, threshold: report.prediction.threshold, drifted: report.prediction.drifted, meaning: report.prediction.meaning },
    performance: report.performance,
    notes: report.notes,
  };
}

function tellReport(report: DriftReport): string {
  const { dataset } = report;
  const columns = [...report.columns].sort((a, b) => Number(b.drifted) - Number(a.drifted) || Number(a.method === null) - Number(b.method === null));
  return [
    `${dataset.driftedColumns} of ${dataset.compared} columns drifted (${Math.round(dataset.share * 100)} %); the table counts as drifted from ${Math.round(dataset.threshold * 100)} %: ${dataset.drifted ? 'drifted' : 'not drifted'}.`,
    formatTable(
      ['column', 'method', 'score', 'threshold', '', 'what it means'],
      columns.map(({ column, method, score, threshold, drifted, reason, meaning }) => [column, method === null ? '' : driftMethodWords[method].short, formatNumber(score), formatNumber(threshold), drifted ? 'drift' : '', reason ?? meaning]),
    ),
    ...report.notes,
  ].join('\n');
}

export const monitorRunCommand: Command = {
  name: 'monitor run',
  usage: 'monitor run --current SNAPSHOT [--reference SNAPSHOT --columns COL... --method NAME --threshold X --types JSON]',
  options: { ...comparing, reference: { type: 'string' }, current: { type: 'string' } },
  async run(context) {
    const settings = readSettings(context.options);
    const currentName = context.options.text('current') ?? context.arguments[0];
    if (currentName === undefined) throw usageError('--current is needed: the version to look at.');
    const referenceName = context.options.text('reference');
    const connection = await context.connect();
    const current = await findSnapshot(connection, currentName);
    const reference = referenceName === undefined ? undefined : await findSnapshot(connection, referenceName);
    const { run, alerts } = await connection.runJob('monitoring.run', { referenceId: reference?.id, currentId: current.id, ...settings });
    return {
      json: { run, snapshots: [run], alerts },
      text: [`Look ${run.number}: ${run.dataset.driftedColumns} of ${run.dataset.compared} columns of ${run.current.datasetName}@${run.current.number} drifted against ${run.reference.datasetName}@${run.reference.number}.`, ...alerts.map(({ kind, message }) => `${kind}: ${message}`)].join('\n'),
    };
  },
};

export const monitorHistoryCommand: Command = {
  name: 'monitor history',
  usage: 'monitor history [SNAPSHOT]',
  options: {},
  async run(context) {
    const connection = await context.connect();
    const name = context.arguments[0];
    const datasetId = name === undefined ? undefined : (await findSnapshot(connection, name)).datasetId;
    const runs = await connection.client.call('monitoring.runs', { datasetId });
    return {
      json: { snapshots: runs },
      text: formatTable(['look', 'when', 'version', 'against', 'drifted', 'mae'], runs.map((run) => [String(run.number), new Date(run.createdAt).toISOString().slice(0, 16).replace('T', ' '), `${run.current.datasetName}@${run.current.number}`, `${run.reference.datasetName}@${run.reference.number}`, `${run.dataset.driftedColumns} of ${run.dataset.compared}`, formatNumber(run.mae)])),
    };
  },
};

export const monitorAlertsCommand: Command = {
  name: 'monitor alerts',
  usage: 'monitor alerts',
  options: {},
  async run(context: CommandContext) {
    const connection = await context.connect();
    const { alerts, events, notices, unseen } = await connection.client.call('monitoring.alerts', {});
    return {
      json: { alerts, events, notices, unseen },
      text: alerts.length === 0 ? 'No alert is pending or firing.' : formatTable(['state', 'severity', 'alert', 'since'], alerts.map(({ state, severity, message, since, muted }) => [muted ? `${state}, muted` : state, severity, message, new Date(since).toISOString().slice(0, 10)])),
    };
  },
};
