/** Hands the fits of a race to the compute pool, in order, as many at once as it has workers. */
import type { ModelKind } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import type { Compute } from '../kernel/ports';
import type { FitTask } from '../training/types';
import type { FitFolder } from './fitFolder';
import type { FitStore, KnownFit } from './fitStore';

export interface Fit {
  readonly runId: string;
  readonly model: ModelKind;
  /** Place in the fold plan; null for the fit on all rows. */
  readonly position: number | null;
  readonly lane: 'any' | 'tensorflow';
  readonly makeTask: () => FitTask;
}

/** Where fits are looked for before they are computed, and kept after. */
export interface FitShelves {
  readonly keyOf: (task: FitTask) => string;
  readonly store: FitStore;
  /** Null where no folder is shared. */
  readonly folder: FitFolder | null;
}

export interface FitListener {
  started(fit: Fit): void;
  /** `reused` where it was not computed now. */
  finished(fit: Fit, known: KnownFit, reused: boolean): void;
  /** The other fits of this run are given up; the other runs go on. */
  failed(fit: Fit, error: unknown): void;
}

/** Resolves when nothing is left to do. Rejects with `cancelled` where the signal aborts; what `finished` was told stays. */
export async function runFits(fits: readonly Fit[], compute: Compute, signal: AbortSignal, listener: FitListener, { keyOf, store, folder }: FitShelves): Promise<void> {
  const waiting = [...fits];
  const givenUp = new Set<string>();
  let tensorflowBusy = false;

  function takeNext(): Fit | undefined {
    const at = waiting.findIndex((fit) => !givenUp.has(fit.runId) && !(fit.lane === 'tensorflow' && tensorflowBusy));
    return at === -1 ? undefined : waiting.splice(at, 1)[0];
  }

  async function fitOne(fit: Fit): Promise<void> {
    if (fit.lane === 'tensorflow') tensorflowBusy = true;
    listener.started(fit);
    try {
      const task = fit.makeTask();
      const key = keyOf(task);
      const shared = folder?.find(key) ?? null;
      const known = store.keep(key, shared ?? (await compute.run('training.fit', task, { signal, lane: fit.lane })));
      if (!signal.aborted && !givenUp.has(fit.runId)) listener.finished(fit, known, shared !== null);
    } catch (error) {
      if (signal.aborted) return;
      givenUp.add(fit.runId);
      listener.failed(fit, error);
    } finally {
      if (fit.lane === 'tensorflow') tensorflowBusy = false;
    }
  }

  const inFlight = new Set<Promise<void>>();
  for (;;) {
    // A turn of the event loop for each fit, so that a cancel is heard even where tasks run in this thread.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (signal.aborted) break;
    while (inFlight.size < compute.size) {
      const fit = takeNext();
      if (!fit) break;
      const running = fitOne(fit).finally(() => inFlight.delete(running));
      inFlight.add(running);
    }
    if (inFlight.size === 0) break;
    await Promise.race(inFlight);
  }
  await Promise.allSettled(inFlight);
  if (signal.aborted) throw new EngineError('cancelled', 'Cancelled. What was finished is kept.');
}
