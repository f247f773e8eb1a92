/**
 * Proof: the Debian package as its users meet it. It is made, installed by dpkg, started by the line of its desktop entry
 * as an ordinary user inside Chromium's own sandbox with a CSV as argument, driven through the main job by real clicks,
 * asked from the command line, and removed again. What is driven is the release build itself, through the debugging port
 * that Chromium offers: no fuse is set otherwise. Needs root on Debian or a relative of it; elsewhere it says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { checkNewData, compareTwoRuns, forecastAllRows, importOpenFile, keepChampion, raceToTheEnd, showReport } from '../../tests/helpers/mainJob';
import { filesOf, makeUser, type OrdinaryUser } from './installed/ordinaryUser';
import { buildPackage, installPackage, removePackage, verifyInstalled, whyNotHere } from './installed/debianPackage';
import { openInstalled, type InstalledApp } from './installed/startedApp';
import type { ProofResult, ProofSettings } from './proof';

const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
const raceLimitMs = 300_000;

export async function prove({ only }: ProofSettings): Promise<ProofResult> {
  const reason = whyNotHere();
  if (reason !== null) {
    process.stderr.write(`Skipped: ${reason}\n`);
    return { counts: { skipped: 1 }, failures: [] };
  }
  const counts: Record<string, number> = { steps: 0 };
  const failures: string[] = [];
  const step = async (name: string, work: () => unknown): Promise<boolean> => {
    const startedAt = Date.now();
    try {
      await work();
      counts['steps'] = (counts['steps'] ?? 0) + 1;
      process.stderr.write(`${name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
      return true;
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  };

  let deb = '';
  let installed: readonly string[] = [];
  // `prove installed keep` takes the package that was made last.
  if (!(await step('package made', () => void (deb = buildPackage(root, only.includes('keep')))))) return { counts, failures };
  const user = makeUser();
  try {
    if (!(await step('installed', () => void (installed = installPackage(deb))))) return { counts, failures };
    counts['files installed'] = installed.length;
    await step('what lies there is what was packed', () => verifyInstalled());
    await step('the command line answers from the PATH', () => askCommandLine(user));
    await step('every package the engine may load is there', () => void (counts['packages loaded'] = loadEveryPackage(user)));
    await step('the main job', () => walkMainJob(user, counts));
    await step('everything written lies in the user’s own folder', () => void (counts['files of the user'] = checkOwnFiles(user)));
  } finally {
    await step('removed without a trace', () => {
      removePackage();
      const left = [...installed, '/opt/Almanac'].filter((path) => existsSync(path) && !(statSync(path).isDirectory() && path !== '/opt/Almanac'));
      if (left.length > 0) throw new Error(`left behind: ${left.slice(0, 5).join(', ')}`);
      if (!existsSync(join(user.home, '.config/Almanac/projects/Sample/almanac.json'))) throw new Error('the user’s project went with the package');
    });
    user.remove();
  }
  return { counts, failures };
}

function askCommandLine(user: OrdinaryUser): void {
  const help = user.run('almanac', ['--help']);
  if (help.status !== 0 || !help.stdout.includes('almanac COMMAND')) throw new Error(`almanac --help ended with ${help.status}: ${help.stderr}`);
  const demo = user.run('almanac', ['demo', '-o', 'demo', '--json', '--quiet']);
  if (demo.status !== 0) throw new Error(`almanac demo ended with ${demo.status}: ${demo.stderr}`);
  const { paths } = JSON.parse(demo.stdout) as { paths: { html: string; forecast: string } };
  for (const path of [paths.html, paths.forecast]) if (!path.startsWith(user.home) || statSync(path).size === 0) throw new Error(`almanac demo wrote no ${path}`);
  const refused = user.run('almanac', ['predict', '--json']);
  if (refused.status !== 2) throw new Error(`bad usage ended with ${refused.status}, not 2`);
}

/** What the engine's programs ask for by name, some of it only when its work comes up: a missing one would show late. */
function loadEveryPackage(user: OrdinaryUser): number {
  const folder = '/opt/Almanac/resources/engine/out/main';
  const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cjs'));
  const asked = programs.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:require|import)\(["']([^."'][^"']*)["']\)/g)].map(([, wanted]) => wanted ?? ''));
  // TensorFlow's native library is optional: where it is not installed, its place is taken by WebAssembly.
  const names = [...new Set(asked)].filter((name) => !isBuiltin(name) && name !== '@tensorflow/tfjs-node');
  const script = `const load = require('node:module').createRequire('${folder}/cli.cjs'); for (const name of ${JSON.stringify(names)}) load(name);`;
  const loaded = user.run('/opt/Almanac/resources/node/bin/node', ['-e', script]);
  if (loaded.status !== 0) throw new Error(loaded.stderr.slice(-400));
  // The native ones always stay packages: without them the search has missed something.
  const missed = ['better-sqlite3', '@duckdb/node-bindings', '@tensorflow/tfjs-core'].filter((name) => !names.includes(name));
  if (missed.length > 0) throw new Error(`the programs ask for ${names.join(', ')}, and not for ${missed.join(', ')}`);
  return names.length;
}

