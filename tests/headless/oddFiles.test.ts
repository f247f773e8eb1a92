/** Files that cannot be had, at the command line: no hang, the exit code of the contract, nothing stored. And a project whose folder belongs to somebody else. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf } from '@shared/contract/errors';
import { builtPrograms, root, runCli } from '../helpers/builtProgram';
import { holdingsOf } from '../helpers/holdings';
import { oddFiles } from '../helpers/oddFiles';
import { smallDrive, whyNoSmallDrive } from '../helpers/smallDrive';
import { temporaryFolder } from '../helpers/temporary';

test('each is refused by its code, and where several are given the whole ones are imported', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'first.csv'), 'a,b\n1,2\n');
  expect((await runCli(['import', 'first.csv', '--json'], folder)).exitCode).toBe(0);
  const projectDir = join(folder, 'almanac-project');
  const before = holdingsOf(projectDir);
  const files = await oddFiles(folder, projectDir);
  const together = (await runCli(['import', ...files.map(({ path }) => path), '--json'], folder)).json() as { imports: { error: { code: string; message: string } }[] };
  expect(together.imports).toHaveLength(files.length);
  for (const [i, { name, code, message }] of files.entries()) expect(together.imports[i], name).toMatchObject({ snapshot: null, error: { code, message: expect.stringMatching(message) as string } });
  for (const { name, path, code } of files.filter(({ name: each }) => ['a pipe', 'a link to nothing', 'a device without an end'].includes(each))) {
    const alone = await runCli(['import', path, '--json'], folder);
    expect([alone.exitCode, alone.json()], name).toMatchObject([exitCodeOf[code], { error: { code } }]);
  }
  expect(holdingsOf(projectDir)).toEqual(before);
  const mixed = await runCli(['import', join(folder, 'plain.csv'), join(folder, 'folder.csv'), '--json'], folder);
  expect([mixed.exitCode, mixed.json()]).toMatchObject([1, { imports: [{ verdict: 'accept' }, { verdict: 'reject', error: { code: 'invalid-input' } }] }]);
});

test('documents that are pipes, folders or missing are refused too, and hold nothing up', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shop.csv'), 'a,b\n1,2\n');
  await runCli(['import', 'shop.csv', '--json'], folder);
  expect(spawnSync('mkfifo', [join(folder, 'pipe')]).status).toBe(0);
  mkdirSync(join(folder, 'folder'));
  const commands = (path: string): string[][] => [['schema', 'convert', path, 'out.json', '--from', 'almanac', '--to', 'pandera'], ['recipes', 'import', path], ['gate', 'rules', '--from', path], ['validate', 'shop', '--schema', path]];
  const [convert = [], takeRecipe = []] = [commands('folder')[0], commands('missing')[1]];
  for (const [command, code] of [...commands('pipe').map((each) => [each, 'invalid-input'] as const), [convert, 'invalid-input'] as const, [takeRecipe, 'not-found'] as const]) {
    const refused = await runCli([...command, '--json'], folder);
    expect([refused.exitCode, refused.json()], command.join(' ')).toMatchObject([exitCodeOf[code], { error: { code } }]);
  }
  expect(existsSync(join(folder, 'out.json'))).toBe(false);
});

test.skipIf(whyNoSmallDrive() !== null)('a drive without room: exit 2 and disk-full, for an import and for what is written beside the project', async () => {
  const drive = smallDrive(4 << 20);
  const folder = temporaryFolder();
  const project = ['--project', join(drive.folder, 'project'), '--json'];
  writeFileSync(join(folder, 'small.csv'), 'a,b\n1,2\n');
  writeFileSync(join(folder, 'large.csv'), `a,b\n${'123456,7890123\n'.repeat(200_000)}`);
  expect((await runCli(['import', 'small.csv', ...project], folder)).exitCode).toBe(0);
  const before = holdingsOf(join(drive.folder, 'project'));
  drive.leaveFree(1 << 20);
  const refused = await runCli(['import', 'large.csv', ...project], folder);
  expect([refused.exitCode, refused.json()]).toMatchObject([2, { error: { code: 'disk-full', details: { neededBytes: expect.any(Number) as number, freeBytes: expect.any(Number) as number } } }]);
  drive.leaveFree(0);
  const output = join(drive.folder, 'schema.json');
  writeFileSync(join(folder, 'almanac.json'), JSON.stringify({ format: 'almanac-schema', formatVersion: 1, columns: [], checks: [] }));
  expect(await runCli(['schema', 'convert', 'almanac.json', output, '--from', 'almanac', '--to', 'pandera', '--json'], folder)).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/disk-full/) as string });
  expect(existsSync(output)).toBe(false);
  drive.empty();
  expect(holdingsOf(join(drive.folder, 'project'))).toEqual(before);
  expect((await runCli(['verify', '--deep', ...project], folder)).json()).toMatchObject({ ok: true });
});

const ordinary = 61_843;
const asOrdinary = ['--reuid', String(ordinary), '--regid', String(ordinary), '--clear-groups', '--'];
const canBecomeOrdinary = process.getuid?.() === 0 && spawnSync('setpriv', [...asOrdinary, 'true']).status === 0;

/** Root may write everywhere, so it becomes somebody else. */
test.skipIf(!canBecomeOrdinary)('an ordinary user is told of a project that is read-only and of a file without permission', () => {
  const home = mkdtempSync(join(tmpdir(), 'almanac-ordinary-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  chmodSync(home, 0o755);
  const program = programFor(home);
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('setpriv', [...asOrdinary, process.execPath, program, ...args, '--json'], { cwd: home, encoding: 'utf8', timeout: 60_000, env: { PATH: '/usr/bin:/bin', HOME: home, INIT_CWD: home } });
    return { exitCode: status, stderr, document: stdout === '' ? null : (JSON.parse(stdout) as unknown) };
  };
  for (const name of ['mine', 'theirs']) mkdirSync(join(home, name));
  chownSync(join(home, 'mine'), ordinary, ordinary);
  writeFileSync(join(home, 'shop.csv'), 'a,b\n1,2\n');
  writeFileSync(join(home, 'secret.csv'), 'a,b\n1,2\n');
  chmodSync(join(home, 'secret.csv'), 0o600);

  expect(run('import', 'shop.csv', '--project', join(home, 'theirs'))).toMatchObject({ exitCode: 2, document: { error: { code: 'no-access', message: expect.stringMatching(/may not write to .*theirs/) as string } } });
  expect(run('import', 'shop.csv', '--project', join(home, 'mine', 'project'))).toMatchObject({ exitCode: 0 });
  const project = join(home, 'mine', 'project');
  const before = holdingsOf(project);
  expect(run('import', 'secret.csv', '--project', project)).toMatchObject({ exitCode: 2, document: { error: { code: 'unreadable-file', message: expect.stringMatching(/secret\.csv may not be read: you have no permission/) as string } } });
  spawnSync('chown', ['-R', '0:0', project]);
  writeFileSync(join(home, 'other.csv'), 'c,d\n1,2\n');
  expect(run('import', 'other.csv', '--project', project)).toMatchObject({ exitCode: 2, document: { error: { code: 'no-access', message: expect.stringMatching(/read-only, or it belongs to somebody else.*Make it writable/) as string } } });
  expect(holdingsOf(project)).toEqual(before);
});

/** The built command line where anybody may read it. */
function programFor(home: string): string {
  const readable = spawnSync('setpriv', [...asOrdinary, 'sh', '-c', `test -r '${join(builtPrograms, 'cli.cjs')}' && test -x '${process.execPath}'`]).status === 0;
  if (readable) return join(builtPrograms, 'cli.cjs');
  const checkout = join(home, 'checkout');
  mkdirSync(checkout);
  for (const part of ['out', 'resources', 'node_modules']) if (spawnSync('cp', ['-al', join(root, part), join(checkout, part)]).status !== 0) throw new Error(`${part} could not be linked.`);
  copyFileSync(join(root, 'package.json'), join(checkout, 'package.json'));
  return join(checkout, 'out/main/cli.cjs');
}

test.skipIf(process.platform === 'win32')('where the system lets no more files be opened, that is what is said, and the project stays as it was', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'first.csv'), 'a,b\n1,2\n');
  await runCli(['import', 'first.csv', '--json'], folder);
  const before = holdingsOf(join(folder, 'almanac-project'));
  writeFileSync(join(folder, 'second.csv'), 'a,b\n3,4\n');
  const importWith = (mostFiles: number) => {
    const { stdout } = spawnSync('sh', ['-c', `ulimit -n ${mostFiles} && exec "$0" "$@"`, process.execPath, join(builtPrograms, 'cli.cjs'), 'import', 'second.csv', '--json'], { cwd: folder, encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } });
    return stdout === '' ? null : (JSON.parse(stdout) as { error?: { code: string; message: string } });
  };
  // How many files Node has open before the program begins differs between machines; with too few it says nothing at all.
  for (let mostFiles = 20; ; mostFiles += 2) {
    expect(mostFiles).toBeLessThan(120);
    const answer = importWith(mostFiles);
    if (answer === null) continue;
    const { error } = answer;
    expect(error, `${mostFiles} files`).toBeDefined();
    expect(error?.code, `${mostFiles} files`).not.toBe('internal');
    expect(holdingsOf(join(folder, 'almanac-project'))).toEqual(before);
    if (error?.code !== 'unavailable-here') continue;
    expect(error.message).toMatch(/open no more files.*Close other programs/);
    break;
  }
});
