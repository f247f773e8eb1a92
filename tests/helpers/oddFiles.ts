/** Things in a folder that are no files to import, and files that may not be read: with what has to be said of each. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface OddFile {
  readonly name: string;
  readonly path: string;
  readonly code: 'not-found' | 'invalid-input' | 'unreadable-file';
  readonly message: RegExp;
}

/** Those that this system can make. */
export async function oddFiles(folder: string, projectDir: string): Promise<readonly OddFile[]> {
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('folder.csv'));
  symlinkSync(at('nowhere.csv'), at('dangling.csv'));
  symlinkSync(at('loop.csv'), at('loop.csv'));
  writeFileSync(at('empty.csv'), '');
  writeFileSync(at('plain.csv'), 'a,b\n1,2\n');
  const found: OddFile[] = [
    { name: 'a folder', path: at('folder.csv'), code: 'invalid-input', message: /folder\.csv is a folder, not a file\. Choose a file in it\./ },
    { name: 'a link to nothing', path: at('dangling.csv'), code: 'not-found', message: /dangling\.csv is a link, and the file it leads to is not there\. Choose the file itself\./ },
    { name: 'a link to itself', path: at('loop.csv'), code: 'not-found', message: /loop\.csv is a link/ },
    { name: 'a file that is not there', path: at('missing.csv'), code: 'not-found', message: /There is no file at .*missing\.csv\. Check the name and try again\./ },
    { name: 'a file below a file', path: at('plain.csv/inner.csv'), code: 'not-found', message: /There is no file at .*Check the name/ },
    { name: 'a name that is too long', path: at(`${'x'.repeat(300)}.csv`), code: 'not-found', message: /longer than a file's name can be\. Check the name/ },
    { name: 'a name of several lines', path: at('a\nb\u202egpj.csv'), code: 'not-found', message: /There is no file at .*a\\u000ab\\u202egpj\.csv\. Check/ },
    { name: 'a name that is no UTF-8', path: at('sh\uFFFDp.csv'), code: 'not-found', message: /holds characters that are not UTF-8.*rename the file/ },
    { name: 'an empty file', path: at('empty.csv'), code: 'unreadable-file', message: /The file is empty\. Export the table again/ },
    { name: 'the project\'s database', path: join(projectDir, 'almanac.db'), code: 'invalid-input', message: /almanac\.db is one of the files that Almanac keeps the project in\. Choose the file/ },
    { name: 'what describes the project', path: join(projectDir, 'almanac.json'), code: 'invalid-input', message: /keeps the project in/ },
  ];
  if (process.platform !== 'win32') {
    if (spawnSync('mkfifo', [at('pipe.csv')]).status === 0) found.push({ name: 'a pipe', path: at('pipe.csv'), code: 'invalid-input', message: /pipe\.csv is a pipe, not a file\. Save what comes through it/ });
    await listen(at('socket.csv'));
    found.push({ name: 'a socket', path: at('socket.csv'), code: 'invalid-input', message: /socket\.csv is a socket, not a file\. Save the table/ });
    if (existsSync('/dev/zero')) found.push({ name: 'a device without an end', path: '/dev/zero', code: 'invalid-input', message: /\/dev\/zero is a device, not a file\. Save the table/ });
    symlinkSync('/dev/zero', at('device.csv'));
    found.push({ name: 'a link to a device', path: at('device.csv'), code: 'invalid-input', message: /device\.csv is a device/ });
  }
  return found;
}

function listen(path: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((done) => void server.listen(path, done));
}
