/** Reads a query and stays up to date. `input` null asks nothing (a selection is still missing). */
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import type { AlmanacContract } from '@shared/contract/contract';
import type { EndpointName } from '@shared/contract/client';
import type { InputOf, ResultOf } from '@shared/contract/endpoint';
import { useConnection } from './EngineContext';
import type { QuerySnapshot } from './queryCache';

export type QueryName = { [N in EndpointName]: AlmanacContract[N]['kind'] extends 'query' ? N : never }[EndpointName];

export interface QueryState<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  readonly refetching: boolean;
  /** The data answer the former input; the answer to this one is on its way. */
  readonly outdated: boolean;
  readonly reload: () => void;
}

export interface QueryOptions {
  /** Shows the answer to the former input until the new one is here (sliders, search as you type). */
  readonly keepPrevious?: boolean;
}

const idle: QuerySnapshot = { data: undefined, error: null, loading: false, refetching: false };

export function useQuery<N extends QueryName>(name: N, input: InputOf<AlmanacContract[N]> | null, options: QueryOptions = {}): QueryState<ResultOf<AlmanacContract[N]>> {
  const { cache } = useConnection();
  const key = input === null ? null : JSON.stringify(input);
  // One object per content, so that a caller may build the input anew on each render.
  const stable = useMemo<unknown>(() => (key === null ? null : JSON.parse(key)), [key]);
  const subscribe = useCallback((listener: () => void) => (stable === null ? () => undefined : cache.subscribe(name, stable, listener)), [cache, name, stable]);
  const read = useCallback(() => (stable === null ? idle : cache.read(name, stable)), [cache, name, stable]);
  const snapshot = useSyncExternalStore(subscribe, read, read);
  const [previous, setPrevious] = useState<unknown>(undefined);
  if (options.keepPrevious === true && snapshot.data !== undefined && snapshot.data !== previous) setPrevious(snapshot.data);
  const reload = useCallback(() => {
    if (stable !== null) cache.reload(name, stable);
  }, [cache, name, stable]);
  const kept = options.keepPrevious === true && snapshot.data === undefined && snapshot.error === null ? previous : undefined;
  return {
    // The client validated the answer against the endpoint's output.
    data: (snapshot.data === undefined ? kept : snapshot.data) as ResultOf<AlmanacContract[N]> | undefined,
    error: snapshot.error,
    loading: snapshot.loading && kept === undefined,
    refetching: snapshot.refetching || (snapshot.loading && kept !== undefined),
    outdated: kept !== undefined,
    reload,
  };
}
