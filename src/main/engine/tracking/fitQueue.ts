/** Hands the fits of a race to the compute pool, in order, as many at once as it has workers. */
import type { ModelKind } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import type { Compute } from '../kernel/ports';
import type { FitOutcome, FitTask } from '../training/types';
import type { FitFolder } from './fitFolder';

export interface Fit {
  readonly runId: string;
  readonly model: ModelKind;
  /** Place in the fold plan; null for the fit on all rows. */
  readonly position: number | null;
  readonly lane: 'any' | 'tensorflow';
  readonly makeTask: () => FitTask;
}

export interface FitListener {
  started(fit: Fit): void;
  finished(fit: Fit, outcome: FitOutcome): void;
  /** The other fits of this run are given up; the other runs go on. */
  failed(fit: Fit, error: unknown): void;
}

/** Resolves when nothing is left to do. Rejects with `cancelled` where the signal aborts; what `finished` was told stays. */
export async function runFits(fits: readonly Fit[], compute: Compute, signal: AbortSignal, listener: FitListener, folder: FitFolder | null = null): Promise<void> {
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
      const outcome = folder?.find(folder.keyOf(task)) ?? (await compute.run('training.fit', task, { signal, lane: fit.lane }));
      if (!signal.aborted && !givenUp.has(fit.runId)) listener.finished(fit, outcome);
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
