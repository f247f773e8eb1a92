/**
 * The exported Dockerfile without Docker: its COPY and RUN lines are carried out in two folders that stand for the two
 * stages, and the command line left in the second one does the whole job. What the base image brings is not asked.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { exportForPeer } from './exportedPipeline';
import { runProgram, type PeerContext, type PeerOutcome, type PeerProof } from './peerProof';

export const container: PeerProof = { name: 'container', peerList: null, inShort: false, run };

const demoSchema = z.object({ best: z.object({ mean: z.number() }), baseline: z.object({ mean: z.number() }) });

async function run({ folder }: PeerContext): Promise<PeerOutcome> {
  const { files } = await exportForPeer(folder, 'argo');
  const [build = [], final = []] = stagesOf(files['Dockerfile'] ?? '');
  const source = join(folder, 'src');
  const target = join(folder, 'opt');
  let carriedOut = 0;
  for (const line of build) {
    if (line === 'COPY . .') await copyCheckout(source);
    else if (line.startsWith('RUN ')) {
      const done = await runProgram('sh', ['-ec', line.slice(4)], { folder: source });
      if (done.exitCode !== 0) return { counts: {}, failures: [`"${line}" ended with ${done.exitCode}: ${(done.output + done.errors).slice(-800)}`] };
    } else continue;
    carriedOut++;
  }
  for (const line of final) {
    const copied = /^COPY --from=build \/src\/(\S+) \.\/(\S*)$/.exec(line);
    if (!copied) continue;
    const [, from = '', to = ''] = copied;
    const place = join(target, to === '' ? from : to);
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(source, from), place, { recursive: true, verbatimSymlinks: true });
    carriedOut++;
  }
  const demo = await runProgram(process.execPath, [join(target, 'out/main/cli.cjs'), 'demo', '-o', join(folder, 'demo'), '--project', join(folder, 'container-project'), '--json', '--quiet'], { folder });
  if (demo.exitCode !== 0) return { counts: { lines: carriedOut }, failures: [`the command line of the image ended with ${demo.exitCode}: ${(demo.output + demo.errors).slice(-800)}`] };
  const { best, baseline } = demoSchema.parse(JSON.parse(demo.output));
  return { counts: { lines: carriedOut, 'demo runs': 1 }, failures: best.mean < baseline.mean ? [] : ['the demo does not beat its baseline.'] };
}

/** Lines of each stage, without comments. */
function stagesOf(dockerfile: string): string[][] {
  const stages: string[][] = [];
  for (const line of dockerfile.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    if (line.startsWith('FROM ')) stages.push([]);
    else stages.at(-1)?.push(line);
  }
  return stages;
}

/** What a clean checkout holds. */
async function copyCheckout(folder: string): Promise<void> {
  const listed = await runProgram('git', ['ls-files', '-z'], { folder: process.cwd() });
  for (const name of listed.output.split('\0').filter((each) => each !== '')) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(process.cwd(), name), join(folder, name));
  }
}
