/** Carries frames in browser mode: calls are posted, answers come as server-sent events. */
import { engineFrameSchema, type ClientFrame, type ClientTransport, type EngineFrame } from '@shared/contract/frames';
import type { EngineState } from '@shared/contract/bridge';
import { z } from 'zod';

export interface HttpTransport extends ClientTransport {
  onEngineState(listener: (state: EngineState) => void): () => void;
}

const sessionSchema = z.object({ session: z.string().min(16) });
const stopped: EngineState = {
  state: 'stopped',
  error: {
    code: 'unavailable-here',
    message: 'Almanac cannot be reached. It was stopped where it was started. Start it again and open the address it prints.',
    details: {},
    retryable: true,
  },
};

/** `EventSource` connects again by itself; each connection is a new session with no open calls. */
export function createHttpTransport(): HttpTransport {
  const frameListeners = new Set<(frame: EngineFrame) => void>();
  const closeListeners = new Set<() => void>();
  const stateListeners = new Set<(state: EngineState) => void>();
  let session: string | null = null;
  let waiting: ClientFrame[] = [];
  let current: EngineState = { state: 'starting', error: null };

  const events = new EventSource('/events');
  events.addEventListener('session', (event) => {
    const parsed = sessionSchema.safeParse(parseJson(event.data));
    if (!parsed.success) return;
    session = parsed.data.session;
    announce({ state: 'running', error: null });
    const frames = waiting;
    waiting = [];
    for (const frame of frames) void post(frame);
  });
  events.addEventListener('message', (event) => {
    const parsed = engineFrameSchema.safeParse(parseJson(event.data));
    if (parsed.success) for (const listener of frameListeners) listener(parsed.data);
  });
  events.addEventListener('error', () => {
    const wasOpen = session !== null;
    session = null;
    waiting = [];
    announce(events.readyState === EventSource.CLOSED || !wasOpen ? stopped : { state: 'restarting', error: null });
    for (const listener of closeListeners) listener();
  });

  function announce(state: EngineState): void {
    current = state;
    for (const listener of stateListeners) listener(state);
  }

  async function post(frame: ClientFrame): Promise<void> {
    if (session === null) {
      waiting.push(frame);
      return;
    }
    try {
      const response = await fetch('/frames', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-almanac-session': session },
        body: JSON.stringify(frame),
      });
      if (!response.ok) fail(frame, await response.text());
    } catch {
      fail(frame, 'Almanac did not answer. If it was stopped, start it again and open the address it prints.');
    }
  }

  function fail(frame: ClientFrame, message: string): void {
    if (frame.t !== 'call') return;
    const answer: EngineFrame = { t: 'fail', id: frame.id, error: { code: 'unavailable-here', message, details: {}, retryable: true } };
    for (const listener of frameListeners) listener(answer);
  }

  return {
    send: (frame) => void post(frame),
    onFrame: (listener) => listen(frameListeners, listener),
    onClose: (listener) => listen(closeListeners, listener),
    onEngineState(listener) {
      listener(current);
      return listen(stateListeners, listener);
    },
  };
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
