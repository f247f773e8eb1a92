/** demo: the main job on the shipped shop, from CSV to report. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { resolvePath, saveOutput, type Command } from './command';
import { formatNumber } from './table';

export const demoCommand: Command = {
  name: 'demo',
  usage: 'demo [-o DIR]',
  options: { output: { type: 'string', short: 'o' } },
  async run(context) {
    const folder = resolvePath(context.options.text('output') ?? 'almanac-demo');
    const connection = await context.connect();
    const { client, runJob } = connection;
    mkdirSync(folder, { recursive: true });

    context.say('Importing the summer shop');
    const { ticket } = await client.call('files.grant', { path: join(context.resourcesDir, 'samples', 'summer-shop.csv') });
    const report = await runJob('datasets.import', { ticket, name: 'summer-shop' });
    const { snapshot } = report;
    if (!snapshot) throw new EngineError('internal', 'The shipped sample could not be imported.', { verdict: report.verdict });
    const weekly = await client.call('files.grant', { path: join(context.resourcesDir, 'samples', 'online-retail-weekly.csv') });
    const weeklyReport = await runJob('datasets.import', { ticket: weekly.ticket, name: 'online-retail-weekly' });
    const weeklyProfile = weeklyReport.snapshot ? await client.call('quality.profile', { snapshotId: weeklyReport.snapshot.id }) : null;

    context.say('Checking it');
    const validation = await runJob('quality.validate', { snapshotId: snapshot.id });
    const setup = await client.call('tracking.proposeSetup', { snapshotId: snapshot.id });
    if (setup.target === null) throw new EngineError('internal', 'No target was found in the shipped sample.');

    context.say('Training and comparing models');
    const race = await runJob('tracking.train', {
      snapshotId: snapshot.id,
      target: setup.target,
      exclude: setup.exclude.map(({ column }) => column),
      split: setup.groupBy === null ? 'kfold' : 'group',
      groupBy: setup.groupBy ?? undefined,
      oneRowPer: setup.oneRowPer ?? undefined,
      seed: context.seed,
      level: context.level,
    });
    const { experiment, runs } = await client.call('tracking.experiment', { experimentId: race.experimentId });
    const best = runs.find(({ id }) => id === race.best);
    const baseline = runs.find(({ id }) => id === race.baseline);
    if (!best || !baseline) throw new EngineError('internal', 'The race on the shipped sample has no winner.');
    const comparison = await client.call('tracking.compare', { runIds: [best.id, baseline.id] });
    const gate = await runJob('registry.gate', { runId: best.id });
    await client.call('registry.promote', { runId: best.id, alias: 'champion', reason: 'Best of the demo race', gateId: gate.gateId });

    context.say('Forecasting and writing the report');
    const scored = await runJob('forecasting.score', { model: best.id, snapshotId: snapshot.id, level: context.level });
    const forecastPath = join(folder, 'forecast.csv');
    await saveOutput(connection, scored.file, forecastPath);
    const subject = { forecastId: scored.forecast.id };
    const html = await saveOutput(connection, await runJob('reports.write', { subject, format: 'html' }), join(folder, 'report.html'));
    const csv = await saveOutput(connection, await runJob('reports.write', { subject, format: 'csv' }), join(folder, 'report.csv'));

    const metric = experiment.metric;
    const score = best.metrics[metric]?.mean ?? null;
    const against = baseline.metrics[metric]?.mean ?? null;
    return {
      json: {
        project: context.projectDir,
        snapshot: snapshot.id,
        rows: snapshot.rows,
        checks: validation.statistics,
        experiment: experiment.id,
        best: { id: best.id, model: best.model, metric, mean: score },
        baseline: { id: baseline.id, model: baseline.model, metric, mean: against },
        verdict: comparison.pairs[0]?.verdict ?? null,
        gate: gate.verdict,
        forecast: scored.forecast,
        weekly: weeklyReport.snapshot && weeklyProfile ? { snapshot: weeklyReport.snapshot.id, rows: weeklyReport.snapshot.rows, alerts: weeklyProfile.alerts.length } : null,
        paths: { html: html.written, csv: csv.written, forecast: forecastPath },
      },
      text: [
        `Imported ${snapshot.rows} listings; ${validation.statistics.passed} of ${validation.statistics.checks} checks pass.`,
        `Best: ${best.model}, ${metric} ${formatNumber(score)} against ${formatNumber(against)} for the baseline (${baseline.model}); ${comparison.pairs[0]?.reason ?? ''}`,
        `Left out, since they give the answer away: ${experiment.leakage.filter(({ leak, excluded }) => leak && excluded).map(({ column }) => column).join(', ') || 'nothing'}`,
        `Report: ${html.written}`,
        `Forecast: ${forecastPath}`,
      ].join('\n'),
    };
  },
};
