/** The scoring endpoint over a trained shop: MLflow's forms give the app's predictions, errors are in words, counts hold no values. */
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import { describe, expect, it } from 'vitest';
import type { Cell, Table } from '@shared/areas/common';
import { parseCsvRows } from '@engine/forecasting/serving/csvRows';
import { readInvocation } from '@engine/forecasting/serving/readInvocation';
import { toCsvLine } from '@engine/tracking';
import { makeProject, oneRow, shopCsv, type TestProject } from './project';

interface Served extends TestProject {
  readonly address: string;
  readonly token: string;
  post(body: unknown, type?: string): Promise<{ status: number; answer: unknown }>;
  expected(table: Table): Promise<number[]>;
}

async function serve(): Promise<Served> {
  const project = makeProject();
  const { experimentId } = await project.train(await project.importCsv('shop', shopCsv()));
  const run = project.tracking.runsOfExperiment(experimentId).find(({ model }) => model === 'gradient-boosting');
  await project.registry.handlers['registry.promote']({ runId: run?.id ?? '', alias: 'champion', reason: 'for this test' }, project.context);
  const { token, state } = await project.forecasting.handlers['scoring.start']({ port: 0, model: 'champion' }, project.context);
  onTestFinished(() => project.forecasting.close());
  const address = state.address ?? '';
  return {
    ...project,
    address,
    token,
    async post(body, type = 'application/json') {
      const response = await fetch(address, { method: 'POST', headers: { 'content-type': type, authorization: `Bearer ${token}` }, body: typeof body === 'string' ? body : JSON.stringify(body) });
      return { status: response.status, answer: await response.json() };
    },
    async expected(table) {
      const { predictions } = await project.forecasting.handlers['forecasting.predict']({ model: 'champion', table }, project.context);
      return predictions.map(({ value }) => value);
    },
  };
}

const table: Table = { columns: oneRow.columns, rows: [['summer dress', 6, 'white', 1], ['a "long", dress', 2.25, 'red', 0], [null, null, 'violet', 1]] };
const records = table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i] ?? null])));

describe('what MLflow clients send', () => {
  it('gives the predictions of the app in every form, intervals where they are asked for', async () => {
    const { post, expected, forecasting, context, address } = await serve();
    const predictions = await expected(table);
    const columns = Object.fromEntries(table.columns.map((name, i) => [name, table.rows.map((row) => row[i] ?? null)]));
    const csv = [table.columns, ...table.rows].map((row) => toCsvLine(row)).join('');
    expect(await post({ dataframe_split: { columns: table.columns, index: [0, 1, 2], data: table.rows } })).toEqual({ status: 200, answer: { predictions } });
    expect(await post({ dataframe_records: records })).toEqual({ status: 200, answer: { predictions } });
    expect(await post({ instances: records })).toEqual({ status: 200, answer: { predictions } });
    expect(await post({ inputs: columns })).toEqual({ status: 200, answer: { predictions } });
    expect(await post(csv, 'text/csv')).toEqual({ status: 200, answer: { predictions } });
    expect(await post(`{"dataframe_split":${JSON.stringify({ columns: table.columns, data: table.rows }).replace('[null,null', '[null,NaN')}}`)).toEqual({ status: 200, answer: { predictions } });
    const { run } = await forecasting.handlers['scoring.state']({}, context);
    const inOrder = table.rows.map((row) => run?.features.map((name) => row[table.columns.indexOf(name)] ?? null));
    expect(await post({ instances: inOrder })).toEqual({ status: 200, answer: { predictions } });
    const { answer } = await post({ dataframe_records: records, params: { intervals: true, level: 0.5 } });
    expect(answer).toMatchObject({ predictions: [{ value: predictions[0], level: 0.5, outside: [] }, { value: predictions[1] }, { outside: ['price', 'colour'] }] });
    expect(await (await fetch(address.replace('/invocations', '/ping'))).text()).toBe('\n');
  });

  it('refuses in words what is no such form', async () => {
    const { post } = await serve();
    const message = async (body: unknown, type?: string): Promise<string> => {
      const { status, answer } = await post(body, type);
      expect(status).toBe(400);
      expect(answer).toMatchObject({ error_code: 'BAD_REQUEST' });
      return (answer as { message: string }).message;
    };
    expect(await message('{"inputs"')).toMatch(/not JSON/);
    expect(await message([1])).toMatch(/must be a JSON object/);
    expect(await message({})).toMatch(/exactly one of/);
    expect(await message({ instances: records, inputs: records })).toMatch(/exactly one of/);
    expect(await message({ dataframe_records: records, extra: 1 })).toMatch(/exactly one of/);
    expect(await message({ dataframe_split: { columns: ['a'], data: 'b' } })).toMatch(/dataframe_split needs/);
    expect(await message({ dataframe_split: { columns: ['price', 'price'], data: [[1, 2]] } })).toMatch(/named twice/);
    expect(await message({ dataframe_split: { columns: ['price', 'colour'], data: [[1]] } })).toMatch(/1 cells for 2 columns/);
    expect(await message({ dataframe_records: [{ price: { deep: 1 } }] })).toMatch(/list of objects with plain values/);
    expect(await message({ dataframe_records: [{ price: 'cheap' }] })).toMatch(/"cheap" in row 1 of "price"/);
    expect(await message({ instances: [[1]] })).toMatch(/Row 1 has 1 values; the model reads 4 columns/);
    expect(await message({ inputs: { price: [1, 2], colour: ['red'] } })).toMatch(/as many values/);
    expect(await message({ dataframe_records: [{ moon: 'full' }] })).toMatch(/None of the columns/);
    expect(await message({ dataframe_records: records, params: { temperature: 1 } })).toMatch(/params may hold/);
    expect(await message(`{"inputs":${'['.repeat(5000)}${']'.repeat(5000)}}`)).toMatch(/nested deeper/);
    expect(await message('price\n"1', 'text/csv')).toMatch(/not closed/);
    expect(await message('price,colour\n1\n', 'text/csv')).toMatch(/1 cells for 2 columns/);
    expect(await message('price\n', 'text/csv')).toMatch(/at least one row/);
  });

  it('a column called __proto__ is a column like any other', () => {
    const { table: read } = readInvocation({ type: 'json', text: '{"dataframe_split":{"columns":["__proto__","price"],"data":[[1,2]]}}' }, ['price']);
    expect(read).toEqual({ columns: ['__proto__', 'price'], rows: [[1, 2]] });
    expect(({} as Record<string, unknown>)['price']).toBeUndefined();
  });
});

