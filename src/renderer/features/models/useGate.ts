/** Asks the gate about one run and waits for its answer. */
import { useCallback, useState } from 'react';
import { EngineError } from '@shared/contract/errors';
import type { GateEvaluation } from '@shared/areas/gates';
import { jobResult, useJob, useStartJob } from '@renderer/engine';

export interface GateState {
  readonly evaluation: GateEvaluation | null;
  readonly running: boolean;
  readonly error: unknown;
  readonly ask: (runId: string) => Promise<void>;
}

export function useGate(): GateState {
  const starter = useStartJob('registry.gate');
  const [jobId, setJobId] = useState<string | null>(null);
  const { job, running } = useJob(jobId);
  const { start } = starter;
  const ask = useCallback(async (runId: string) => setJobId(await start({ runId })), [start]);
  const failure = job?.state === 'failed' && job.error ? EngineError.fromData(job.error) : null;
  return { evaluation: jobResult('registry.gate', job), running: starter.starting || running, error: starter.error ?? failure, ask };
}
