/** An ordinary user for the length of a proof: a number of its own, a home of its own, no account and no rights. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OrdinaryUser {
  readonly uid: number;
  readonly home: string;
  /** Runs a program in the user's home and waits for its end. */
  run(program: string, args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  start(program: string, args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess;
  write(path: string, text: string): void;
  remove(): void;
}

const uid = 61_843;
const asUser = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--no-new-privs'] as const;
const searchPath = '/usr/local/bin:/usr/bin:/bin';

/** Whether this system has what it takes to become another user. */
export function canBecomeUser(): boolean {
  return spawnSync('setpriv', ['--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--', 'true']).status === 0;
}

export function makeUser(): OrdinaryUser {
  const home = mkdtempSync(join(tmpdir(), 'almanac-user-'));
  chmodSync(home, 0o700);
  chownSync(home, uid, uid);
  mkdirSync(join(home, 'run'), { mode: 0o700 });
  chownSync(join(home, 'run'), uid, uid);
  const environment = { HOME: home, PATH: searchPath, LANG: 'C.UTF-8', XDG_RUNTIME_DIR: join(home, 'run') };
  const command = (program: string, args: readonly string[], mayGainRights: boolean): [string, string[]] => ['setpriv', [...asUser.filter((each) => !mayGainRights || each !== '--no-new-privs'), '--', program, ...args]];
  return {
    uid,
    home,
    run(program, args) {
      const [name, all] = command(program, args, false);
      const done = spawnSync(name, all, { cwd: home, env: environment, encoding: 'utf8', maxBuffer: 256 << 20, timeout: 600_000 });
      return { status: done.status, stdout: done.stdout ?? '', stderr: done.stderr ?? '' };
    },
    // The helper of Chromium's sandbox belongs to root and takes on its rights.
    start(program, args, more) {
      const [name, all] = command(program, args, true);
      return spawn(name, all, { cwd: home, env: { ...environment, ...more }, stdio: ['ignore', 'ignore', 'pipe'] });
    },
    write(path, text) {
      writeFileSync(path, text);
      chownSync(path, uid, uid);
    },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Every file of the user on this computer, wherever it lies; sockets and folders do not count. */
export function filesOf(owner: number): string[] {
  const found = spawnSync('find', ['/', '-xdev', '-path', '/proc', '-prune', '-o', '-type', 'f', '-uid', String(owner), '-print'], { encoding: 'utf8', maxBuffer: 256 << 20 });
  return found.stdout.split('\n').filter((path) => path !== '');
}
