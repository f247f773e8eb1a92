/** A client in the same process: frames go through JSON, so that it behaves like the carriers that cross processes. */
import type { ClientTransport, EngineFrame } from '@shared/contract/frames';
import type { Router, Trust } from '../engine/kernel/router';

export function connectMemory(router: Router, trust: Trust): ClientTransport & { close(): void } {
  const listeners = new Set<(frame: EngineFrame) => void>();
  const closeListeners = new Set<() => void>();
  const channel = router.openChannel(trust, (frame) => {
    const copy = JSON.parse(JSON.stringify(frame)) as EngineFrame;
    for (const listener of listeners) listener(copy);
  });
  return {
    send: (frame) => queueMicrotask(() => channel.receive(frame)),
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose(listener) {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close() {
      channel.close();
      for (const listener of closeListeners) listener();
    },
  };
}
