/** Printing for an engine without a window of its own: the shell that started it prints, or nothing does. */
import { EngineError } from '@shared/contract/errors';
import { shellAnswerSchema, shellRequests, type ShellRequest } from '@shared/contract/shellRequests';
import { shellMessages } from '@shared/messages/shell';
import type { PrintPdf } from '../engine/kernel/ports';

/** The end of the channel to the shell, as far as printing needs it. */
export interface ShellChannel {
  send?(message: ShellRequest): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

interface OpenRequest {
  resolve(value: unknown): void;
  reject(error: EngineError): void;
}

export const printNowhere: PrintPdf = () => Promise.reject(new EngineError('pdf-needs-window', shellMessages.print.noWindow));

/** Asks the shell at the other end of the channel. */
export function printByShell(channel: ShellChannel): PrintPdf {
  const open = new Map<number, OpenRequest>();
  let nextId = 1;
  channel.on('message', (raw) => {
    const message = shellAnswerSchema.safeParse(raw);
    if (!message.success) return;
    const { shellAnswer } = message.data;
    const request = open.get(shellAnswer.id);
    open.delete(shellAnswer.id);
    if ('fail' in shellAnswer) request?.reject(EngineError.fromData(shellAnswer.fail));
    else request?.resolve(shellAnswer.ok);
  });
  return async (document, signal) => {
    if (!channel.send) return printNowhere(document, signal);
    const id = nextId++;
    const answer = await new Promise((resolve, reject) => {
      const cancel = (): void => {
        open.delete(id);
        reject(new EngineError('cancelled', shellMessages.print.cancelled));
      };
      if (signal.aborted) return cancel();
      signal.addEventListener('abort', cancel, { once: true });
      open.set(id, { resolve, reject });
      channel.send?.({ shellRequest: { id, name: 'printPdf', input: document } });
    });
    return shellRequests.printPdf.output.parse(answer);
  };
}
