/** What a step costs that has nothing to do: an unchanged pipeline run again from the command line, beside `dvc repro` with as many stages. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, type BenchResult } from './benchmark';
import { openPythonPeer, type PythonPeer } from './pythonPeer';

const runs = 7;
const program = join(process.cwd(), 'out/main/cli.cjs');
const shop = join(process.cwd(), 'resources/samples/summer-shop.csv');

export function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-pipelines-'));
  try {
    const project = join(folder, 'project');
    const steps = prepareOurs(project, folder);
    const peer = openPythonPeer('dvc');
    const stages = peer === null ? null : prepareDvc(peer, join(folder, 'dvc'), steps);
    const times: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
    for (let i = 0; i < runs; i++) {
      times.ours.push(time(() => void almanac('pipeline', 'run', 'monthly-forecast', '--project', project, '--json', '--quiet')));
      if (stages !== null) times.peer.push(time(stages));
    }
    const ours = medianOf(times.ours) / steps;
    const theirs = stages === null ? null : medianOf(times.peer) / steps;
    return Promise.resolve([{ name: 'step overhead', size: `${steps} unchanged steps, one process`, ours, peer: theirs, peerName: 'dvc repro', peerVersion: peer?.version ?? '', ratio: theirs === null ? null : ours / theirs, unit: 'ms per step' }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function almanac(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (status !== 0) throw new Error(`almanac ${args[0] ?? ''} ended with ${String(status)}: ${stdout}${stderr}`);
  return stdout;
}

/** Runs the shipped pipeline once; returns how many steps it has. */
function prepareOurs(project: string, folder: string): number {
  almanac('pipeline', 'save', 'monthly-forecast', '--dataset', 'shop', '--project', project, '--json');
  const { definition } = JSON.parse(almanac('pipeline', 'show', 'monthly-forecast', '--project', project, '--json')) as { definition: { steps: { name: string }[] } };
  const path = join(folder, 'pipeline.json');
  writeFileSync(path, JSON.stringify({ ...definition, steps: definition.steps.map((step) => (step.name === 'train' ? { ...step, parameters: { models: ['ridge'], folds: 3 } } : step)) }));
  almanac('pipeline', 'save', path, '--project', project, '--json');
  almanac('pipeline', 'run', 'monthly-forecast', '--file', shop, '--project', project, '--json', '--quiet');
  return definition.steps.length;
}

/** A chain of stages, each copying the file of the one before, run once. */
function prepareDvc({ python }: PythonPeer, folder: string, steps: number): () => void {
  mkdirSync(folder);
  const dvc = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(python, ['-m', 'dvc', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, DVC_NO_ANALYTICS: '1' } });
    if (status !== 0) throw new Error(`dvc ${args[0] ?? ''} failed: ${stderr}`);
  };
  writeFileSync(join(folder, 'file0'), 'data');
  const stages = Array.from({ length: steps }, (_, i) => `  step${i + 1}:\n    cmd: cp file${i} file${i + 1}\n    deps: [file${i}]\n    outs: [file${i + 1}]\n`);
  writeFileSync(join(folder, 'dvc.yaml'), `stages:\n${stages.join('')}`);
  dvc('init', '--no-scm', '--quiet');
  dvc('repro', '--quiet');
  return () => dvc('repro', '--quiet');
}

function time(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
