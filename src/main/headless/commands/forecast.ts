/** predict, report. */
import { extname } from 'node:path';
import type { Prediction } from '@shared/areas/forecasting';
import { stepsInQuestion } from '@shared/areas/intervals';
import { reportFormats } from '@shared/areas/reports';
import type { AlmanacContract } from '@shared/contract/contract';
import type { InputOf } from '@shared/contract/endpoint';
import type { Table } from '@shared/areas/common';
import { reachWords } from '@shared/messages/intervals';
import { argument, saveOutput, usageError, type Command, type CommandContext, type CommandResult, type Connection } from './command';
import { findRun, findSnapshot, parseRow } from './references';
import { formatNumber } from './table';

export const predictCommand: Command = {
  name: 'predict',
  usage: 'predict SNAPSHOT|--row JSON [--model champion|RUN|FILE.almanac.json] [-o OUT.csv]',
  options: { row: { type: 'string' }, model: { type: 'string' }, output: { type: 'string', short: 'o' } },
  async run(context) {
    const rowText = context.options.text('row');
    const table = rowText === undefined ? null : parseRow(rowText);
    const connection = await context.connect();
    const output = context.options.path('output');
    const model = context.options.text('model') ?? 'champion';
    if (/\.json$/i.test(model)) return predictWithFile(context, connection, table, output);
    const run = await findRun(connection, model);
    if (table) {
      const answer = await connection.client.call('forecasting.predict', { model: run.id, table, level: context.level });
      return {
        json: { run: run.id, predictions: answer.predictions.map(round), missingColumns: answer.missingColumns },
        text: answer.predictions.map(describe).join('\n'),
      };
    }
    const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot, or --row'));
    const { forecast, file } = await connection.runJob('forecasting.score', { model: run.id, snapshotId: snapshot.id, level: context.level });
    const saved = output === undefined ? null : await saveOutput(connection, file, output);
    const predictions = await readPredictions(connection, forecast.id, forecast.level);
    return {
      json: { run: run.id, forecast, predictions, ...(saved ?? {}) },
      text: [`Scored ${forecast.rows} rows: ${formatNumber(forecast.total)} in total, ${formatNumber(forecast.baselineTotal)} by the baseline; ${forecast.rowsOutside} rows lie outside what the model was trained on.`, ...(saved ? [`Written to ${saved.written}`] : [])].join('\n'),
    };
  },
};

/** A model file stands for itself: no run of this project needs to know it. */
async function predictWithFile(context: CommandContext, connection: Connection, table: Table | null, output: string | undefined): Promise<CommandResult> {
  const path = context.options.path('model') ?? '';
  const { ticket: file } = await connection.client.call('files.grant', { path });
  if (table) {
    const { predictions, missingColumns } = await connection.client.call('forecasting.predictWithFile', { file, table, level: context.level });
    return { json: { file: path, predictions, missingColumns }, text: predictions.map(describe).join('\n') };
  }
  const snapshot = await findSnapshot(connection, argument(context, 0, 'a snapshot, or --row'));
  const { file: scored, ...facts } = await connection.runJob('forecasting.scoreWithFile', { file, snapshotId: snapshot.id, level: context.level });
  const saved = output === undefined ? null : await saveOutput(connection, scored, output);
  return {
    json: { file: path, ...facts, ...(saved ?? {}) },
    text: [`Scored ${facts.rows} rows: ${formatNumber(facts.total)} in total; ${facts.rowsOutside} rows lie outside what the model was trained on.`, ...(saved ? [`Written to ${saved.written}`] : [])].join('\n'),
  };
}

function describe({ value, lower, upper, level, reach }: Prediction): string {
  const chances = stepsInQuestion(reach ?? []).map(({ step, probability }) => `${reachWords.atLeast(formatNumber(step))}: ${Math.round(probability * 100)} %`);
  return [`${formatNumber(value)} (${level * 100} % interval ${formatNumber(lower)} to ${formatNumber(upper)})`, ...chances.map((chance) => `  ${chance}`)].join('\n');
}

type PlainPrediction = Pick<Prediction, 'value' | 'lower' | 'upper' | 'level'>;

function round({ value, lower, upper, level, outside, reach }: Prediction): PlainPrediction & Pick<Prediction, 'outside' | 'reach'> {
  return { value, lower, upper, level, outside, ...(reach && { reach }) };
}

async function readPredictions(connection: Connection, forecastId: string, level: number): Promise<PlainPrediction[]> {
  const predictions: PlainPrediction[] = [];
  for (;;) {
    const page = await connection.client.call('forecasting.rows', { forecastId, offset: predictions.length, limit: 1000 });
    const at = (name: string): number => page.columns.lastIndexOf(name);
    const [value, lower, upper] = [at('value'), at('lower'), at('upper')];
    for (const row of page.rows) predictions.push({ value: Number(row[value]), lower: Number(row[lower]), upper: Number(row[upper]), level });
    if (predictions.length >= page.total || page.rows.length === 0) return predictions;
  }
}

export const reportCommand: Command = {
  name: 'report',
  usage: 'report RUN|forecast -o OUT.html|OUT.pdf|OUT.xlsx|OUT.csv',
  options: { output: { type: 'string', short: 'o' } },
  async run(context) {
    const path = context.options.path('output');
    if (path === undefined) throw usageError('-o FILE is needed.');
    const format = reportFormats.find((name) => `.${name}` === extname(path).toLowerCase());
    if (!format) throw usageError(`A report ends in ${reportFormats.map((name) => `.${name}`).join(' or ')}.`);
    const connection = await context.connect();
    const subject = await findSubject(connection, argument(context, 0, 'a run or a forecast'));
    const saved = await saveOutput(connection, await connection.runJob('reports.write', { subject, format }), path);
    return { json: saved, text: `Wrote ${saved.written} (sha256 ${saved.sha256.slice(0, 16)})` };
  },
};

/** `forecast` is the newest one; else a forecast's id or prefix, else a run. */
async function findSubject(connection: Connection, reference: string): Promise<InputOf<AlmanacContract['reports.write']>['subject']> {
  const batches = await connection.client.call('forecasting.list', {});
  const series = await connection.client.call('series.forecasts', {});
  const forecasts = [...batches.map(({ id, createdAt }) => ({ id, createdAt, subject: { forecastId: id } })), ...series.map(({ id, createdAt }) => ({ id, createdAt, subject: { seriesForecastId: id } }))].sort((a, b) => b.createdAt - a.createdAt);
  const found = reference === 'forecast' ? forecasts[0] : forecasts.find(({ id }) => id === reference || (reference.length >= 6 && id.startsWith(reference)));
  return found ? found.subject : { runId: (await findRun(connection, reference)).id };
}
