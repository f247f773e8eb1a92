/**
 * Proof: the release build's switches are burnt in as written down. They are read from the executable itself, after the
 * sentinel that Electron puts before them, and tried: the executable runs no script as Node, takes no NODE_OPTIONS and
 * opens no inspector. Source: electron docs/tutorial/fuses.md; the wire format of @electron/fuses 2.1.3.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVirtualDisplay } from '../display.mjs';
import type { ProofResult } from './proof';

const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
const executable = join(root, 'dist/linux-unpacked/almanac');
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const states: Readonly<Record<number, string>> = { 0x30: 'off', 0x31: 'on', 0x72: 'removed' };

/** In the order of the wire. Integrity of the archive is checked on macOS and Windows only; the last two came with Electron 29 and later. */
const expected: readonly (readonly [string, readonly string[]])[] = [
  ['RunAsNode', ['off']],
  ['EnableCookieEncryption', ['on']],
  ['EnableNodeOptionsEnvironmentVariable', ['off']],
  ['EnableNodeCliInspectArguments', ['off']],
  ['EnableEmbeddedAsarIntegrityValidation', ['off']],
  ['OnlyLoadAppFromAsar', ['on']],
  ['LoadBrowserProcessSpecificV8Snapshot', ['off']],
  ['GrantFileProtocolExtraPrivileges', ['off']],
  ['WasmTrapHandlers', ['on']],
];

export async function prove(): Promise<ProofResult> {
  if (process.platform !== 'linux') return skipped('the fuses are read from the package for Linux.');
  if (!existsSync(executable)) spawnSync(process.execPath, [join(root, 'scripts/packageApp.mjs'), 'dir'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (!existsSync(executable)) return { counts: {}, failures: ['npm run package:dir left no executable'] };
  const counts = { fuses: 0, tried: 0 };
  const failures: string[] = [];
  for (const [i, state] of readFuses().entries()) {
    const [name, allowed] = expected[i] ?? [`fuse ${i}, which is not written down`, []];
    if (allowed.includes(state)) counts.fuses++;
    else failures.push(`${name} is ${state}, not ${allowed.join(' or ')}`);
  }
  if (counts.fuses + failures.length < 7) failures.push(`only ${counts.fuses} fuses were found`);
  failures.push(...(await tryThem(counts)));
  return { counts, failures };
}

function skipped(reason: string): ProofResult {
  process.stderr.write(`Skipped: ${reason}\n`);
  return { counts: { skipped: 1 }, failures: [] };
}

/** After the sentinel: version 1, the number of fuses, one byte each. */
function readFuses(): string[] {
  const bytes = readFileSync(executable);
  const at = bytes.indexOf(sentinel);
  if (at < 0 || bytes.indexOf(sentinel, at + 1) >= 0) throw new Error('the sentinel of the fuses is not in the executable exactly once');
  const [version, length = 0] = bytes.subarray(at + sentinel.length);
  if (version !== 1) throw new Error(`the wire of the fuses has version ${String(version)}`);
  return [...bytes.subarray(at + sentinel.length + 2, at + sentinel.length + 2 + length)].map((byte) => states[byte] ?? `0x${byte.toString(16)}`);
}

/** Each attempt would leave a mark, or an open inspector, if its fuse let it through. */
async function tryThem(counts: { tried: number }): Promise<string[]> {
  const display = await startVirtualDisplay();
  if (!display) return ['Xvfb is missing, so the executable could not be tried'];
  const folder = mkdtempSync(join(tmpdir(), 'almanac-fuses-'));
  const mark = join(folder, 'mark');
  const script = join(folder, 'mark.cjs');
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = (args: readonly string[], environment: Readonly<Record<string, string>>): string =>
    spawnSync(executable, [...args, ...sandbox, `--user-data-dir=${join(folder, 'data')}`], { env: { ...process.env, DISPLAY: display.name, ...environment }, encoding: 'utf8', timeout: 8_000, killSignal: 'SIGTERM' }).stderr;
  const failures: string[] = [];
  try {
    start([script], { ELECTRON_RUN_AS_NODE: '1' });
    counts.tried++;
    if (existsSync(mark)) failures.push('ELECTRON_RUN_AS_NODE ran a script');
    start([], { NODE_OPTIONS: `--require=${script}` });
    counts.tried++;
    if (existsSync(mark)) failures.push('NODE_OPTIONS ran a script');
    const said = start(['--inspect=0'], {});
    counts.tried++;
    if (said.includes('Debugger listening')) failures.push('--inspect opened an inspector');
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  return failures;
}
