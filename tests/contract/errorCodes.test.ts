/** Every code of the product's error, made by a real situation: what happened, where, and what to do next. A code without a situation does not compile here. */
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes, exitCodeOf, type ErrorCode } from '@shared/contract/errors';
import { makeEngine, type TestEngine } from '../helpers/makeEngine';
import { smallDrive, whyNoSmallDrive } from '../helpers/smallDrive';
import { temporaryFolder } from '../helpers/temporary';

interface Situation {
  /** Ends in the error, thrown or as that of a job. */
  readonly by: () => Promise<unknown>;
  readonly where: RegExp;
  readonly next: RegExp;
  readonly exitCode: number;
  readonly needsDrive?: true;
}

const table = 'id,n\na,1\nb,2\nc,4\nd,8\n';

async function importInto({ client, finished }: TestEngine, path: string): Promise<unknown> {
  const { ticket } = await client.call('files.grant', { path });
  const { error, result } = await finished((await client.call('datasets.import', { ticket })).jobId);
  return error ?? result;
}

function fileWith(content: string): string {
  const path = join(temporaryFolder(), 'shop.csv');
  writeFileSync(path, content);
  return path;
}

const onDrive = async (prepare: (drive: ReturnType<typeof smallDrive>) => void): Promise<unknown> => {
  const drive = smallDrive(4 << 20);
  const made = makeEngine({ projectDir: join(drive.folder, 'project') });
  await importInto(made, fileWith(table));
  await made.close();
  prepare(drive);
  return makeEngine({ projectDir: made.projectDir });
};

const situations: Readonly<Record<ErrorCode, Situation>> = {
  'invalid-input': { by: () => importInto(makeEngine(), temporaryFolder()), where: /almanac-test-\w+ is a folder/, next: /Choose a file in it\./, exitCode: 2 },
  'unreadable-file': { by: () => importInto(makeEngine(), fileWith('')), where: /The file is empty/, next: /Export the table again/, exitCode: 2 },
  'not-found': { by: () => importInto(makeEngine(), '/nowhere/shop.csv'), where: /at \/nowhere\/shop\.csv/, next: /Check the name/, exitCode: 3 },
  conflict: {
    by: async () => {
      const { client, finished } = makeEngine();
      const path = fileWith(table);
      const { ticket } = await client.call('files.grant', { path });
      await client.call('datasets.inspect', { ticket });
      writeFileSync(path, `${table}e,16\n`);
      return (await finished((await client.call('datasets.import', { ticket })).jobId)).error;
    },
    where: /shop\.csv .* had 21 bytes then and has 26 bytes now/,
    next: /Choose it again and look/,
    exitCode: 2,
  },
  cancelled: {
    by: async () => {
      const { client, finished } = makeEngine();
      const { ticket } = await client.call('files.grant', { path: fileWith(table.repeat(200_000)) });
      const { jobId } = await client.call('datasets.import', { ticket });
      await client.call('jobs.cancel', { jobId });
      return (await finished(jobId)).error;
    },
    where: /Cancelled/,
    next: /What was finished is kept/,
    exitCode: 4,
  },
  'project-in-use': { by: async () => makeEngine({ projectDir: makeEngine().projectDir }), where: /Another Almanac has this project open/, next: /Close it there/, exitCode: 2 },
  'too-new': {
    by: async () => {
      const { projectDir, close } = makeEngine();
      await close();
      const path = join(projectDir, 'almanac.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"formatVersion": 1', '"formatVersion": 99'));
      return makeEngine({ projectDir });
    },
    where: /format 99/,
    next: /Install the newer Almanac/,
    exitCode: 2,
  },
  'corrupt-store': {
    by: async () => {
      const made = makeEngine();
      await importInto(made, fileWith(table));
      await importInto(made, fileWith(`${table}e,16\n`));
      const [dataset] = await made.client.call('datasets.list', {});
      await made.close();
      const objects = join(made.projectDir, 'objects');
      for (const name of readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((each) => each.length > 10)) {
        const path = join(objects, name);
        if (!readFileSync(path, 'utf8').startsWith('id,n')) continue;
        chmodSync(path, 0o644);
        writeFileSync(path, readFileSync(path, 'utf8').replace('a,1', 'a,7'));
      }
      const again = makeEngine({ projectDir: made.projectDir });
      return again.client.call('datasets.page', { snapshotId: dataset?.versions.find(({ number }) => number === 1)?.snapshotId ?? '', offset: 0, limit: 1 });
    },
    where: /source of shop version 1 is damaged/,
    next: /Restore the project from a copy/,
    exitCode: 5,
  },
  'disk-full': { by: () => onDrive((drive) => drive.leaveFree(0)), where: /no space left on the drive of .*project: 0 bytes are free/, next: /Free some space/, exitCode: 2, needsDrive: true },
  'no-access': { by: () => onDrive((drive) => drive.setReadOnly(true)), where: /may not write to .*project/, next: /Make it writable/, exitCode: 2, needsDrive: true },
  'unavailable-here': {
    by: async () => {
      const { client, finished } = makeEngine({ ports: { resourcesDir: temporaryFolder() } });
      return (await finished((await client.call('project.loadSamples', {})).jobId)).error;
    },
    where: /The samples that come with Almanac/,
    next: /Install Almanac again/,
    exitCode: 2,
  },
  'pdf-needs-window': {
    by: async () => {
      const made = makeEngine();
      await importInto(made, fileWith(`id,n,m\n${Array.from({ length: 40 }, (_, i) => `p${i},${i % 7},${(i * 13) % 11}\n`).join('')}`));
      const [dataset] = await made.client.call('datasets.list', {});
      const { jobId } = await made.client.call('tracking.train', { snapshotId: dataset?.versions[0]?.snapshotId ?? '', target: 'm', models: ['mean'] });
      await made.finished(jobId);
      const [run] = await made.client.call('tracking.runs', {});
      return (await made.finished((await made.client.call('reports.write', { subject: { runId: run?.id ?? '' }, format: 'pdf' })).jobId)).error;
    },
    where: /PDF/,
    next: /HTML|desktop|window/,
    exitCode: 2,
  },
  internal: {
    by: async () => {
      const { client, finished } = makeEngine({ ports: { clock: { now: () => Number.NaN } } });
      const { ticket } = await client.call('files.grant', { path: fileWith(table) });
      return client.call('datasets.import', { ticket }).then(({ jobId }) => finished(jobId)).then(({ error }) => error);
    },
    where: /inside Almanac/,
    next: /Try again; if it happens again, send the log file/,
    exitCode: 5,
  },
};

describe('each code', () => {
  test.each(errorCodes)('%s', async (code) => {
    const { by, where, next, exitCode, needsDrive } = situations[code];
    if (needsDrive && whyNoSmallDrive() !== null) return;
    const error = await Promise.resolve().then(by).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringMatching(where) as string });
    expect(error).toMatchObject({ message: expect.stringMatching(next) as string });
    expect(exitCodeOf[code]).toBe(exitCode);
  });
});
