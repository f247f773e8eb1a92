/** Watches one folder: tells of files that match and have stopped growing. The only door to chokidar. */
import { watch } from 'chokidar';
import { basename, dirname } from 'node:path';

export interface FolderWatch {
  close(): Promise<void>;
}

export interface FolderOrder {
  readonly folder: string;
  /** `*` stands for anything within a name. */
  readonly pattern: string;
  /** A file counts as written when its size has stood still this long. */
  readonly stableMs: number;
  /** Also called for the files that are there at the start, so that what arrived while nobody watched is found. */
  readonly onFile: (path: string) => void;
  readonly onError: (error: unknown) => void;
}

export function watchFolder({ folder, pattern, stableMs, onFile, onError }: FolderOrder): FolderWatch {
  const fits = matcherOf(pattern);
  const watcher = watch(folder, {
    depth: 0,
    ignored: (path, stats) => stats?.isFile() === true && !(dirname(path) === folder && fits(basename(path))),
    awaitWriteFinish: { stabilityThreshold: stableMs, pollInterval: Math.max(20, Math.min(200, Math.floor(stableMs / 5))) },
  });
  watcher.on('add', onFile).on('change', onFile).on('error', onError);
  return { close: () => watcher.close() };
}

/** Names that begin with a dot are half-written copies of other programs. */
export function matcherOf(pattern: string): (name: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  return (name) => {
    const text = name.toLowerCase();
    if (text.startsWith('.')) return false;
    const [first = '', ...rest] = parts;
    if (rest.length === 0) return text === first;
    const last = rest.at(-1) ?? '';
    if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of rest.slice(0, -1)) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}
