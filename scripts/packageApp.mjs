/**
 * Makes the installed app: the shell, the engine beside it, its Node, and `bin/almanac`. `dir` gives a plain folder under
 * dist; other targets are those of electron-builder.yml, all of this system's where none is named.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfNewer } from './build.mjs';
import { resolveElectron } from './electronRuntime.mjs';
import { engineNode } from './programs.mjs';
import { projectRoot, say, stop } from './say.mjs';

const stage = join(projectRoot, 'dist', 'stage');
const engine = join(stage, 'engine');
const platform = `${process.platform}-${process.arch}`;

/** @param {string[]} targets of electron-builder; none means all that electron-builder.yml names for this system */
export async function packageApp(targets) {
  await buildIfNewer();
  const electron = await resolveElectron();
  rmSync(join(projectRoot, 'dist'), { recursive: true, force: true });
  stageEngine();
  stageNode();
  stageCommand();
  const dist = stageElectron(electron);
  const system = { darwin: '--mac', win32: '--win' }[process.platform] ?? '--linux';
  const made = spawnSync(engineNode, [join(projectRoot, 'node_modules', 'electron-builder', 'cli.js'), system, ...targets, '--publish', 'never', '--config', stageConfig(electron), `-c.electronDist=${dist}`, `-c.electronVersion=${electron.version}`], {
    cwd: projectRoot,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  rmSync(stage, { recursive: true, force: true });
  if (made.status !== 0) stop('the package could not be made; the lines above say why.');
  say(`the app lies in dist/, on Electron ${electron.version} and Node ${readNodeVersion()}.`);
}

/** The engine's bundles, the page for browser mode, what they read, and the packages they need to run. */
function stageEngine() {
  const isWanted = (path) => !path.endsWith('.map');
  cpSync(join(projectRoot, 'out', 'main'), join(engine, 'out', 'main'), { recursive: true, filter: (path) => isWanted(path) && basename(path) !== 'index.cjs' });
  cpSync(join(projectRoot, 'out', 'renderer'), join(engine, 'out', 'renderer'), { recursive: true, filter: isWanted });
  cpSync(join(projectRoot, 'out', 'notices.json'), join(engine, 'out', 'notices.json'));
  cpSync(join(projectRoot, 'resources'), join(engine, 'resources'), { recursive: true });
  cpSync(join(projectRoot, 'package.json'), join(engine, 'package.json'));
  for (const path of productionPackages()) cpSync(join(projectRoot, path), join(engine, path), { recursive: true, dereference: true, filter: isRunning });
}

/** Installed packages that are not for developing alone, as the lockfile says; nested ones come with their parent. */
function productionPackages() {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && !devOptional)
    .map(([path]) => path)
    .filter((path) => !path.startsWith('node_modules/@types/') && existsSync(join(projectRoot, path)));
}

/** Leaves out what is only read while developing or on another system. */
function isRunning(path) {
  if (/\.(map|d\.ts|d\.cts|d\.mts|md)$/.test(path)) return false;
  if (/better-sqlite3\/(deps|src)$/.test(path)) return false;
  const prebuild = /better-sqlite3\/prebuilds\/([^/]+)/.exec(path)?.[1];
  return prebuild === undefined || prebuild.startsWith(platform);
}

function stageNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  mkdirSync(join(stage, 'node', 'bin'), { recursive: true });
  cpSync(engineNode, join(stage, 'node', 'bin', name), { dereference: true });
}

/** `almanac COMMAND` needs no display, so it goes around Electron. */
function stageCommand() {
  const file = join(stage, 'bin', 'almanac');
  mkdirSync(join(stage, 'bin'), { recursive: true });
  writeFileSync(file, '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")/../resources\nexec "$here/node/bin/node" "$here/engine/out/main/cli.cjs" "$@"\n');
  chmodSync(file, 0o755);
}

/** A copy without the link to this checkout, which would be started before the archive. */
function stageElectron(electron) {
  const copy = join(stage, 'electron');
  cpSync(electron.dist, copy, { recursive: true, verbatimSymlinks: true });
  rmSync(join(copy, 'resources', 'app'), { recursive: true, force: true });
  return copy;
}

/** Electron before 29 has no such fuse, and the builder refuses to set one that is not there. */
function stageConfig(electron) {
  const config = readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
  const file = join(stage, 'electron-builder.yml');
  writeFileSync(file, Number.parseInt(electron.version, 10) < 29 ? config.replace(/^ *grantFileProtocolExtraPrivileges:.*\n/m, '') : config);
  return file;
}

function readNodeVersion() {
  return spawnSync(engineNode, ['--version'], { encoding: 'utf8' }).stdout.trim().replace(/^v/, '');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await packageApp(process.argv.slice(2));
