/** A host whose engine is a table of answers, for tests of the window's side of the contract. */
import type { EngineState } from '@shared/contract/bridge';
import type { ClientFrame, EngineFrame } from '@shared/contract/frames';

export interface FakeHost {
  readonly transport: { send(frame: ClientFrame): void; onFrame(listener: (frame: EngineFrame) => void): () => void; onClose(listener: () => void): () => void };
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** Names called, in order. */
  readonly calls: string[];
  announce(name: string, payload: unknown): void;
  setState(state: EngineState['state']): void;
}

export function createFakeHost(answers: Readonly<Record<string, (input: unknown) => unknown>>): FakeHost {
  const frames = new Set<(frame: EngineFrame) => void>();
  const closes = new Set<() => void>();
  const states = new Set<(state: EngineState) => void>();
  const calls: string[] = [];
  const tell = (frame: EngineFrame): void => frames.forEach((listener) => listener(frame));
  return {
    calls,
    transport: {
      send(frame) {
        if (frame.t !== 'call') return;
        calls.push(frame.name);
        queueMicrotask(() => {
          try {
            tell({ t: 'ok', id: frame.id, value: answers[frame.name]?.(frame.input) });
          } catch (error) {
            tell({ t: 'fail', id: frame.id, error: { code: 'not-found', message: String(error), details: {}, retryable: false } });
          }
        });
      },
      onFrame: (listener) => add(frames, listener),
      onClose: (listener) => add(closes, listener),
    },
    onEngineState(listener) {
      listener({ state: 'running', error: null });
      return add(states, listener);
    },
    announce: (name, payload) => tell({ t: 'event', name, payload }),
    setState(state) {
      if (state !== 'running') closes.forEach((listener) => listener());
      states.forEach((listener) => listener({ state, error: null }));
    },
  };
}

function add<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => set.delete(listener);
}
