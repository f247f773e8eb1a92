/** Builds out/ from src/, whole or only the parts whose sources are newer than what was built. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeNotices } from './notices.mjs';
import { projectRoot, say } from './say.mjs';

const common = ['src/shared', 'electron.vite.config.ts', 'package.json', 'tsconfig.base.json'];
const parts = {
  main: { sources: [...common, 'src/main', 'scripts/whatIfProgram.mjs', 'scripts/kernels.mjs'], result: 'out/main/index.cjs' },
  preload: { sources: [...common, 'src/main/electron/preload.ts'], result: 'out/preload/preload.cjs' },
  renderer: { sources: [...common, 'src/renderer'], result: 'out/renderer/index.html' },
};

/** Builds what is older than its sources; quiet when nothing is. Commands that start together wait for one build. */
export async function buildIfNewer(names = Object.keys(parts)) {
  if (!names.some((name) => isStale(parts[name]))) return;
  const release = await takeBuildLock();
  try {
    const stale = names.filter((name) => isStale(parts[name]));
    if (stale.length > 0) runBuild(stale);
  } finally {
    release();
  }
}

export async function build(names = Object.keys(parts)) {
  const release = await takeBuildLock();
  try {
    runBuild(names);
  } finally {
    release();
  }
}

function runBuild(names) {
  const startedAt = new Date();
  const program = `
    import { resolveConfig } from 'electron-vite';
    import { build } from 'vite';
    try {
      const { config } = await resolveConfig({ logLevel: 'warn' }, 'build', 'production');
      for (const name of ${JSON.stringify(names)}) await build(config[name]);
    } catch (error) {
      process.stderr.write(error.message + '\\n');
      process.exitCode = 1;
    }
  `;
  const env = { ...process.env, NODE_ENV: 'production', NODE_ENV_ELECTRON_VITE: 'production' };
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: projectRoot, stdio: ['ignore', process.stderr, process.stderr], env });
  if (built.status !== 0) {
    say('the build failed; the lines above say where.');
    process.exitCode = 1;
    throw new BuildFailed();
  }
  writeNotices();
  for (const name of names) utimesSync(join(projectRoot, parts[name].result), startedAt, startedAt);
  say(`built ${names.join(', ')} in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s`);
}

class BuildFailed extends Error {}

/** A folder made by this process; one left by a process that is gone is taken over. */
async function takeBuildLock() {
  const folder = join(projectRoot, 'node_modules', '.cache', 'almanac', 'build.lock');
  const holderFile = join(folder, 'pid');
  mkdirSync(dirname(folder), { recursive: true });
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(holderFile, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch {
      const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      const holder = existsSync(holderFile) ? Number(readFileSync(holderFile, 'utf8')) : 0;
      if ((holder > 0 && !isAlive(holder)) || (holder === 0 && age > 5_000)) rmSync(folder, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isStale({ sources, result }) {
  const file = join(projectRoot, result);
  if (!existsSync(file)) return true;
  const builtAt = statSync(file).mtimeMs;
  return sources.some((source) => newestChange(join(projectRoot, source)) > builtAt);
}

function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stat.mtimeMs);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const asked = process.argv.slice(2).filter((name) => name in parts);
  await build(asked.length > 0 ? asked : undefined).catch((error) => {
    if (!(error instanceof BuildFailed)) throw error;
  });
}
