/** Printing through the shell: one answer per request, failures in the engine's words, nothing waits for ever. */
import { expect, test } from 'vitest';
import { EngineError } from '@shared/contract/errors';
import type { ShellAnswer, ShellRequest } from '@shared/contract/shellRequests';
import { printByShell, printNowhere, type ShellChannel } from '@main/headless/printPdf';

const document = { html: '<p>Hello</p>', title: 'Report', paper: 'A4' } as const;
const never = new AbortController().signal;

function fakeShell(): { readonly channel: ShellChannel; readonly asked: ShellRequest['shellRequest'][]; answer(answer: ShellAnswer['shellAnswer'] | object): void } {
  const listeners: ((message: unknown) => void)[] = [];
  const asked: ShellRequest['shellRequest'][] = [];
  return {
    asked,
    channel: { send: ({ shellRequest }) => asked.push(shellRequest), on: (_event, listener) => listeners.push(listener) },
    answer: (shellAnswer) => listeners.forEach((listener) => listener({ shellAnswer })),
  };
}

test('answers reach their own request, in any order', async () => {
  const shell = fakeShell();
  const print = printByShell(shell.channel);
  const first = print(document, never);
  const second = print({ ...document, title: 'Second' }, never);
  const [one, two] = shell.asked;
  shell.answer({ id: two?.id ?? 0, ok: new Uint8Array([2]) });
  shell.answer({ id: one?.id ?? 0, ok: new Uint8Array([1]) });
  expect([...(await first)]).toEqual([1]);
  expect([...(await second)]).toEqual([2]);
  expect(two?.input).toEqual({ ...document, title: 'Second' });
});

test('a refusal keeps its code; an answer of another shape is an error and not a document', async () => {
  const shell = fakeShell();
  const print = printByShell(shell.channel);
  const refused = print(document, never);
  shell.answer({ id: shell.asked[0]?.id ?? 0, fail: new EngineError('unavailable-here', 'No.').toData() });
  await expect(refused).rejects.toMatchObject({ code: 'unavailable-here', message: 'No.' });
  const wrong = print(document, never);
  shell.answer({ id: shell.asked[1]?.id ?? 0, ok: 'not bytes' });
  await expect(wrong).rejects.toThrow();
});

test('an aborted request ends at once and its late answer is dropped', async () => {
  const shell = fakeShell();
  const abort = new AbortController();
  const waiting = printByShell(shell.channel)(document, abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  shell.answer({ id: shell.asked[0]?.id ?? 0, ok: new Uint8Array([1]) });
});

test('without a shell it says that a window is needed', async () => {
  await expect(printNowhere(document, never)).rejects.toMatchObject({ code: 'pdf-needs-window' });
  await expect(printByShell({ on: () => undefined })(document, never)).rejects.toMatchObject({ code: 'pdf-needs-window' });
});
