/** Single checks with `op`: one request in, one answer out. */
import { describe, expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { createCheckRequests } from '@engine/interop/checkRequests';
import { createTableSession } from '@engine/storage/tableSession';

const requests = createCheckRequests({ clock: { now: () => Date.UTC(2026, 10, 26, 12) }, tables: createTableSession({ tempDir: tmpdir(), memoryLimitMiB: 256, threads: 1 }) });
const ask = (request: Readonly<Record<string, unknown>>) => requests.answer(request);

describe('columns and profiles', () => {
  test.each([
    [{ op: 'almost-constant-columns', threshold: 0.75, columns: { a: [1, 1, 1, 2], b: [1, 2, 3, 4], c: [null, null, 5, 5] } }, { count: 1 }],
    [{ op: 'constant-columns', columns: { a: [1, 1], b: [1, null], c: [null, null] } }, { count: 3 }],
    [{ op: 'almost-duplicated-columns', threshold: 0.5, columns: { a: [1, 1, null], b: [1, 1, 1], c: [1, 1, 1.5] } }, { count: 1 }],
    [{ op: 'empty-columns', columns: { a: [null, { $num: 'NaN' }], b: [0, null] } }, { count: 1 }],
    [{ op: 'duplicated-columns', columns: { a: [1, 2], b: [1, 2], c: [1, 2] } }, { count: 3 }],
    [{ op: 'almost-duplicated-columns', threshold: 0.5, columns: { a: { tile: [1, 2], n: 2 }, b: [1, 2, 0, 0] } }, { count: 1 }],
    [{ op: 'missing-values-count', columns: { a: [1, null], b: [{ $num: 'NaN' }, null] } }, { count: 3 }],
    [{ op: 'imbalance-score', class_counts: [75, 25] }, { score: 1 - (0.75 * Math.log2(4 / 3) + 0.25 * 2), alert: false }],
    [{ op: 'imbalance-score', class_counts: [9] }, { score: 0, alert: false }],
    [{ op: 'alert', rule: 'skewness', value: -20.5 }, { alert: true }],
    [{ op: 'alert', rule: 'infinite', share: 0.01 }, { alert: false }],
    [{ op: 'alert', rule: 'constant', distinct: 1 }, { alert: true }],
    [{ op: 'alert', rule: 'unique', distinct: 8, n: 9 }, { alert: false }],
    [{ op: 'alert', rule: 'uniform', p_value: 0.9995 }, { alert: true }],
  ])('%j', async (request, answer) => {
    expect(await ask(request)).toMatchObject(answer);
  });
});

describe('the life of an alert', () => {
  test('it fires on the breach that ends the pending period, and falls back at once', async () => {
    const evaluations = [false, true, true, true, false];
    expect(await ask({ op: 'alert-lifecycle', interval_s: 60, pending_s: 120, breached: evaluations })).toEqual({
      states: ['Normal', 'Pending', 'Pending', 'Alerting', 'Normal'],
      state: 'Normal',
      fires_at: 4,
      notifications: [null, null, null, 'Alerting', 'Resolved'],
    });
  });

  test('without a pending period at once; it goes on firing as long as it is told to; silence and errors are states of their own', async () => {
    expect(await ask({ op: 'alert-lifecycle', interval: '1m', keep_firing_for: '1m', conditions: ['breached', 'normal', 'normal', null, 'error'] })).toMatchObject({ states: ['Alerting', 'Recovering', 'Normal', 'NoData', 'Error'] });
  });
});

describe('schemas', () => {
  test.each([
    [{ op: 'fields-match', mode: 'partial', fields: ['a', 'b'], labels: ['z', 'b'] }, { valid: true }],
    [{ op: 'fields-match', mode: 'partial', fields: ['a', 'b'], labels: ['z'] }, { valid: false }],
    [{ op: 'fields-match', mode: 'equal', fields: ['a', 'b'], labels: ['a'] }, { valid: false }],
    [{ op: 'primary-key', key: 'a', fields: ['a', 'b'], rows: [[1, 1], [2, 1]] }, { valid: true }],
    [{ op: 'primary-key', key: ['a', 'b'], fields: ['a', 'b'], rows: [[1, 1], [1, 1]] }, { valid: false, rows: [2] }],
    [{ op: 'unique-keys', keys: [['a']], fields: ['a'], rows: [[null], [null], [1]] }, { valid: true }],
    [{ op: 'unique-key', key: ['a'], fields: ['a'], rows: [{ a: 1 }, { a: 1 }] }, { valid: false }],
    [{ op: 'foreign-key', key: ['b'], fields: ['b'], rows: [[1], [null], [3]], reference: { key: ['id'], fields: ['id'], rows: [[1], [2]] } }, { valid: false, rows: [3] }],
    [{ op: 'missing-values', schema_missing: ['NA'], cells: ['NA', ''] }, { column_without_own_list: [true, false], column_with_own_list: [true, false] }],
    [{ op: 'infer-schema', rows: [['1', 'x']] }, { names: ['field1', 'field2'], types: ['integer', 'string'] }],
    [{ op: 'parse-cell', type: 'date', format: 'any', text: '9 pm' }, { value: { $iso: '2026-11-26' }, valid: true }],
    [{ op: 'parse-cell', type: 'integer', text: '' }, { value: null, valid: true }],
  ])('%j', async (request, answer) => {
    expect(await ask(request)).toMatchObject(answer);
  });
});

describe('tables', () => {
  const rows = [['id', 'name'], [2, 'Ann'], [3, 'Bö'], [3, 'Bö'], [5, 'Cid']];

  test.each([
    ['duplicate-row', {}, [[4, null, 'duplicate-row']]],
    ['ascii-value', {}, [[3, 2, 'ascii-value'], [4, 2, 'ascii-value']]],
    ['sequential-value', { field: 'id' }, [[4, 1, 'sequential-value']]],
    ['sequential-value', { field: 'gone' }, [[null, null, 'check-error']]],
    ['forbidden-value', { field: 'name', values: ['Ann'] }, [[2, 2, 'forbidden-value']]],
    ['required-value', { field: 'name', values: ['Ann', 'Dora'] }, [[null, null, 'required-value']]],
    ['row-constraint', { formula: 'id < 5' }, [[5, null, 'row-constraint']]],
    ['row-constraint', { formula: 'import(os)' }, [2, 3, 4, 5].map((row) => [row, null, 'row-constraint'])],
    ['table-dimensions', { minRows: 5, max_fields: 1 }, [[null, null, 'table-dimensions'], [null, null, 'table-dimensions']]],
    ['deviated-value', { field: 'id', interval: 1 }, [[null, null, 'deviated-value']]],
    ['deviated-value', { field: 'name' }, [[null, null, 'check-error']]],
    ['truncated-value', {}, []],
    ['deviated-cell', {}, []],
  ])('%s %j', async (op, options, errors) => {
    expect(await ask({ op, rows, ...options })).toEqual({ valid: errors.length === 0, errors });
  });

  test('values alone are a table of one column', async () => {
    expect(await ask({ op: 'ascii-value', values: ['a', 'ä', 3] })).toEqual({ flagged: 1, row_numbers: [3] });
    expect(await ask({ op: 'deviated-value', values: [1, null, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50], average: 'mode' })).toMatchObject({ outliers: [50], row_numbers: [13] });
    expect(await ask({ op: 'deviated-cell', values: [...Array.from({ length: 20 }, () => 'short'), 'a*6000'] })).toEqual({ flagged: 1 });
    expect(await ask({ op: 'deviated-value', values: [1] })).toEqual({ outliers: [], row_numbers: [], bounds: null });
  });

  test('CSV with notes above the header, and with a schema', async () => {
    expect(await ask({ op: 'csv-structure', csv: 'of May\na,b,c,d\n1,2,3,4\n5,6,7,8\n9,10,11' })).toEqual({ valid: false, errors: [[5, 4, 'missing-cell']] });
    const schema = { fields: [{ name: 'a', type: 'integer', constraints: { minimum: 2 } }] };
    expect(await ask({ op: 'csv-structure', csv: 'a\n1\nx', schema })).toMatchObject({ errors: [[2, 1, 'constraint-error'], [3, 1, 'type-error']] });
  });
});

test('a report keeps the kinds asked for, and no more than asked for', async () => {
  const csv = 'a,,a\n1\n\n1,2,3,4';
  const kinds = async (options: Readonly<Record<string, unknown>>): Promise<unknown> => (await ask({ op: 'csv-structure', csv, ...options }))['errors'];
  expect(await kinds({ pick_errors: ['#header'] })).toEqual([[null, 2, 'blank-label'], [null, 3, 'duplicate-label']]);
  expect(await kinds({ skipErrors: ['#label', 'blank-row'] })).toEqual([[2, 2, 'missing-cell'], [2, 3, 'missing-cell'], [4, 4, 'extra-cell']]);
  expect(await kinds({ limit_errors: 1 })).toHaveLength(1);
  expect(await ask({ op: 'csv-structure', csv: '' })).toEqual({ valid: false, errors: [[null, null, 'source-error']] });
});

test.each([
  [{}, /"op", "type", "check" or "schema"/],
  [{ op: 'nothing' }, /no operation nothing\. There are: parse-cell/],
  [{ op: 'alert', rule: 'colour' }, /no alert rule colour/],
  [{ op: 'alert', rule: 'missing' }, /needs a number: share/],
  [{ op: 'sequential-value', field: 'a' }, /needs a table/],
  [{ op: 'primary-key', key: ['z'], fields: ['a'], rows: [] }, /field z the table does not have/],
  [{ op: 'deviated-value', values: [1, 2], average: 'best' }, /not valid \(average\)/],
  [{ op: 'error-bias', top_error: 0.5 }, /top_error/],
])('%j is refused with its reason', async (request, reason) => {
  await expect(ask(request)).rejects.toThrow(reason);
});
