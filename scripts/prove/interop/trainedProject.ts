/** A project with two races that peers are asked about: the shipped shop (log1p scale), and a made table that is hard on other tools. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hardTable } from './hardTable';
import { almanac, type PeerContext } from './peerProof';

const trainSchema = z.object({ experiment: z.string(), runs: z.array(z.object({ id: z.string(), model: z.string() })) });

const runsSchema = z.array(z.object({ id: z.string(), model: z.string(), data: z.string() }));

export interface TrainedProject {
  readonly projectDir: string;
  readonly runs: z.infer<typeof runsSchema>;
}

export async function trainedProject({ sharedFolder, seed }: PeerContext): Promise<TrainedProject> {
  const projectDir = join(sharedFolder, 'trained');
  const record = join(sharedFolder, 'trained.json');
  const races: readonly { readonly data: string; readonly file: string; readonly target: string; readonly options: readonly string[] }[] = [
    { data: 'shop', file: join(process.cwd(), 'resources/samples/summer-shop.csv'), target: 'units_sold', options: ['--folds', '2', '--group-by', 'merchant_id', '--split', 'group'] },
    { data: 'hard', file: join(sharedFolder, 'hard.csv'), target: 'change', options: ['--folds', '3'] },
  ];
  if (existsSync(record)) return { projectDir, runs: runsSchema.parse(JSON.parse(readFileSync(record, 'utf8'))) };
  writeFileSync(join(sharedFolder, 'hard.csv'), hardTable(seed));
  const runs: z.infer<typeof runsSchema> = [];
  for (const { data, file, target, options } of races) {
    await almanac(['import', file, '--name', data, '--project', projectDir], z.unknown());
    const race = await almanac(['train', data, '--target', target, '--project', projectDir, '--seed', String(seed), ...options], trainSchema);
    runs.push(...race.runs.map(({ id, model }) => ({ id, model, data })));
  }
  writeFileSync(record, JSON.stringify(runs));
  return { projectDir, runs };
}
