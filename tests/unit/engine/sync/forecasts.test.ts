/** Races over time series and forecasts of both kinds travel whole: the other device answers the same. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract } from '@shared/contract/contract';
import { openPair, syncAll, type Partner } from './shareHelpers';

function monthlyCsv(): string {
  const lines = ['month,shop,units'];
  for (let month = 0; month < 40; month++) {
    const day = new Date(Date.UTC(2021, month, 1)).toISOString().slice(0, 10);
    const season = 1 + 0.3 * Math.sin((2 * Math.PI * month) / 12);
    lines.push(`${day},North,${Math.round(100 * season)}`, `${day},South,${Math.round(20 + 4 * month * season)}`);
  }
  return `${lines.join('\n')}\n`;
}

async function done<T>({ finished }: Partner, { jobId }: { jobId: string }, parse: (value: unknown) => T): Promise<T> {
  const job = await finished(jobId);
  expect(job.error).toBeNull();
  return parse(job.result);
}

async function importMonths(partner: Partner, share: string): Promise<string> {
  const path = join(share, '../months.csv');
  writeFileSync(path, monthlyCsv());
  const { ticket } = await partner.client.call('files.grant', { path });
  const report = await done(partner, await partner.client.call('datasets.import', { ticket, name: 'months' }), (value) => contract['datasets.import'].output.parse(value));
  return report.snapshot?.id ?? '';
}

test('a backtest and its forecast answer the same on the other device, report included', async () => {
  const { ann, ben, share } = openPair();
  const snapshotId = await importMonths(ann, share);
  const proposal = await ann.client.call('series.propose', { snapshotId, horizon: 3 });
  if (!proposal.setup || proposal.target === null) throw new Error(proposal.problem ?? 'nothing proposed');
  const race = await done(ann, await ann.client.call('series.backtest', { snapshotId, target: proposal.target, setup: proposal.setup, models: ['naive', 'seasonal-naive', 'window-mean'] }), (value) => contract['series.backtest'].output.parse(value));
  const { experimentId } = race;
  const { forecast } = await done(ann, await ann.client.call('series.forecast', { runId: race.best ?? '' }), (value) => contract['series.forecast'].output.parse(value));
  await syncAll(share, ann, ben);

  const answers = async ({ client }: Partner): Promise<unknown[]> => [
    await client.call('series.overview', { experimentId }),
    await client.call('series.list', { experimentId }),
    await client.call('series.one', { experimentId, series: 1 }),
    await client.call('series.one', { experimentId, series: null }),
    await client.call('series.forecasts', {}),
    await client.call('series.forecastRows', { forecastId: forecast.id, offset: 0, limit: 100 }),
    await client.call('reports.preview', { subject: { seriesForecastId: forecast.id } }),
    await client.call('tracking.runs', {}),
  ];
  expect(await answers(ben)).toEqual(await answers(ann));
  expect(await ben.client.call('series.forecasts', {})).toHaveLength(1);
  expect(await ben.digest()).toBe(await ann.digest());

  // The digest covers forecasts: one more on one side shows, until it has travelled.
  await done(ben, await ben.client.call('series.forecast', { runId: race.runIds[0] ?? '' }), (value) => contract['series.forecast'].output.parse(value));
  expect(await ben.digest()).not.toBe(await ann.digest());
  await syncAll(share, ben, ann);
  expect(await ann.client.call('series.forecasts', {})).toHaveLength(2);
  expect(await answers(ann)).toEqual(await answers(ben));
  expect(await ann.digest()).toBe(await ben.digest());
});

test('a batch forecast arrives with its rows', async () => {
  const { ann, ben, share } = openPair();
  const snapshotId = await ann.importShop(1);
  const [runId = ''] = await ann.train(snapshotId);
  const { forecast } = await done(ann, await ann.client.call('forecasting.score', { model: runId, snapshotId }), (value) => contract['forecasting.score'].output.parse(value));
  await syncAll(share, ann, ben);
  const answers = async ({ client }: Partner): Promise<unknown[]> => [await client.call('forecasting.list', {}), await client.call('forecasting.rows', { forecastId: forecast.id, offset: 0, limit: 50 }), await client.call('reports.preview', { subject: { forecastId: forecast.id } })];
  expect(await answers(ben)).toEqual(await answers(ann));
  expect(await ben.client.call('forecasting.list', {})).toHaveLength(1);
  expect(await ben.digest()).toBe(await ann.digest());
});
