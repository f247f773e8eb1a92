/** Peers in Python: a virtual environment per peer, made on demand in the user's cache folder under the hash of its list. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface PythonPeer {
  readonly python: string;
  readonly version: string;
}

/** The peer where its environment was made before, else null: nothing is installed. */
export function findPythonPeer(peer: string, listName = peer): PythonPeer | null {
  const { folder, python, version } = placeOf(peer, listName);
  return existsSync(join(folder, 'complete')) ? { python, version } : null;
}

/**
 * Null, with one line on standard error, where Python or its packages cannot be had.
 * Several peers may share one list, and so one environment, where their pins agree: `list` names it.
 */
export function openPythonPeer(peer: string, listName = peer): PythonPeer | null {
  const found = findPythonPeer(peer, listName);
  if (found) return found;
  const { list, folder, python, version } = placeOf(peer, listName);
  process.stderr.write(`Installing ${peer} ${version} for comparison.\n`);
  rmSync(folder, { recursive: true, force: true });
  const steps: readonly (readonly [string, readonly string[]])[] = [
    [process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', list]],
  ];
  for (const [program, args] of steps) {
    const done = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status === 0) continue;
    process.stderr.write(`${peer} is not here: ${program} ${args.slice(0, 2).join(' ')} failed. The comparison goes on without it.\n`);
    return null;
  }
  writeFileSync(join(folder, 'complete'), '');
  return { python, version };
}

function placeOf(peer: string, listName: string): PythonPeer & { readonly list: string; readonly folder: string } {
  const list = join(process.cwd(), 'bench', 'peers', `${listName}.txt`);
  const wanted = readFileSync(list, 'utf8');
  const version = wanted.split('\n').find((line) => line.startsWith(`${peer}==`))?.slice(peer.length + 2) ?? '';
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'almanac', 'peers', createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  return { list, folder, python, version };
}

export interface PeerProcess {
  /** Sends one line and answers with the next line; null where the process ended or the time was over. */
  ask(line: string, timeoutMs: number): Promise<string | null>;
  close(): void;
}

export function startPeer(peer: PythonPeer, script: string, args: readonly string[] = []): PeerProcess {
  const child = spawn(peer.python, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.on('error', () => undefined);
  return {
    async ask(line, timeoutMs) {
      child.stdin.write(`${line}\n`);
      const late = new Promise<null>((done) => setTimeout(() => done(null), timeoutMs).unref());
      const next = await Promise.race([lines.next(), late]);
      return next === null || next.done === true ? null : next.value;
    },
    close: () => child.kill(),
  };
}
