import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readShellArguments } from '@main/electron/shellArguments';

const folder = mkdtempSync(join(tmpdir(), 'almanac-arguments-'));
writeFileSync(join(folder, 'sales.csv'), 'a\n1\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('files that are there are opened, switches and missing files are not', () => {
  expect(readShellArguments(['/opt/almanac', '--no-sandbox', 'sales.csv', 'missing.csv'], false, folder)).toEqual({ project: null, files: [join(folder, 'sales.csv')] });
});

test('a checkout is started with its own folder first', () => {
  expect(readShellArguments(['/electron', folder, 'sales.csv'], true, folder)).toEqual({ project: null, files: [join(folder, 'sales.csv')] });
});

test('a project is named in either form and is no file to import', () => {
  expect(readShellArguments(['/opt/almanac', '--project', 'shop', 'sales.csv'], false, folder)).toEqual({ project: join(folder, 'shop'), files: [join(folder, 'sales.csv')] });
  expect(readShellArguments(['/opt/almanac', '--project=shop'], false, folder).project).toBe(join(folder, 'shop'));
});

test('the file that makes a folder a project opens the project', () => {
  writeFileSync(join(folder, 'almanac.json'), '{}');
  expect(readShellArguments(['/opt/almanac', 'almanac.json', 'sales.csv'], false, folder)).toEqual({ project: folder, files: [join(folder, 'sales.csv')] });
  expect(readShellArguments(['/opt/almanac', '--project=shop', 'almanac.json'], false, folder)).toEqual({ project: join(folder, 'shop'), files: [] });
});
