/**
 * Answers of queries, kept by endpoint and input. When the engine says that an area changed, answers that
 * depend on it are fetched anew where a view shows them (the old answer stays meanwhile) and dropped elsewhere.
 */
import type { EndpointName } from '@shared/contract/client';
import type { ChangedArea } from '@shared/contract/events';

export interface QuerySnapshot {
  readonly data: unknown;
  readonly error: unknown;
  /** True while nothing has arrived yet. */
  readonly loading: boolean;
  /** True while an older answer is shown and a newer one is on its way. */
  readonly refetching: boolean;
}

interface Entry {
  readonly name: EndpointName;
  readonly input: unknown;
  readonly listeners: Set<() => void>;
  snapshot: QuerySnapshot;
  /** Raised by each fetch, so that a late answer of an older one is not taken. */
  turn: number;
  stale: boolean;
}

export interface QueryCache {
  read(name: EndpointName, input: unknown): QuerySnapshot;
  subscribe(name: EndpointName, input: unknown, listener: () => void): () => void;
  reload(name: EndpointName, input: unknown): void;
  /** Drops what depends on an area; without one, everything (the engine was replaced). */
  drop(area?: ChangedArea): void;
}

/** Which endpoints answer differently once an area changed. */
const dependents: Readonly<Record<ChangedArea, readonly string[]>> = {
  project: ['project.'],
  datasets: ['datasets.', 'quality.', 'checkpoints.', 'project.', 'tracking.proposeSetup', 'tracking.scoreHonesty', 'tracking.adviseSplit', 'series.', 'monitoring.', 'upkeep.'],
  quality: ['quality.', 'checkpoints.', 'project.'],
  runs: ['tracking.', 'registry.', 'project.', 'interop.', 'forecasting.form', 'series.', 'upkeep.uses'],
  registry: ['registry.', 'tracking.', 'forecasting.', 'project.', 'monitoring.'],
  forecasts: ['forecasting.', 'project.', 'monitoring.'],
  series: ['series.', 'project.'],
  reports: ['project.lineage'],
  monitoring: ['monitoring.', 'project.'],
  pipelines: ['pipelines.', 'project.'],
  sync: ['sync.', 'project.'],
  scoring: ['scoring.'],
  upkeep: ['upkeep.'],
  jobs: ['jobs.', 'upkeep.storage'],
};

const nothingYet: QuerySnapshot = { data: undefined, error: null, loading: true, refetching: false };
const maxIdleEntries = 150;

export function createQueryCache(fetch: (name: EndpointName, input: unknown) => Promise<unknown>): QueryCache {
  const entries = new Map<string, Entry>();

  function entryOf(name: EndpointName, input: unknown): Entry {
    const key = `${name} ${JSON.stringify(input)}`;
    const known = entries.get(key);
    if (known) return known;
    const made: Entry = { name, input, listeners: new Set(), snapshot: nothingYet, turn: 0, stale: true };
    entries.set(key, made);
    return made;
  }

  function start(entry: Entry): void {
    entry.stale = false;
    entry.turn += 1;
    const turn = entry.turn;
    const held = entry.snapshot.data !== undefined;
    if (held || entry.snapshot.error !== null) update(entry, { data: entry.snapshot.data, error: null, loading: !held, refetching: held });
    fetch(entry.name, entry.input).then(
      (data) => {
        if (turn === entry.turn) update(entry, { data, error: null, loading: false, refetching: false });
      },
      (error: unknown) => {
        if (turn === entry.turn) update(entry, { data: entry.snapshot.data, error, loading: false, refetching: false });
      },
    );
  }

  function update(entry: Entry, snapshot: QuerySnapshot): void {
    entry.snapshot = snapshot;
    for (const listener of entry.listeners) listener();
  }

  function forgetIdle(): void {
    const idle = [...entries].filter(([, entry]) => entry.listeners.size === 0);
    for (const [key] of idle.slice(0, Math.max(0, idle.length - maxIdleEntries))) entries.delete(key);
  }

  return {
    read: (name, input) => entryOf(name, input).snapshot,
    subscribe(name, input, listener) {
      const entry = entryOf(name, input);
      entry.listeners.add(listener);
      if (entry.stale || entry.snapshot.error !== null) start(entry);
      return () => {
        entry.listeners.delete(listener);
        forgetIdle();
      };
    },
    reload: (name, input) => start(entryOf(name, input)),
    drop(area) {
      const prefixes = area === undefined ? [''] : dependents[area];
      for (const [key, entry] of entries) {
        if (!prefixes.some((prefix) => entry.name.startsWith(prefix))) continue;
        if (entry.listeners.size > 0) start(entry);
        else entries.delete(key);
      }
    },
  };
}
