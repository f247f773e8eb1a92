/** Cold start to a usable window against a bare Electron window, alternately in one run; and the memory both hold when idle. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf, type BenchResult } from './benchmark';
import { findElectron, memoryOfTree, openWindow, startDisplay, type Milestone } from './electronWindow';

const runs = 7;
const idleMs = 3_000;

interface Start {
  readonly usableMs: number;
  readonly memoryMiB: number;
}

export async function run(): Promise<BenchResult[]> {
  const electron = findElectron();
  const folder = mkdtempSync(join(tmpdir(), 'almanac-startup-'));
  const display = await startDisplay();
  try {
    const bare = makeBareApp(folder, electron.dist);
    const userData = join(folder, 'almanac-user');
    const ours = (): Promise<Start> => startOnce(electron.executable, [...electron.args, `--user-data-dir=${userData}`], 'usable', display.environment);
    const peer = (): Promise<Start> => startOnce(bare, [`--user-data-dir=${join(folder, 'bare-user')}`], 'painted', display.environment);
    // The first start makes the sample project; what is measured is every later one.
    await ours();
    await peer();
    const starts: { ours: Start[]; peer: Start[] } = { ours: [], peer: [] };
    for (let i = 0; i < runs; i++) {
      starts.ours.push(await ours());
      starts.peer.push(await peer());
    }
    return [summary('start to usable', 'ms', starts, ({ usableMs }) => usableMs, electron.version), summary('memory idle', 'MiB', starts, ({ memoryMiB }) => memoryMiB, electron.version)];
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function summary(name: string, unit: string, starts: { ours: Start[]; peer: Start[] }, pick: (start: Start) => number, version: string): BenchResult {
  const ours = medianOf(starts.ours.map(pick));
  const peer = medianOf(starts.peer.map(pick));
  return { name, size: 'sample project', ours, peer, peerName: 'bare Electron window', peerVersion: version, ratio: ours / peer, unit };
}

/** A second Electron folder whose app is one window with one line of text. */
function makeBareApp(folder: string, dist: string): string {
  const bareDist = join(folder, 'bare-dist');
  const app = join(folder, 'bare-app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"name":"bare","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(app, 'index.html'), '<!doctype html><meta charset="utf-8"><title>bare</title><h1>Bare window</h1>');
  writeFileSync(join(app, 'main.js'), "const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadFile('index.html')); app.on('window-all-closed', () => app.quit());");
  mkdirSync(join(bareDist, 'resources'), { recursive: true });
  for (const name of readdirSync(dist)) if (name !== 'resources') spawnSync('cp', ['-al', join(dist, name), join(bareDist, name)]);
  symlinkSync(app, join(bareDist, 'resources', 'app'), 'dir');
  return join(bareDist, 'electron');
}

async function startOnce(executable: string, args: readonly string[], milestone: Milestone, environment: NodeJS.ProcessEnv): Promise<Start> {
  const window = await openWindow(executable, args, milestone, environment);
  try {
    await new Promise((done) => setTimeout(done, idleMs));
    return { usableMs: window.reachedMs, memoryMiB: memoryOfTree(window.process) };
  } finally {
    await window.close();
  }
}
