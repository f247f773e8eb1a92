/** Answering: a whole table at once, and one row asked over the scoring endpoint's HTTP, beside predict of the peers inside their own process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerRows, type AnsweringModel } from '@engine/forecasting/answerRows';
import { readInvocation } from '@engine/forecasting/serving/readInvocation';
import { gatherTable, openInterval, restorePredictor, type SavedModel, type TrainingTable } from '@engine/training';
import { startScoringServer } from '@main/headless/scoringServer';
import { medianOf, type BenchOptions, type BenchResult } from './benchmark';
import { explainOneRow } from './explaining';
import { askModelPeer, setUp, writeInputs } from './modelPeer';
import { openFitPool } from './modelPool';
import { heldOutRows, settings, train } from './models';
import { columns, syntheticTable } from './modelTables';
import { openPythonPeer, startPeer } from './pythonPeer';

const peers = ['scikit-learn', 'lightgbm'] as const;
const defaultRows = 100_000;
const runs = 5;
const oneRowCalls = 200;

export async function run({ rows = defaultRows }: BenchOptions = {}): Promise<BenchResult[]> {
  const table = syntheticTable(rows + heldOutRows);
  const pool = openFitPool();
  const { model } = await train(pool, table, rows).finally(() => pool.close());
  const inputs = gatherTable(table, model.features, rows, () => Int32Array.from({ length: rows }, (_, row) => row));
  const results: BenchResult[] = [];
  for (const peerName of peers) results.push(...(await compare(peerName, model, table, inputs)));
  return [...results, ...(await explainOneRow())];
}

async function compare(peerName: (typeof peers)[number], model: SavedModel, table: TrainingTable, inputs: TrainingTable): Promise<BenchResult[]> {
  const rows = inputs.rows;
  const folder = mkdtempSync(join(tmpdir(), 'almanac-scoring-'));
  const peer = openPythonPeer(peerName);
  const child = peer && startPeer(peer, join(process.cwd(), 'bench', 'peers', 'models.py'));
  const endpoint = await openEndpoint(model);
  try {
    writeInputs(folder, table, rows, heldOutRows);
    if (child) await setUp(child, { peer: peerName, settings, folder, rows, heldOut: heldOutRows });
    const batch: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    const one: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
    const predictor = restorePredictor(model);
    for (let i = 0; i < runs; i++) {
      const started = performance.now();
      await predictor.predict(inputs);
      batch.ours.push(performance.now() - started);
      const answer = child && (await askModelPeer(child, 'batch'));
      if (answer) batch.theirs.push(answer.ms);
      one.ours.push(await endpoint.timeOneRow());
      const single = child && (await askModelPeer(child, 'one'));
      if (single) one.theirs.push(single.ms);
    }
    const size = `${rows} rows, ${columns} columns, ${settings.trees} trees of ${settings.leaves} leaves`;
    const row = (name: string, what: string, times: { ours: number[]; theirs: number[] }, perRow: number, unit: string): BenchResult => {
      const ours = medianOf(times.ours) / perRow;
      const theirs = times.theirs.length > 0 ? medianOf(times.theirs) / perRow : null;
      return { name, size: what, ours, peer: theirs, peerName, peerVersion: peer?.version ?? '', ratio: theirs === null ? null : ours / theirs, unit };
    };
    return [
      row('batch rows per second, as time of a row', size, batch, rows / 1000, 'µs'),
      row('one row time', `${size}; ours over HTTP with JSON and interval, the peer inside its process`, one, 1, 'ms'),
    ];
  } finally {
    child?.close();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Median of many calls over one connection, as a script makes them. */
async function openEndpoint(saved: SavedModel): Promise<{ timeOneRow(): Promise<number>; close(): Promise<void> }> {
  const model: AnsweringModel = {
    saved,
    predictor: restorePredictor(saved),
    columns: saved.features.map((name) => ({ name, type: 'decimal', kind: 'number' })),
    ranges: new Map(),
    boundsAt: openInterval({ method: 'split', level: 0.9, column: null, calibration: { misses: { count: 1, values: [1] } }, companion: null }, saved.transform),
    reachOf: null,
  };
  const token = 'x'.repeat(43);
  const server = await startScoringServer({
    port: 0,
    token,
    version: 'bench',
    async answer(body) {
      const { table } = readInvocation(body, saved.features);
      const { predictions } = await answerRows(model, table, 0.9);
      return { document: { predictions }, rows: predictions.length, rowsOutside: 0 };
    },
    noted: () => undefined,
  });
  const body = JSON.stringify({ dataframe_records: [Object.fromEntries(saved.features.map((name) => [name, 0.5]))] });
  const call = async (): Promise<number> => {
    const started = performance.now();
    const response = await fetch(`http://127.0.0.1:${server.port}/invocations`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body });
    await response.json();
    return performance.now() - started;
  };
  for (let i = 0; i < 50; i++) await call();
  return {
    async timeOneRow() {
      const times: number[] = [];
      for (let i = 0; i < oneRowCalls; i++) times.push(await call());
      return medianOf(times);
    },
    close: () => server.close(),
  };
}
