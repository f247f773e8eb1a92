/** Answers what the page asks of the shell: each request is checked for its sender and its shape. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import { windowRequests, type WindowRequest } from '@shared/contract/bridge';
import { shellMessages } from '@shared/messages/shell';
import { isOwnAddress } from './appProtocol';

type PayloadOf<R extends WindowRequest> = z.infer<(typeof windowRequests)[R]>;
type Handler<R extends WindowRequest> = (payload: PayloadOf<R>) => unknown;
export type WindowRequestHandlers = { readonly [R in WindowRequest]: Handler<R> };

export function answerWindow(handlers: WindowRequestHandlers): void {
  for (const request of Object.keys(windowRequests) as WindowRequest[]) register(request, handlers[request] as Handler<WindowRequest>);
}

function register(request: WindowRequest, handler: Handler<WindowRequest>): void {
  const schema: z.ZodType<PayloadOf<WindowRequest>> = windowRequests[request];
  if (request === 'window:frame') {
    ipcMain.on(request, (event, raw: unknown) => {
      const parsed = schema.safeParse(raw);
      if (isOwnPage(event) && parsed.success) handler(parsed.data);
    });
    return;
  }
  ipcMain.handle(request, async (event, raw: unknown) => {
    const parsed = schema.safeParse(raw);
    if (!isOwnPage(event) || !parsed.success) return { fail: shellMessages.errors.refused };
    try {
      return { ok: await handler(parsed.data) };
    } catch (error) {
      return { fail: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** The main frame of a window, showing the app's own page. */
function isOwnPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url);
}
