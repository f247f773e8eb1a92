/** Commands that take runs and data of other tools in, from a folder; only where the window can name one. */
import { useMemo } from 'react';
import type { EngineClient } from '@shared/contract/client';
import { useEngine, useHost } from '../engine';
import { exchangeMessages as words } from './exchangeMessages';
import { jobOutcome } from './jobOutcome';
import { notify, reportError } from './notices';
import type { PaletteEntry } from './palette';
import { useReadDvc } from './useReadDvc';

export function useExchangeEntries(): readonly PaletteEntry[] {
  const client = useEngine();
  const host = useHost();
  const readDvc = useReadDvc();
  return useMemo(() => {
    const { chooseFolder } = host;
    if (!chooseFolder || !readDvc) return [];
    const take = async (start: (folder: string) => Promise<{ readonly jobId: string }>): Promise<void> => {
      const folder = await chooseFolder();
      if (folder) await tellIfQuick(client, (await start(folder.ticket)).jobId);
    };
    return [
      { id: 'import-runs', group: 'Do', label: words.importRuns, keywords: 'mlflow mlruns import experiments folder', run: () => void take((folder) => client.call('interop.importRuns', { from: 'mlflow', folder })).catch(reportError) },
      { id: 'import-data', group: 'Do', label: words.importData, keywords: 'dvc repository import cache remote folder', run: readDvc },
    ];
  }, [client, host, readDvc]);
}

const quickMs = 2000;
const lookEveryMs = 150;

/** Longer work is told of by the jobs tray. */
async function tellIfQuick(client: EngineClient, jobId: string): Promise<void> {
  for (let waited = 0; waited < quickMs; waited += lookEveryMs) {
    const job = await client.call('jobs.get', { jobId });
    if (job.state === 'failed' && job.error) return;
    const outcome = jobOutcome(job);
    if (outcome) return notify(outcome.text, 'good');
    await new Promise((done) => setTimeout(done, lookEveryMs));
  }
}
