/** Commands that take runs and data of other tools in, from a folder; only where the window can name one. */
import { useMemo } from 'react';
import type { EngineClient } from '@shared/contract/client';
import { useEngine, useHost } from '../engine';
import { useDvcChoice } from './dvcChoice';
import { exchangeMessages as words } from './exchangeMessages';
import { jobOutcome } from './jobOutcome';
import { notify, reportError } from './notices';
import type { PaletteEntry } from './palette';

export function useExchangeEntries(): readonly PaletteEntry[] {
  const client = useEngine();
  const host = useHost();
  return useMemo(() => {
    const { chooseFolder } = host;
    if (!chooseFolder) return [];
    const take = async (start: (folder: string) => Promise<{ readonly jobId: string }>): Promise<void> => {
      const folder = await chooseFolder();
      if (folder) await tellIfQuick(client, (await start(folder.ticket)).jobId);
    };
    const takeData = async (): Promise<void> => {
      const chosen = await chooseFolder();
      if (!chosen) return;
      const folder = chosen.ticket;
      const objects = await client.call('interop.dataObjects', { from: 'dvc', folder });
      if (objects) useDvcChoice.getState().offer(folder, objects);
      else await tellIfQuick(client, (await client.call('interop.importData', { from: 'dvc', folder })).jobId);
    };
    return [
      { id: 'import-runs', group: 'Do', label: words.importRuns, keywords: 'mlflow mlruns import experiments folder', run: () => void take((folder) => client.call('interop.importRuns', { from: 'mlflow', folder })).catch(reportError) },
      { id: 'import-data', group: 'Do', label: words.importData, keywords: 'dvc repository import cache remote folder', run: () => void takeData().catch(reportError) },
    ];
  }, [client, host]);
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
