/** Numbers the calls of successive pages apart, so that an answer to a page that is gone never reaches the next one. */
import type { ClientFrame, EngineFrame } from '@shared/contract/frames';

export interface CallNumbers {
  /** @returns null for a cancel of a call that is not open. */
  toEngine(frame: ClientFrame): ClientFrame | null;
  /** @returns null for an answer to a page that is gone. */
  toPage(frame: EngineFrame): EngineFrame | null;
  /** Forgets all open calls and names their numbers at the engine. */
  clear(): readonly number[];
}

export function createCallNumbers(): CallNumbers {
  const pageNumberOf = new Map<number, number>();
  const engineNumberOf = new Map<number, number>();
  let next = 1;

  return {
    toEngine(frame) {
      if (frame.t === 'cancel') {
        const known = engineNumberOf.get(frame.id);
        return known === undefined ? null : { t: 'cancel', id: known };
      }
      const id = next++;
      pageNumberOf.set(id, frame.id);
      engineNumberOf.set(frame.id, id);
      return { ...frame, id };
    },
    toPage(frame) {
      if (frame.t === 'event') return frame;
      const pageNumber = pageNumberOf.get(frame.id);
      if (pageNumber === undefined) return null;
      if (frame.t !== 'progress') {
        pageNumberOf.delete(frame.id);
        engineNumberOf.delete(pageNumber);
      }
      return { ...frame, id: pageNumber };
    },
    clear() {
      const numbers = [...pageNumberOf.keys()];
      pageNumberOf.clear();
      engineNumberOf.clear();
      return numbers;
    },
  };
}
