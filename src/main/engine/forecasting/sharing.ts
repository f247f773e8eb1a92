/** What forecasting gives to the shared folder: each batch forecast, with its values and its file. */
import { forecastingMessages } from '@shared/messages/forecasting';
import type { Announce } from '../kernel/area';
import type { SyncSource } from '../kernel/syncSource';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { createForecastFacts } from '../storage/forecastFacts';
import { findForecast } from './forecastStore';

const kind = 'forecast';

export interface SharingParts {
  readonly db: Db;
  readonly blobs: Pick<BlobStore, 'has'>;
  readonly announce: Announce;
}

export function createForecastingSharing({ db, blobs, announce }: SharingParts): SyncSource {
  const forecasts = createForecastFacts(db, blobs, 'forecasts', kind, forecastingMessages.sharedForecast);
  return {
    kinds: [kind],
    facts: forecasts.facts,
    cells: () => [],
    addFact(fact) {
      forecasts.add(fact);
      // Read once by the same validator that will read it later: what it refuses is not taken.
      if (!findForecast(db, fact.key.slice(`${kind}/`.length))) throw new Error('The run of this forecast is not here.');
    },
    writeCell: () => false,
    describe: (_kind, key) => ({ text: key, evidence: [] }),
    announce: () => announce('forecasts', []),
  };
}
