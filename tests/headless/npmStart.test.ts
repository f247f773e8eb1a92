/** `npm start` in browser mode: one address, and nothing left running when npm is ended by a signal. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../helpers/temporary';

const root = join(import.meta.dirname, '../..');

test.skipIf(process.platform === 'win32')('what npm started ends with npm', async () => {
  const npm = spawn('npm', ['start', '--silent', '--', '--browser', '--project', join(temporaryFolder(), 'shop')], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  onTestFinished(() => endAllOf(npm));
  const address = await printedAddress(npm);
  expect((await fetch(address)).status).toBe(200);
  npm.kill('SIGTERM');
  await expect.poll(() => fetch(address).then(() => 'answers', () => 'gone'), { timeout: 15_000, interval: 200 }).toBe('gone');
});

function printedAddress(npm: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    npm.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1\S+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    npm.on('exit', () => reject(new Error(`npm start ended without an address: ${text}`)));
  });
}

function endAllOf(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // Nothing of it runs any more, as it should be.
  }
}
