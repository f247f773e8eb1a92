/** Carries frames between this window and the engine through the desktop shell. */
import type { AlmanacBridge } from '@shared/contract/bridge';
import type { ClientTransport } from '@shared/contract/frames';

export function createIpcTransport(bridge: AlmanacBridge): ClientTransport {
  return {
    send: (frame) => bridge.sendFrame(frame),
    onFrame: (listener) => bridge.onFrame(listener),
    onClose: (listener) =>
      bridge.onEngineState(({ state }) => {
        if (state === 'restarting' || state === 'stopped') listener();
      }),
  };
}
