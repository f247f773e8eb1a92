/**
 * A folder for what tests make and throw away: in memory where there is room for it. Each of thousands of small projects
 * waits for the drive at every commit, and nothing of them is to outlive the run.
 */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Many times what all tests hold at once. */
const roomBytes = 4 * 2 ** 30;

/** @returns {{ path: string, close: () => void }} the system's own folder for such files where memory is short. */
export function makeMemoryFolder() {
  if (!hasRoom('/dev/shm')) return { path: tmpdir(), close: () => undefined };
  const path = mkdtempSync(join('/dev/shm', 'almanac-'));
  // Passed through by the test that becomes another user.
  chmodSync(path, 0o711);
  return { path, close: () => rmSync(path, { recursive: true, force: true }) };
}

function hasRoom(folder) {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.min(bavail * bsize, process.availableMemory()) >= roomBytes;
  } catch {
    return false;
  }
}
