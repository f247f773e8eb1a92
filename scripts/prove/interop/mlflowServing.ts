/**
 * MLflow's own client makes the documents: what its `dump_input_data` writes of a pandas table, as split frame, as instances
 * and as CSV, is sent to our scoring endpoint, and its `PredictionsResponse` reads the answers. They equal the command line's.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { almanac, askPeer, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';
import { trainedProject } from './trainedProject';

const served = z.object({ address: z.string(), token: z.string() });
const answerSchema = z.object({ forms: z.record(z.string(), z.array(z.number())), ping: z.number(), version: z.string(), refused: z.record(z.string(), z.number()), message: z.string() });
const predictSchema = z.object({ predictions: z.array(z.object({ value: z.number() })) });
const rows = 200;

export const mlflowServingProof: PeerProof = { name: 'mlflow-serving', peerList: 'mlflow', inShort: false, run: compare };

async function compare(context: PeerContext): Promise<PeerOutcome> {
  const { projectDir, runs } = await trainedProject(context);
  const run = runs.find(({ data, model }) => data === 'hard' && model === 'gradient-boosting')?.id ?? '';
  const csv = join(context.folder, 'rows.csv');
  const { cells } = await almanac(['show', 'hard', '--cells', '--rows', `1:${rows}`, '--project', projectDir], z.object({ cells: z.array(z.array(z.string())) }));
  writeFileSync(csv, `${cells.slice(0, rows + 1).map((line) => line.join(',')).join('\n')}\n`);
  const { predictions } = await almanac(['predict', 'hard', '--model', run, '--project', projectDir], predictSchema);
  const server = await serve(projectDir, run);
  try {
    const answer = await askPeer(context, 'mlflowServing.py', { csv, address: server.address, token: server.token }, answerSchema);
    const failures: string[] = [];
    let compared = 0;
    for (const [form, values] of Object.entries(answer.forms)) {
      const expected = predictions.slice(0, values.length);
      if (values.length !== Math.min(rows, predictions.length)) failures.push(`${form} gave ${values.length} predictions`);
      expected.forEach(({ value }, i) => {
        compared += 1;
        if (Math.abs(value - (values[i] ?? NaN)) > 1e-9 * Math.max(1, Math.abs(value))) failures.push(`${form}, row ${i + 1}: ${String(values[i])} instead of ${value}`);
      });
    }
    for (const [what, status] of Object.entries(answer.refused)) if (status < 400) failures.push(`${what} was answered with ${status}`);
    if (answer.ping !== 200 || answer.message === '') failures.push('ping or the words of an error are not as MLflow expects them');
    return { counts: { forms: Object.keys(answer.forms).length, predictions: compared, refusals: Object.keys(answer.refused).length }, failures: failures.slice(0, 10) };
  } finally {
    server.close();
  }
}

function serve(projectDir: string, run: string): Promise<{ address: string; token: string; close(): void }> {
  const child = spawn(process.execPath, [join(process.cwd(), 'out/main/cli.cjs'), 'score-server', '--model', run, '--project', projectDir, '--json', '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((done, fail) => {
    child.once('exit', () => fail(new Error('The score server ended before it served.')));
    createInterface({ input: child.stdout }).once('line', (line) => done({ ...served.parse(JSON.parse(line)), close: () => child.kill('SIGINT') }));
  });
}
