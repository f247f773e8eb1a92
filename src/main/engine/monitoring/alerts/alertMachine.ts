/**
 * The life of one alert, step by step, after Grafana's: normal, pending, firing, recovering, no data, error. Pure.
 * A step is one batch; "pending for N batches" fires on breach number N, and notices go out only on entering firing and on resolved.
 */
import type { AlertStateName } from '@shared/areas/monitoring';

export interface AlertSettings {
  /** Fires on the breach of this number in a row; Grafana's pending period over its interval, plus one. */
  readonly forBatches: number;
  /** Batches without a breach for which it stays on as recovering. */
  readonly keepBatches: number;
}

/** What a batch shows of the subject; missing: the subject itself is gone (a dropped column). */
export type Observation = 'breach' | 'fine' | 'no-data' | 'error' | 'missing';

export interface AlertState {
  readonly state: AlertStateName;
  /** Breaches in a row. */
  readonly breaches: number;
  /** Batches in a row without a breach, while recovering. */
  readonly quiet: number;
  /** Batches in a row in which the subject was missing. */
  readonly missing: number;
}

export interface AlertStep {
  readonly next: AlertState;
  readonly notice: 'firing' | 'resolved' | 'no-data' | 'error' | null;
}

export const calmState: AlertState = { state: 'normal', breaches: 0, quiet: 0, missing: 0 };

/** A vanished subject keeps its state this often and is then resolved. */
const missingUntilResolved = 2;

export function stepAlert(settings: AlertSettings, before: AlertState, observation: Observation): AlertStep {
  switch (observation) {
    case 'breach':
      return onBreach(settings, before);
    case 'fine':
      return onFine(settings, before);
    case 'missing': {
      const missing = before.missing + 1;
      if (missing < missingUntilResolved) return { next: { ...before, missing }, notice: null };
      return { next: calmState, notice: isOn(before) ? 'resolved' : null };
    }
    case 'no-data':
    case 'error':
      return { next: { ...calmState, state: observation }, notice: before.state === observation ? null : observation };
  }
}

function onBreach({ forBatches }: AlertSettings, before: AlertState): AlertStep {
  const breaches = before.breaches + 1;
  const fires = isOn(before) || breaches >= forBatches;
  const next: AlertState = { state: fires ? 'firing' : 'pending', breaches, quiet: 0, missing: 0 };
  return { next, notice: fires && !isOn(before) ? 'firing' : null };
}

function onFine({ keepBatches }: AlertSettings, before: AlertState): AlertStep {
  if (!isOn(before)) return { next: calmState, notice: before.state === 'no-data' || before.state === 'error' ? 'resolved' : null };
  const quiet = before.quiet + 1;
  if (quiet <= keepBatches) return { next: { state: 'recovering', breaches: 0, quiet, missing: 0 }, notice: null };
  return { next: calmState, notice: 'resolved' };
}

/** Firing or not yet over. */
export function isOn({ state }: AlertState): boolean {
  return state === 'firing' || state === 'recovering';
}
