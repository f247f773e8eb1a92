/** Files that are either wholly there or not there: temp file, fsync, rename, fsync folder. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Begins to write a file out to the disk beside other work, so that syncing it later takes no time; tells of no error, which that sync will. */
export async function flushFile(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => null);
  await handle?.datasync().catch(() => undefined);
  await handle?.close();
}

/** Makes a rename in the folder durable. Windows cannot open folders and syncs renames itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Moves a finished temp file to its place on the same drive. */
export function moveDurably(from: string, to: string): void {
  syncFile(from);
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Nothing is left at the temporary path where it fails. */
export function writeDurably(tempPath: string, path: string, bytes: Uint8Array): void {
  try {
    writeSynced(tempPath, bytes);
    renameSync(tempPath, path);
  } catch (error) {
    rmSync(tempPath, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'w');
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
