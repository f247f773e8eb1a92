/** The shared folder as sync sees it: list, read, take, and put once. Tests put an adversary in its place. */

export interface ShareEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly sizeBytes: number;
}

export interface ShareFiles {
  /** Entries of a folder by its path from the share's root ('' is the root); empty where it is missing. Links are not listed. */
  list(folder: string): Promise<readonly ShareEntry[]>;
  /** Null where the file is gone or larger than the limit. */
  read(path: string, limitBytes: number): Promise<Buffer | null>;
  /** Copies the file to a place in the project and returns the hash of what was copied; null where it is gone. */
  copyOut(path: string, to: string): Promise<string | null>;
  /** Writes a file whole or not at all: temporary name, fsync, rename, read again and compare. Never replaces a whole one. */
  put(path: string, content: Uint8Array | { readonly file: string }, sha256: string): Promise<void>;
  remove(path: string): Promise<void>;
}