describe('on and off', () => {
  it('is off at first, tells its key once, follows the champion, counts, and closes', async () => {
    const { forecasting, registry, tracking, context, post, expected, address, clock } = await serve();
    const { handlers } = forecasting;
    await post({ dataframe_records: records });
    await post({ instances: 'x' });
    const state = await handlers['scoring.state']({}, context);
    expect(state).toMatchObject({ running: true, model: 'champion', counts: { answered: 1, rows: 3, rowsOutside: 1, refused: 1 } });
    expect(JSON.stringify(state)).not.toMatch(/token|Bearer/);
    const { last, days } = await handlers['scoring.requests']({}, context);
    expect(last).toMatchObject([{ status: 400, rows: 0, reason: 'invalid-input' }, { status: 200, path: '/invocations', rows: 3, rowsOutside: 1, reason: null }]);
    expect(days).toEqual([{ day: new Date(clock.now()).toISOString().slice(0, 10), runId: state.run?.id, requests: 1, rows: 3, rowsOutside: 1 }]);
    expect(JSON.stringify([last, days])).not.toContain('violet');
    await expect(async () => handlers['scoring.start']({ port: 0, model: 'champion' }, context)).rejects.toMatchObject({ code: 'conflict' });

    const ridge = tracking.listRuns().find(({ model }) => model === 'ridge');
    await registry.handlers['registry.promote']({ runId: ridge?.id ?? '', alias: 'champion', reason: 'steadier' }, context);
    expect(await post({ dataframe_records: records })).toEqual({ status: 200, answer: { predictions: await expected(table) } });

    expect(await handlers['scoring.stop']({}, context)).toMatchObject({ running: false, address: null, run: null });
    await expect(fetch(address)).rejects.toThrow();
    await expect(async () => handlers['scoring.stop']({}, context)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('cannot be turned on without a model', async () => {
    const { forecasting, context } = makeProject();
    expect(await forecasting.handlers['scoring.state']({}, context)).toMatchObject({ running: false, port: null });
    await expect(async () => forecasting.handlers['scoring.start']({ port: 0, model: 'champion' }, context)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('CSV bodies', () => {
  it('come back as they were written, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'say "yes"', 'two\nlines', '\r\n', ' ', 'é')).filter((text) => !/^[=+\-@\t\r\n]/.test(text));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 }), (width, cells) => {
        const columns = Array.from({ length: width }, (_, i) => `c${i}`);
        const rows = cells.map((row): Cell[] => row.slice(0, width));
        const read = parseCsvRows([columns, ...rows].map((row) => toCsvLine(row)).join(''));
        expect(read).toEqual({ columns, rows: rows.map((row) => row.map((value) => (value === '' ? null : value))) });
      }),
    );
  });

  it('any bytes are read or refused in words', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', ' ') }), (text) => {
        try {
          const { columns, rows } = parseCsvRows(text);
          expect(rows.every((row) => row.length === columns.length)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid-input' });
        }
      }),
    );
  });

  it('a cell of a million quotes does not overflow', () => {
    expect(parseCsvRows(`a\n"${'""'.repeat(1_000_000)}"\n`).rows[0]?.[0]).toHaveLength(1_000_000);
    expect(() => parseCsvRows(`a\n"${'x'.repeat(5_000_000)}`)).toThrow(/not closed/);
  });
});
