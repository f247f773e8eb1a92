/** What an engine may ask of the shell that started it: checked, answered, and refused in the engine's own words. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { shellAnswerSchema, type ShellRequestHandlers } from '@shared/contract/shellRequests';
import { createEngineHost } from '@main/electron/engineHost';
import { temporaryFolder } from '../../helpers/temporary';

/** An engine that asks the shell what it is called with, and hands the answer back as the result. */
const asking = `
process.on('message', (message) => {
  if (message.shellAnswer) process.send({ channel: 'shell', frame: { t: 'ok', id: 1, value: message } });
  else process.send({ shellRequest: message.frame.input });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: { projectId: 'p', name: process.argv.includes('--prints') ? 'prints' : 'does not' } });
`;

async function ask(request: unknown, offers: ShellRequestHandlers | null): Promise<{ readonly name: string; readonly answer: unknown }> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'engine.cjs'), asking);
  const host = createEngineHost({ node: process.execPath, engine: join(folder, 'engine.cjs'), resources: folder }, offers);
  onTestFinished(() => host.stop());
  const { name } = await host.open(folder);
  const { shellAnswer } = shellAnswerSchema.parse(await host.call('any', request, z.unknown()));
  return { name, answer: shellAnswer };
}

const document = { html: '<p>', title: 'T', paper: 'A4' };

test('a request is answered with its number, and bytes stay bytes', async () => {
  const { name, answer } = await ask({ id: 7, name: 'printPdf', input: document }, { printPdf: ({ title }) => Promise.resolve(Buffer.from(`%PDF ${title}`)) });
  expect(name).toBe('prints');
  expect(answer).toMatchObject({ id: 7 });
  const { ok } = z.object({ ok: z.instanceof(Uint8Array) }).parse(answer);
  expect(Buffer.from(ok).toString()).toBe('%PDF T');
});

test('what the printer says in the engine’s words keeps its code; anything else is internal', async () => {
  const fail = (error: Error) => ask({ id: 1, name: 'printPdf', input: document }, { printPdf: () => Promise.reject(error) });
  expect((await fail(new EngineError('unavailable-here', 'No printer.'))).answer).toMatchObject({ fail: { code: 'unavailable-here', message: 'No printer.' } });
  expect((await fail(new Error('boom'))).answer).toMatchObject({ fail: { code: 'internal', details: { cause: 'boom' } } });
});

test('input of another shape never reaches the printer', async () => {
  const { answer } = await ask({ id: 2, name: 'printPdf', input: { html: 7 } }, { printPdf: () => Promise.resolve(new Uint8Array([1])) });
  expect(answer).toMatchObject({ id: 2, fail: { code: 'internal' } });
});

test('a shell that offers nothing says so, and the engine is told at its start', async () => {
  const { name, answer } = await ask({ id: 3, name: 'printPdf', input: document }, null);
  expect(name).toBe('does not');
  expect(answer).toMatchObject({ fail: { code: 'unavailable-here' } });
});