async function walkMainJob(user: OrdinaryUser, counts: Record<string, number>): Promise<void> {
  const csv = join(user.home, 'my listings.csv');
  user.write(csv, `${readFileSync(join(root, 'resources/samples/summer-shop.csv'), 'utf8').split('\n').slice(0, 1201).join('\n')}\n`);
  const second = join(user.home, 'second.csv');
  user.write(second, 'product,price,units\n1,2.5,10\n2,3.5,20\n');
  const app = await openInstalled(user, [csv]);
  try {
    const { page } = app;
    await importOpenFile(page, 'my listings');
    counts['clicked through'] = 1;
    await checkNewData(page);
    await raceToTheEnd(page, raceLimitMs);
    await compareTwoRuns(page);
    await keepChampion(page);
    await forecastAllRows(page);
    await showReport(page);
    await openSecondFile(app, second);
    checkSandbox(app, user);
    checkNodeInPackage();
    await app.lookAway();
    askRunningApp(user);
  } catch (error) {
    // Where the page stood still when a step could not be done.
    mkdirSync(join(root, 'test-results'), { recursive: true });
    await app.page.screenshot({ path: join(root, 'test-results/installed.png'), timeout: 5_000 }).catch(() => undefined);
    throw error;
  } finally {
    await app.close();
  }
  if (app.complaints.length > 0) throw new Error(`the page complained: ${app.complaints.join('; ')}`);
  if (app.exitCode() !== 0) throw new Error(`the app ended with ${String(app.exitCode())}`);
}

/** The command line finds the engine of the window at its socket. */
function askRunningApp(user: OrdinaryUser): void {
  const project = join(user.home, '.config/Almanac/projects/Sample');
  const written = user.run('almanac', ['report', 'forecast', '-o', 'report.html', '--project', project, '--json', '--quiet']);
  if (written.status !== 0) throw new Error(`almanac report beside the open window ended with ${written.status}: ${written.stdout}${written.stderr}`);
  const html = readFileSync(join(user.home, 'report.html'), 'utf8');
  if (!/^<!doctype html>/i.test(html) || html.length > 1_000_000) throw new Error('the report is not the page it should be');
  const pdf = user.run('almanac', ['report', 'forecast', '-o', 'report.pdf', '--project', project, '--json', '--quiet']);
  if (pdf.status !== 0 || readFileSync(join(user.home, 'report.pdf')).subarray(0, 5).toString() !== '%PDF-') throw new Error(`almanac report -o report.pdf ended with ${pdf.status}: ${pdf.stdout}${pdf.stderr}`);
}

/** A second start hands its file over and ends. */
async function openSecondFile({ page, entry }: InstalledApp, file: string): Promise<void> {
  const started = entry.start([file]);
  await expect.poll(() => started.exitCode, { timeout: 20_000 }).not.toBeNull();
  await expect(page.getByText('second.csv').first()).toBeVisible({ timeout: 20_000 });
}

function checkSandbox({ rendererPids }: InstalledApp, user: OrdinaryUser): void {
  const pids = rendererPids();
  if (pids.length === 0) throw new Error('no process of the page was found');
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (!/^Seccomp:\t2$/m.test(status)) throw new Error('the page runs outside of the sandbox');
    if (!new RegExp(`^Uid:\\t${user.uid}\\t`, 'm').test(status)) throw new Error('the page runs as another user');
  }
}

/** The engine runs on the package's own Node, whatever the system has. */
function checkNodeInPackage(): void {
  const listed = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout;
  if (!/^\/opt\/Almanac\/resources\/node\/bin\/node .*engineProcess\.cjs/m.test(listed)) throw new Error('the engine does not run on the package’s own Node');
}

function checkOwnFiles(user: OrdinaryUser): number {
  const files = filesOf(user.uid);
  const outside = files.filter((path) => !path.startsWith(`${user.home}/`));
  if (outside.length > 0) throw new Error(`written outside: ${outside.slice(0, 5).join(', ')}`);
  const config = join(user.home, '.config/Almanac');
  const allowed = [config, join(user.home, '.cache'), join(user.home, '.pki'), join(user.home, '.local/share'), join(user.home, '.config/dconf'), join(user.home, '.config/pulse'), join(user.home, 'run')];
  const own = ['my listings.csv', 'second.csv', 'report.html', 'report.pdf', 'demo', 'almanac-project'].map((name) => join(user.home, name));
  const stray = files.filter((path) => ![...allowed, ...own].some((place) => path === place || path.startsWith(`${place}/`)));
  if (stray.length > 0) throw new Error(`written elsewhere in the user’s folder: ${stray.slice(0, 5).join(', ')}`);
  return files.length;
}
