/**
 * Proof: nothing leaves this computer. The window is opened, walked through all its rooms and given work, and the command
 * line does its main job, all under strace: every address that any of their processes names to the kernel is counted, and
 * none may lie outside of this computer. A name to resolve would show as a packet to a name server.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron, openWindow } from '../../bench/electronWindow';
import { startVirtualDisplay } from '../display.mjs';
import type { ProofResult, ProofSettings } from './proof';

const root = process.env['ALMANAC_ROOT'] ?? process.cwd();
const rooms = ['home', 'data', 'quality', 'models', 'models/setup', 'forecast', 'forecast/batch', 'forecast/report', 'monitor', 'automate', 'share', 'settings', 'settings/about'];
const tracing = (log: string): string[] => ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', log];
/** Chromium keeps asking for things in the first minutes after its start; the nightly waits for them. */
const waitMs = { short: 10_000, long: 180_000 } as const;

export async function prove({ mode }: ProofSettings): Promise<ProofResult> {
  if (process.platform !== 'linux' || spawnSync('strace', ['-V']).status !== 0) {
    process.stderr.write('Skipped: the program strace is not here, which counts what the kernel is asked to send.\n');
    return { counts: { skipped: 1 }, failures: [] };
  }
  const folder = mkdtempSync(join(tmpdir(), 'almanac-egress-'));
  const counts = { rooms: 0, 'addresses on this computer': 0, 'addresses outside': 0 };
  const failures: string[] = [];
  try {
    if (!countsStrangers(folder)) failures.push('the counter does not see a program that does ask another computer');
    await walkWindow(folder, counts, waitMs[mode]);
    const demo = spawnSync('strace', [...tracing(join(folder, 'cli.log')), process.execPath, join(root, 'out/main/cli.cjs'), 'demo', '-o', join(folder, 'demo'), '--project', join(folder, 'project'), '--json', '--quiet'], { encoding: 'utf8', maxBuffer: 64 << 20 });
    if (demo.status !== 0) failures.push(`almanac demo ended with ${String(demo.status)}: ${demo.stderr.slice(-300)}`);
    for (const log of ['window.log', 'cli.log']) {
      for (const address of addressesIn(readFileSync(join(folder, log), 'utf8'))) {
        if (isHere(address)) counts['addresses on this computer']++;
        else {
          counts['addresses outside']++;
          failures.push(`${log}: asked for ${address}`);
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  return { counts, failures: [...new Set(failures)] };
}

async function walkWindow(folder: string, counts: { rooms: number }, restMs: number): Promise<void> {
  const electron = findElectron();
  const display = await startVirtualDisplay();
  if (!display) throw new Error('Xvfb is missing, so no window can be opened');
  const window = await openWindow('strace', [...tracing(join(folder, 'window.log')), electron.executable, ...electron.args, `--user-data-dir=${join(folder, 'user')}`], 'usable', { ...process.env, DISPLAY: display.name });
  try {
    for (const room of rooms) {
      await window.evaluate(`location.hash = '#/${room}'; new Promise((done) => setTimeout(done, 700))`);
      counts.rooms++;
    }
    await new Promise((done) => setTimeout(done, restMs));
  } finally {
    await window.close();
    display.close();
  }
}

/** A program that does ask: 192.0.2.1 belongs to no computer (RFC 5737). */
function countsStrangers(folder: string): boolean {
  const log = join(folder, 'control.log');
  spawnSync('strace', [...tracing(log), process.execPath, '-e', "require('node:net').connect(9, '192.0.2.1').on('error', () => {}); setTimeout(() => process.exit(), 300)"]);
  return addressesIn(readFileSync(log, 'utf8')).includes('192.0.2.1');
}

/** Addresses of the internet's families in the arguments of a call: `inet_addr("1.2.3.4")`, `inet_pton(AF_INET6, "...")`. */
function addressesIn(log: string): string[] {
  return [...log.matchAll(/sin_addr=inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)].map(([, four, six]) => four ?? six ?? '');
}

function isHere(address: string): boolean {
  return /^127\./.test(address) || address === '::1' || address === '::ffff:127.0.0.1' || address === '0.0.0.0' || address === '::';
}
