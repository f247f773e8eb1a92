/** A project with the shipped shop and the shipped pipeline, exported for an orchestrator; and a folder whose `almanac` is the built command line. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import type { PipelineTarget } from '../../../src/shared/areas/pipelines';
import { almanac } from './peerProof';

export interface ExportedForPeer {
  /** Where the export lies, with data.csv beside it. */
  readonly folder: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** PATH on which `almanac` is found. */
  readonly path: string;
}

export async function exportForPeer(folder: string, target: PipelineTarget): Promise<ExportedForPeer> {
  const project = join(folder, 'design');
  const shop = join(process.cwd(), 'resources/samples/summer-shop.csv');
  const made = join(folder, 'export');
  await almanac(['import', shop, '--name', 'shop', '--project', project], z.object({ verdict: z.string() }));
  await almanac(['pipeline', 'save', 'monthly-forecast', '--dataset', 'shop', '--project', project], z.object({ version: z.number() }));
  await almanac(['pipeline', 'export', 'monthly-forecast', '--to', target, '-o', made, '--project', project], z.object({ written: z.array(z.string()) }));
  copyFileSync(shop, join(made, 'data.csv'));
  const names = readdirSync(made, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(py|ya?ml)$|^Jenkinsfile$|^Dockerfile$/.test(name));
  return { folder: made, files: Object.fromEntries(names.map((name) => [name, readFileSync(join(made, name), 'utf8')])), path: putOnPath(folder) };
}

function putOnPath(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const file = join(bin, 'almanac');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${join(process.cwd(), 'out/main/cli.cjs')}" "$@"\n`);
  chmodSync(file, 0o755);
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}

const scoresSchema = z.object({ best: z.string(), metric: z.string(), runs: z.array(z.object({ model: z.string(), metrics: z.record(z.string(), z.object({ folds: z.array(z.number().nullable()) })) })) });

/** Whether a run by the peer came to what one race in one place comes to; one sentence for each difference. */
export async function compareWithOneRace(folder: string, exported: ExportedForPeer): Promise<{ readonly compared: number; readonly failures: string[] }> {
  const ours = await almanac(['train', join(exported.folder, 'data.csv'), '--models', 'mean,median,group-median,ridge,random-forest,gradient-boosting,average', '--folds', '5', '--proposed', '--project', join(folder, 'one-race')], scoresSchema);
  const theirs = scoresSchema.parse(JSON.parse(readFileSync(join(exported.folder, 'output', 'train.json'), 'utf8')));
  const failures: string[] = [];
  let compared = 0;
  for (const [i, run] of ours.runs.entries()) {
    const other = theirs.runs[i];
    const [mine, yours] = [run.metrics[ours.metric]?.folds ?? [], other?.metrics[ours.metric]?.folds ?? []];
    compared += mine.length;
    if (run.model !== other?.model || JSON.stringify(mine) !== JSON.stringify(yours)) failures.push(`${run.model}: folds by the peer ${yours.join(', ')}, in one place ${mine.join(', ')}.`);
  }
  return { compared, failures };
}
