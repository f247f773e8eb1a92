/** Against repositories that git itself made: loose objects, packs with deltas, packed and annotated tags, merges. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openGitHistory, type FileVersion } from '@engine/interop/git/gitHistory';
import { temporaryFolder } from '../../../../helpers/temporary';

const signal = new AbortController().signal;
const hasGit = spawnSync('git', ['--version']).status === 0;

function repository() {
  const root = temporaryFolder();
  let minute = 0;
  const git = (...args: string[]): string => {
    const date = `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.invalid', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_NOSYSTEM: '1', HOME: root } });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  git('init', '-q');
  return {
    root,
    git,
    write(path: string, text: string): void {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    commit(message: string): void {
      minute++;
      git('add', '-A');
      git('commit', '-q', '-m', message);
    },
    versions: (path: string, present: string): FileVersion[] => [...(openGitHistory(root)?.versions(path, present, signal) ?? [])],
  };
}

/** Long, so that git stores the next one as a delta. */
const contents = (version: number): string => `outs:\n${Array.from({ length: 400 }, (_, i) => `- row ${i} ${(i * 7919) % 1000}`).join('\n')}\n- version ${version}\n`;

describe.skipIf(!hasGit)('what git made', () => {
  test.each(['loose', 'packed'])('%s: each change of a file with its message, time and tags', (form) => {
    const { root, git, write, commit, versions } = repository();
    write('data/shop.csv.dvc', contents(1));
    commit('First prices\n\nWith a body.');
    git('tag', 'v1');
    write('README', 'nothing to do with it');
    commit('Readme');
    git('tag', '-a', 'release', '-m', 'with a message');
    write('data/shop.csv.dvc', contents(2));
    write('data/deep/er/other.csv.dvc', 'x');
    commit('Prices of März');
    for (let i = 0; i < 20; i++) {
      write('log.txt', contents(100 + i));
      commit(`Noise ${i}`);
    }
    if (form === 'packed') {
      git('gc', '-q', '--aggressive', '--prune=now');
      git('pack-refs', '--all');
    }
    const found = versions('data/shop.csv.dvc', contents(2));
    expect(found.map(({ subject, author, tags, at, text }) => [subject, author, tags, new Date(at).toISOString(), text.endsWith(text === contents(1) ? 'version 1\n' : 'version 2\n')])).toEqual([
      ['Prices of März', 'Ann', [], '2026-03-01T10:03:00.000Z', true],
      ['First prices', 'Ann', ['v1', 'release'], '2026-03-01T10:01:00.000Z', true],
    ]);
    expect(found.map(({ text }) => text)).toEqual([contents(2), contents(1)]);
    expect(found[0]?.id).toBe(git('rev-list', '--all', '--grep=März').trim());
    expect(versions('data/deep/er/other.csv.dvc', 'x').map(({ subject }) => subject)).toEqual(['Prices of März']);
    expect([versions('data/shop.csv.dvc', 'changed on disk'), versions('data', ''), versions('nowhere', '')]).toEqual([[], [], []]);
    expect(versions('data/shop.csv.dvc', contents(2).replaceAll('\n', '\r\n'))).toHaveLength(2);
    rmSync(join(root, '.git', 'HEAD'));
    expect(openGitHistory(root)).toBeNull();
  });

  test('a change that came by a merge is found on its branch', () => {
    const { git, write, commit, versions } = repository();
    write('a.dvc', '1');
    commit('Start');
    git('checkout', '-q', '-b', 'side');
    write('a.dvc', '2');
    commit('On the side');
    git('checkout', '-q', 'main');
    write('b', '1');
    commit('On main');
    git('merge', '-q', '--no-ff', '-m', 'Merge', 'side');
    expect(versions('a.dvc', '2').map(({ subject }) => subject)).toEqual(['On the side', 'Start']);
  });

  test('a damaged object ends the history, and nothing is thrown', () => {
    const { root, git, write, commit, versions } = repository();
    write('a.dvc', '1');
    commit('Start');
    write('a.dvc', '2');
    commit('Next');
    const blob = git('rev-parse', 'HEAD~1:a.dvc').trim();
    const path = join(root, '.git', 'objects', blob.slice(0, 2), blob.slice(2));
    rmSync(path);
    writeFileSync(path, 'no zlib');
    expect(versions('a.dvc', '2').map(({ subject }) => subject)).toEqual(['Next']);
  });
});

test('a folder without git has no history', () => {
  expect(openGitHistory(temporaryFolder())).toBeNull();
});
