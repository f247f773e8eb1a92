/** Writes a text file part by part, so that only a part is in memory at a time. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';

/** Returns the SHA-256 of the bytes, UTF-8. Where it fails, nothing is left at the path. */
export function writeTextFile(path: string, parts: Iterable<string>): string {
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  try {
    for (const part of parts) {
      writeFileSync(file, part);
      hash.update(part);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
