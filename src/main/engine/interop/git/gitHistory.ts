/** What git remembers of a file: the commits that changed it, newest first, each with its message, its tags and the file's text. */
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { FolderReader } from '../readFolder';
import { openGitObjects, type ReadGitObject } from './gitObjects';

export interface GitCommit {
  readonly id: string;
  /** The first line of its message. */
  readonly subject: string;
  readonly author: string;
  /** When it was written, in ms since 1970 UTC. */
  readonly at: number;
}

export interface FileVersion extends GitCommit {
  readonly text: string;
  /** Tags of this commit, and of later ones up to the next change of the file. */
  readonly tags: readonly string[];
}

export interface GitHistory {
  /** Each change of the file, back to its first; empty where the file on disk is not what was committed last. `path` from the root, by forward slashes. */
  versions(path: string, present: string, signal: AbortSignal): Generator<FileVersion>;
}

const mostRefBytes = 16 << 20;
const mostTags = 10_000;
const mostCommits = 100_000;
const depthOfRefs = 10;

/** Null where the folder has no history that can be read: no repository, an empty one, or a form that is not known here. */
export function openGitHistory(root: string): GitHistory | null {
  const folder = join(root, '.git');
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return null;
  const reader = new FolderReader();
  const read = openGitObjects(folder, reader);
  const refs = readRefs(folder, reader);
  const head = followHead(reader.text(join(folder, 'HEAD'), mostRefBytes)?.trim() ?? '', refs);
  if (head === null || read(head)?.kind !== 'commit') return null;
  const tags = tagsByCommit(refs, read);
  const trees = new Map<string, ReadonlyMap<string, string>>();
  const idAt = (commit: Commit, path: string): string | null => findPath(read, trees, commit.tree, path);

  return {
    *versions(path, present, signal) {
      let commit = readCommit(read, head);
      let id = commit && idAt(commit, path);
      if (!commit || !id || !isBlob(id, present)) return;
      let seen: string[] = [];
      for (let steps = 0; steps < mostCommits; steps++) {
        signal.throwIfAborted();
        seen = [...(tags.get(commit.id) ?? []), ...seen];
        const parents: readonly Commit[] = commit.parents.flatMap((each) => readCommit(read, each) ?? []);
        const same: Commit | undefined = parents.find((parent) => idAt(parent, path) === id);
        if (same) {
          commit = same;
          continue;
        }
        const blob = read(id);
        if (blob?.kind === 'blob') yield { id: commit.id, subject: commit.subject, author: commit.author, at: commit.at, text: blob.bytes.toString('utf8'), tags: seen };
        const before: Commit | undefined = parents.find((parent) => idAt(parent, path) !== null);
        if (!before) return;
        commit = before;
        id = idAt(before, path) ?? '';
        seen = [];
      }
    },
  };
}

/** Git may have written other line ends to the disk. */
function isBlob(id: string, text: string): boolean {
  return [text, text.replaceAll('\r\n', '\n')].some((each) => createHash('sha1').update(`blob ${Buffer.byteLength(each)}\0${each}`).digest('hex') === id);
}

/** By full name, such as refs/tags/v1. Loose ones hold over packed ones. */
function readRefs(folder: string, reader: FolderReader): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const line of (reader.text(join(folder, 'packed-refs'), mostRefBytes) ?? '').split('\n')) {
    const [, id, name] = /^([0-9a-f]{40}) (refs\/\S+)$/.exec(line) ?? [];
    if (id !== undefined && name !== undefined) refs.set(name, id);
  }
  for (const { name, path } of reader.filesBelow(join(folder, 'refs'), depthOfRefs)) {
    const id = reader.text(path, 1000)?.trim() ?? '';
    if (/^[0-9a-f]{40}$/.test(id)) refs.set(`refs/${name}`, id);
  }
  return refs;
}

function followHead(text: string, refs: ReadonlyMap<string, string>): string | null {
  const name = /^ref: (\S+)$/.exec(text)?.[1];
  return name === undefined ? (/^[0-9a-f]{40}$/.test(text) ? text : null) : (refs.get(name) ?? null);
}

function tagsByCommit(refs: ReadonlyMap<string, string>, read: ReadGitObject): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, id] of [...refs].filter(([each]) => each.startsWith('refs/tags/')).slice(0, mostTags)) {
    const object = read(id);
    // A tag with a message of its own is an object that names the commit.
    const commit = object?.kind === 'tag' ? (/^object ([0-9a-f]{40})$/m.exec(object.bytes.toString('utf8'))?.[1] ?? id) : id;
    found.set(commit, [...(found.get(commit) ?? []), name.slice('refs/tags/'.length)]);
  }
  return found;
}

interface Commit extends GitCommit {
  readonly tree: string;
  readonly parents: readonly string[];
}

function readCommit(read: ReadGitObject, id: string): Commit | null {
  const object = read(id);
  if (object?.kind !== 'commit') return null;
  const text = object.bytes.toString('utf8');
  const end = text.indexOf('\n\n');
  const head = end === -1 ? text : text.slice(0, end);
  const [, author = '', seconds = '0'] = /^author (.*?) <[^>]*> (\d+)/m.exec(head) ?? [];
  return {
    id,
    tree: /^tree ([0-9a-f]{40})$/m.exec(head)?.[1] ?? '',
    parents: [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent]) => parent ?? ''),
    author,
    at: Number(seconds) * 1000,
    subject: end === -1 ? '' : (text.slice(end + 2).trim().split('\n')[0] ?? ''),
  };
}

/** Id of the file or folder at this path, or null. */
function findPath(read: ReadGitObject, trees: Map<string, ReadonlyMap<string, string>>, tree: string, path: string): string | null {
  let id: string | null = tree;
  for (const part of path.split('/')) {
    const entries: ReadonlyMap<string, string> = trees.get(id) ?? readTree(read, id);
    trees.set(id, entries);
    id = entries.get(part) ?? null;
    if (id === null) return null;
  }
  return id;
}

/** `mode name`, a zero byte, twenty bytes of the id, and so on. */
function readTree(read: ReadGitObject, id: string): ReadonlyMap<string, string> {
  const object = read(id);
  const entries = new Map<string, string>();
  if (object?.kind !== 'tree') return entries;
  const { bytes } = object;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const zero = bytes.indexOf(0, space);
    if (space === -1 || zero === -1) break;
    entries.set(bytes.toString('utf8', space + 1, zero), bytes.toString('hex', zero + 1, zero + 21));
    at = zero + 21;
  }
  return entries;
}
