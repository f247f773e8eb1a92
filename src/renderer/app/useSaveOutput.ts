/** Runs a job that writes a file and, when it is written, asks where to save it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { OutputFile } from '@shared/areas/common';
import type { InputOf } from '@shared/contract/endpoint';
import type { AlmanacContract } from '@shared/contract/contract';
import { notify, reportError } from './notices';
import { jobResult, useHost, useJob, useStartJob } from '../engine';

export type OutputJob = 'reports.write' | 'forecasting.whatIfPage' | 'quality.document';

export interface SaveOutput<N extends OutputJob> {
  readonly write: (input: InputOf<AlmanacContract[N]>) => void;
  readonly save: (file: OutputFile) => void;
  readonly writing: boolean;
  readonly error: unknown;
}

export function useSaveOutput<N extends OutputJob>(name: N): SaveOutput<N> {
  const host = useHost();
  const starter = useStartJob(name);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const handled = useRef<string | null>(null);
  const save = useCallback((file: OutputFile) => {
    host.saveFile(file).then(({ saved }) => saved && notify(`${file.name} saved.`, 'good'), reportError);
  }, [host]);
  const written = jobResult(name, job.job);
  useEffect(() => {
    if (jobId === null || written === null || handled.current === jobId) return;
    handled.current = jobId;
    save(written);
  }, [jobId, written, save]);
  const write = useCallback((input: InputOf<AlmanacContract[N]>) => void starter.start(input).then(setJobId), [starter]);
  return { write, save, writing: starter.starting || (jobId !== null && job.running), error: starter.error ?? job.job?.error ?? null };
}
