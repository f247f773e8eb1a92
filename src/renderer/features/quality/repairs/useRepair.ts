/** Repairs a version as a job; what came of it is told with a way back, and its page is shown. */
import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { RepairResult } from '@shared/areas/qualityRepairs';
import type { Repair } from '@shared/areas/repairs';
import { EngineError } from '@shared/contract/errors';
import { notify, reportError } from '../../../app/notices';
import { offerUndo } from '../../../app/offerUndo';
import { formatAddress, navigate, useAddress } from '../../../app/router';
import { jobResult, useEngine, useJob, useStartJob } from '../../../engine';
import { repairWords as words } from './messages';

export interface RepairRun {
  readonly run: (repairs: readonly Repair[]) => Promise<void>;
  readonly running: boolean;
  readonly fraction: number;
  readonly error: unknown;
}

export function useRepair(snapshot: Snapshot, onDone: () => void): RepairRun {
  const client = useEngine();
  const { query } = useAddress();
  const starter = useStartJob('quality.repair');
  const [jobId, setJobId] = useState<string | null>(null);
  const watched = useJob(jobId);
  const result = jobResult('quality.repair', watched.job);
  const told = useRef<string | null>(null);

  useEffect(() => {
    if (result === null || jobId === null || told.current === jobId) return;
    told.current = jobId;
    onDone();
    navigate(formatAddress('quality', [result.snapshot.id]));
    offerUndo(outcomeText(snapshot, result), words.undo, () => void takeBack(result).catch(reportError));
  });

  async function takeBack({ snapshot: made }: RepairResult): Promise<void> {
    const [before, after] = [snapshot.reading.repairs?.length ?? 0, made.reading.repairs?.length ?? 0];
    await client.call('quality.repair', { snapshotId: made.id, takeBack: Array.from({ length: after - before }, (_, i) => before + i) });
    navigate(formatAddress('quality', [snapshot.id]));
    notify(words.undone(snapshot.datasetName, snapshot.number), 'good');
  }

  return {
    async run(repairs) {
      // The page would follow to the new version before its rules are counted, and the outcome would be lost.
      navigate(formatAddress('quality', [snapshot.id], Object.fromEntries(query)), { replace: true });
      setJobId(await starter.start({ snapshotId: snapshot.id, repairs: [...repairs] }));
    },
    running: starter.starting || (jobId !== null && watched.running),
    fraction: watched.progress?.fraction ?? 0,
    error: starter.error ?? (watched.job?.state === 'failed' && watched.job.error ? EngineError.fromData(watched.job.error) : null),
  };
}

function outcomeText(before: Snapshot, { snapshot, validation }: RepairResult): string {
  const steps = (snapshot.reading.repaired?.outcomes ?? []).slice(before.reading.repairs?.length ?? 0);
  const [changed, aside] = [steps.reduce((sum, step) => sum + step.changed, 0), steps.reduce((sum, step) => sum + step.setAside, 0)];
  const columns = before.columns.length - snapshot.columns.length;
  const parts = [...(changed > 0 ? [words.changes(changed)] : []), ...(aside > 0 ? [words.aside(aside)] : []), ...(columns === 0 ? [] : [words.columnsLess(columns)])];
  return words.done(snapshot.datasetName, snapshot.number, parts, validation.statistics.passed, validation.statistics.checks);
}
