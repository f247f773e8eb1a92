/**
 * XGBoost, LightGBM and onnxruntime answer from exported models what the app answers, row by row, on the model's own scale;
 * shap's TreeExplainer gives the exported trees' rows the values that the app explains them by.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startPeer, type PeerProcess } from '../../../bench/pythonPeer';
import { open } from '../engineSession';
import { modelRaces, type RacedModel } from './modelRaces';
import { almanac, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

/** Relative, as models.py says. */
const agreement = 1e-5;
/** Of contributions, relative to their greatest in the row where that is above 1. */
const closeness = 1e-4;
const formats = ['onnx', 'xgboost', 'lightgbm'] as const;
const patienceMs = 120_000;

const scoreSchema = z.object({ rows: z.number(), theirRows: z.number(), worst: z.number(), sets: z.number() });
const shapSchema = z.object({ method: z.string(), columns: z.array(z.record(z.string(), z.number())) });

export const modelsProof: PeerProof = { name: 'models', peerList: 'models', inShort: true, run: compare };

async function compare(context: PeerContext): Promise<PeerOutcome> {
  if (!context.peer) throw new Error('XGBoost, LightGBM and onnxruntime are Python peers.');
  const { projectDir, models, failures: untrained } = await modelRaces(context);
  const failures = [...untrained];
  const counts = { models: models.length, exports: 0, predictions: 0, sets: 0, 'explained rows': 0, refusals: 0 };
  const cells = await cellsOf(projectDir, ['shop', 'hard']);
  // The command line finds this engine and need not start one for each export.
  const session = await open(projectDir);
  const peer = startPeer(context.peer, join(process.cwd(), 'scripts/prove/interop/models.py'));
  try {
    for (const raced of models) {
      const offered = await session.client.call('interop.formats', { subject: { runId: raced.id } });
      for (const format of formats) {
        const reason = offered.find((offer) => offer.format === format)?.reason;
        if (reason === undefined) throw new Error(`${format} is not offered at all.`);
        if (reason !== null) {
          if (format === 'onnx') failures.push(`${titleOf(raced)} has no ONNX: ${reason}`);
          counts.refusals++;
          continue;
        }
        const folder = join(context.folder, `${raced.id}-${format}`);
        await almanac(['export', raced.id, '--to', format, '-o', folder, '--project', projectDir], z.unknown());
        const { rows, theirRows, worst, sets } = await ask(peer, { do: 'score', format, folder }, scoreSchema);
        const hasLead = readFileSync(join(folder, 'predictions.csv'), 'utf8').startsWith('row,answer,prediction,raw');
        counts.exports++;
        counts.predictions += theirRows;
        counts.sets += sets;
        process.stderr.write(`${format.padEnd(8)} ${titleOf(raced).padEnd(62)} worst relative difference ${worst.toExponential(1)} over ${theirRows} rows${sets > 0 ? `, ${sets} sets` : ''}\n`);
        if (rows !== theirRows) failures.push(`${format}, ${titleOf(raced)}: ${rows} rows are shipped, ${theirRows} were answered.`);
        if (!(worst <= agreement)) failures.push(`${format}, ${titleOf(raced)}: answers differ by ${worst}, relative; ${agreement} is allowed.`);
        // Shares of a logarithm of units are no shares of the answer: such runs are explained by sampling.
        if (format !== 'onnx' && !hasLead) await compareValues(raced, format, folder);
      }
    }
  } finally {
    peer.close();
    await session.close();
  }
  return { counts, failures };

  async function compareValues(raced: RacedModel, format: string, folder: string): Promise<void> {
    const places = Array.from({ length: context.mode === 'long' ? 20 : 3 }, (_, i) => i * 7);
    const numbers = readFileSync(join(folder, 'predictions.csv'), 'utf8').split('\n').slice(1).map((line) => Number(line.split(',')[0]));
    const [columns = [], ...rows] = cells.get(raced.data) ?? [];
    const { method, columns: theirs } = await ask(peer, { do: 'explain', format, folder, rows: places }, shapSchema);
    let worst = 0;
    for (const [i, place] of places.entries()) {
      const row = rows[(numbers[place] ?? 0) - 1] ?? [];
      const { values } = await session.client.call('forecasting.explain', { model: raced.id, table: { columns: [...columns], rows: [row.map((cell) => (cell === '' ? null : cell))] } });
      const ours = new Map(values?.map(({ column, value }) => [column, value]));
      const largest = Math.max(1, ...[...ours.values()].map(Math.abs));
      for (const [column, value] of Object.entries(theirs[i] ?? {})) worst = Math.max(worst, Math.abs(value - (ours.get(column) ?? 0)) / largest);
      counts['explained rows']++;
    }
    process.stderr.write(`shap     ${`${titleOf(raced)} as ${format}`.padEnd(62)} worst difference of a column ${worst.toExponential(1)} over ${places.length} rows, by ${method}\n`);
    if (!(worst <= closeness)) failures.push(`shap of ${titleOf(raced)} as ${format}: values differ by ${worst}; ${closeness} is allowed.`);
  }
}

function titleOf({ model, data, setting }: RacedModel): string {
  return `${model} of ${data}${setting === '' ? '' : `, ${setting}`}`;
}

/** Header first, as text. */
async function cellsOf(projectDir: string, names: readonly string[]): Promise<ReadonlyMap<string, readonly (readonly string[])[]>> {
  const found = new Map<string, readonly (readonly string[])[]>();
  for (const name of names) {
    const { cells } = await almanac(['show', name, '--cells', '--rows', '1:600', '--project', projectDir], z.object({ cells: z.array(z.array(z.string())) }));
    found.set(name, cells);
  }
  return found;
}

async function ask<S extends z.ZodType>(peer: PeerProcess, question: unknown, schema: S): Promise<z.infer<S>> {
  const answer = await peer.ask(JSON.stringify(question), patienceMs);
  if (answer === null) throw new Error(`The peer gave no answer to ${JSON.stringify(question)}.`);
  return schema.parse(JSON.parse(answer));
}
