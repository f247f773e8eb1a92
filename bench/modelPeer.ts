/** The peers that train on the synthetic table: the same numbers from row-major files. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainingTable } from '@engine/training';
import { columns } from './modelTables';
import type { PeerProcess } from './pythonPeer';

export const longestTrainingMs = 15 * 60_000;
const rowsAtOnce = 65_536;

export interface PeerSetup {
  readonly peer: string;
  readonly settings: object;
  readonly folder: string;
  readonly rows: number;
  readonly heldOut: number;
}

/** The first rows to train, those behind them held out. */
export function writeInputs(folder: string, table: TrainingTable, rows: number, heldOut: number): void {
  const [target, ...inputs] = table.columns.map((column) => (column.kind === 'number' ? column.values : new Float64Array(table.rows)));
  for (const [part, from, to] of [['train', 0, rows], ['held', rows, rows + heldOut]] as const) {
    writeRows(join(folder, `${part}-inputs.f64`), inputs, from, to);
    writeRows(join(folder, `${part}-target.f64`), [target!], from, to);
  }
}

function writeRows(path: string, values: readonly Float64Array[], from: number, to: number): void {
  const file = openSync(path, 'w');
  for (let start = from; start < to; start += rowsAtOnce) {
    const end = Math.min(to, start + rowsAtOnce);
    const block = new Float64Array((end - start) * values.length);
    for (let row = start, at = 0; row < end; row++) for (const column of values) block[at++] = column[row]!;
    writeSync(file, block);
  }
  closeSync(file);
}

export function setupLine({ peer, settings, folder, rows, heldOut }: PeerSetup): string {
  return JSON.stringify({ peer, settings, folder, columns, train: rows, heldOut });
}

/** Its first training, thrown away, loads its libraries. */
export async function setUp(child: PeerProcess, setup: PeerSetup): Promise<void> {
  await child.ask(`${setupLine(setup)}\ntrain`, longestTrainingMs);
}

const answerSchema = z.object({ ms: z.number(), rmse: z.number().nullable() });

export async function askModelPeer(child: PeerProcess, command: 'train' | 'explain' | 'batch' | 'one'): Promise<z.infer<typeof answerSchema> | null> {
  const line = await child.ask(command, longestTrainingMs);
  return line === null ? null : answerSchema.parse(JSON.parse(line));
}
