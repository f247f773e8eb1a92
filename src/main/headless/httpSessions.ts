/** Sessions of browser mode: frames to the engine are posted, frames from it flow as server-sent events. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientFrameSchema, type ClientFrame, type EngineFrame } from '@shared/contract/frames';
import { pageHeaders } from '@shared/contentPolicy';

export interface FrameChannel {
  receive(frame: ClientFrame): void;
  close(): void;
}
export type OpenChannel = (send: (frame: EngineFrame) => void) => FrameChannel;

export interface HttpSessions {
  /** GET /events: a session lives as long as this answer. */
  open(request: IncomingMessage, response: ServerResponse): void;
  /** POST /frames. @returns the status to answer with. */
  receive(sessionId: string | undefined, body: string): 204 | 400 | 409;
  closeAll(): void;
}

const heartbeatMs = 20_000;
/** A page that no longer reads is let go before its answers fill the memory. */
const backlogLimitBytes = 64 * 1024 * 1024;

export function createHttpSessions(openChannel: OpenChannel): HttpSessions {
  const sessions = new Map<string, { channel: FrameChannel; response: ServerResponse }>();

  return {
    open(request, response) {
      const id = randomBytes(24).toString('base64url');
      response.writeHead(200, { ...pageHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(`event: session\ndata: ${JSON.stringify({ session: id })}\n\n`);
      const channel = openChannel((frame) => {
        if (response.writableLength > backlogLimitBytes) response.destroy();
        else response.write(`data: ${JSON.stringify(frame)}\n\n`);
      });
      sessions.set(id, { channel, response });
      const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
      request.on('close', () => {
        clearInterval(heartbeat);
        sessions.delete(id);
        channel.close();
      });
    },
    receive(sessionId, body) {
      const session = sessions.get(sessionId ?? '');
      if (!session) return 409;
      const frame = clientFrameSchema.safeParse(parseJson(body));
      if (!frame.success) return 400;
      session.channel.receive(frame.data);
      return 204;
    },
    closeAll() {
      for (const { response } of sessions.values()) response.end();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
