/** Runs a command and remembers whether it runs and how it failed. `run` answers undefined after a failure. */
import { useCallback, useState } from 'react';
import type { AlmanacContract } from '@shared/contract/contract';
import type { EndpointName } from '@shared/contract/client';
import type { InputOf, ReplyOf } from '@shared/contract/endpoint';
import { useEngine } from './EngineContext';

export type CommandName = { [N in EndpointName]: AlmanacContract[N]['kind'] extends 'command' ? N : never }[EndpointName];

export interface CommandState<N extends CommandName> {
  readonly run: (input: InputOf<AlmanacContract[N]>) => Promise<ReplyOf<AlmanacContract[N]> | undefined>;
  readonly running: boolean;
  readonly error: unknown;
  readonly clearError: () => void;
}

export function useCommand<N extends CommandName>(name: N): CommandState<N> {
  const client = useEngine();
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = useCallback(
    async (input: InputOf<AlmanacContract[N]>) => {
      setRunning(true);
      setError(null);
      try {
        return await client.call(name, input);
      } catch (failure) {
        setError(failure);
        return undefined;
      } finally {
        setRunning(false);
      }
    },
    [client, name],
  );
  const clearError = useCallback(() => setError(null), []);
  return { run, running, error, clearError };
}
