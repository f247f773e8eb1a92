import { expect, test } from 'vitest';
import { openDatasets } from '../datasets/openDatasets';

test('rules and results that an earlier release wrote are read as those of today', async () => {
  const open = openDatasets();
  const { id, datasetId } = await open.stored('price,size\n5,S\n-1,M\n7,\n');
  const check = { check: 'range', column: 'price', min: 0, max: 10, severity: 'warning', allow: 0.5, evidence: 'seen from 5 to 7' };
  const schema = { format: 'almanac-schema', formatVersion: 1, columns: [{ name: 'price', type: 'integer', nullable: false }, { name: 'size', type: 'category', nullable: true }], checks: [{ check: 'type', column: 'price', type: 'integer', severity: 'critical', allow: 0 }, check] };
  const result = { check: 'range', column: 'price', severity: 'warning', success: true, failures: 1, failureShare: 1 / 3, sample: [{ row: 2, line: 3, value: -1 }], rule: 'between 0 and 10', observed: '-1 to 7', definition: check };
  open.db.prepare('insert into data_schemas (dataset_id, version, schema, saved_at) values (?, 1, ?, 5)').run(datasetId, JSON.stringify(schema));
  open.db.prepare('insert into validations (id, snapshot_id, success, statistics, results, created_at) values (?, ?, 1, ?, ?, 6)').run('old', id, JSON.stringify({ checks: 1, passed: 1, failed: 0, failingRows: 1 }), JSON.stringify([result]));

  const { quality, context } = open;
  const today = { check: 'range', column: 'price', args: { min: 0, max: 10 }, mostly: 0.5, severity: 'warning' };
  expect((await quality.handlers['quality.schema']({ datasetId }, context))?.schema).toMatchObject({ formatVersion: 2, columns: [{ name: 'price', type: 'integer' }, { name: 'size', type: 'any' }], checks: [today] });
  expect(quality.lastValidation(id)).toMatchObject({ results: [{ column: 'price', considered: 3, missing: 0, failures: 1, definition: today }] });
  expect(await quality.handlers['quality.history']({ datasetId }, context)).toMatchObject([{ number: 1, results: [{ column: 'price', check: 'range', success: true, failureShare: 1 / 3 }] }]);
  expect(await quality.handlers['quality.validate']({ snapshotId: id }, context)).toMatchObject({ success: true, statistics: { checks: 3, failed: 0 } });
});
