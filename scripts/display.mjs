/** A display to draw on: the one there is, or Xvfb started for as long as it is needed. */
import { spawn } from 'node:child_process';
import { ensurePackages, findProgram } from './systemPackages.mjs';

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {boolean} false, with a line said, where Xvfb is missing and cannot be installed. */
export function ensureVirtualDisplay() {
  return ensurePackages('display', () => findProgram('Xvfb') !== null, 'a window without a screen');
}

/**
 * Always a display of its own, so that tests draw the same everywhere and disturb nobody.
 * @returns {Promise<{ name: string, close: () => void } | null>} null where Xvfb is missing and cannot be installed.
 */
export async function startVirtualDisplay() {
  if (!ensureVirtualDisplay()) return null;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-ac'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve) => {
    let text = '';
    server.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('exit', () => resolve(null));
    setTimeout(() => resolve(null), 15_000).unref();
  });
  if (number === null) {
    server.kill();
    return null;
  }
  return { name: `:${number}`, close: () => server.kill() };
}
