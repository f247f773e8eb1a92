/** A real drive of a few megabytes, held in memory, that can be filled up and emptied. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface SmallDrive {
  readonly folder: string;
  freeBytes(): number;
  /** Fills the drive until so many bytes are free, to a page; says nothing of what is free less already. */
  leaveFree(bytes: number): void;
  /** Takes the filling away again. */
  empty(): void;
  /** Nothing can be written from here on, or again. */
  setReadOnly(readOnly: boolean): void;
}

const pageBytes = 4096;

/** A plain sentence where this machine gives no such drive, else null. */
export function whyNoSmallDrive(): string | null {
  if (process.platform !== 'linux') return 'Skipped: drives in memory are mounted on Linux only.';
  if (process.getuid?.() !== 0) return 'Skipped: only root may mount a drive.';
  const folder = mkdtempSync(join(tmpdir(), 'almanac-drive-'));
  const mounted = mount(folder, 1 << 20);
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return mounted ? null : 'Skipped: this system lets nobody mount a drive.';
}

/** It is gone when the test ends, after everything that was registered later. */
export function smallDrive(sizeBytes: number): SmallDrive {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-drive-'));
  if (!mount(folder, sizeBytes)) throw new Error('The drive could not be mounted.');
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const filling = join(folder, 'filling');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    freeBytes,
    leaveFree(bytes) {
      const file = openSync(filling, 'a');
      try {
        for (let over = freeBytes() - bytes; over >= pageBytes; over = freeBytes() - bytes) writeSync(file, Buffer.alloc(Math.min(over - (over % pageBytes), 1 << 20)));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filling, { force: true }),
    setReadOnly(readOnly) {
      if (spawnSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder]).status !== 0) throw new Error('The drive could not be mounted again.');
    },
  };
}

function mount(folder: string, sizeBytes: number): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', folder]).status === 0;
}
