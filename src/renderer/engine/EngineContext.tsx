/** Gives every component the host and the connection. Tests put their own in. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { EngineState } from '@shared/contract/bridge';
import type { EngineClient } from '@shared/contract/client';
import type { Connection } from './connection';
import type { Host } from './host';

interface Surroundings {
  readonly host: Host;
  readonly connection: Connection;
}

const EngineContext = createContext<Surroundings | null>(null);

export function EngineProvider({ host, connection, children }: Surroundings & { readonly children: ReactNode }) {
  return <EngineContext.Provider value={{ host, connection }}>{children}</EngineContext.Provider>;
}

function useSurroundings(): Surroundings {
  const surroundings = useContext(EngineContext);
  if (surroundings === null) throw new Error('A component that talks to the engine stands outside EngineProvider.');
  return surroundings;
}

export function useHost(): Host {
  return useSurroundings().host;
}

export function useConnection(): Connection {
  return useSurroundings().connection;
}

export function useEngine(): EngineClient {
  return useSurroundings().connection.client;
}

export function useEngineState(): EngineState {
  const connection = useConnection();
  return useSyncExternalStore(connection.onEngineState, connection.engineState, connection.engineState);
}
