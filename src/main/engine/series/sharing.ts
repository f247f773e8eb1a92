/** What time series give to the shared folder beside tracking's rows: the plan of each race, and the forecasts of its runs. */
import { z } from 'zod';
import { seriesMessages } from '@shared/messages/series';
import type { Announce } from '../kernel/area';
import type { SyncFact, SyncSource } from '../kernel/syncSource';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { createForecastFacts } from '../storage/forecastFacts';
import { insertRow, objectsIn, readRows, rowSchema, withoutColumns } from '../storage/sharedRows';
import { findForecast, readPlan } from './seriesStore';

const words = seriesMessages.sharing;
const kinds = { plan: 'series-plan', forecast: 'series-forecast' } as const;
const planNames = z.object({ experiment_id: z.string(), number: z.number(), created_at: z.number() });
const planBody = z.object({ row: rowSchema });

export interface SharingParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly announce: Announce;
}

export function createSeriesSharing({ db, blobs, announce }: SharingParts): SyncSource {
  const forecasts = createForecastFacts(db, blobs, 'series_forecasts', kinds.forecast, words.forecast);

  /** A plan travels when its race does: with the first run that came to an end. */
  function* planFacts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    const rows = readRows(db, "select s.*, e.number, e.created_at from series_experiments s join experiments e on e.id = s.experiment_id where exists (select 1 from runs r where r.experiment_id = e.id and r.state in ('finished', 'failed', 'cancelled')) order by e.number");
    for (const row of rows) {
      const { experiment_id: experimentId, number, created_at: madeAt } = planNames.parse(row);
      const key = `${kinds.plan}/${experimentId}`;
      if (isKnown(key)) continue;
      const kept = withoutColumns(row, 'number', 'created_at');
      yield { key, kind: kinds.plan, title: words.plan(number), madeAt, body: { row: kept }, objects: objectsIn([kept], blobs.has) };
    }
  }

  return {
    kinds: Object.values(kinds),
    *facts(isKnown) {
      yield* planFacts(isKnown);
      yield* forecasts.facts(isKnown);
    },
    cells: () => [],
    addFact(fact) {
      const id = fact.key.slice(fact.key.indexOf('/') + 1);
      // Read once by the same validator that will read it later: what it refuses is not taken.
      if (fact.kind === kinds.forecast) {
        forecasts.add(fact);
        if (!findForecast(db, id)) throw new Error('The run of this forecast is not here.');
        return;
      }
      insertRow(db, 'series_experiments', planBody.parse(fact.body).row);
      readPlan(db, blobs, id);
    },
    writeCell: () => false,
    describe: (_kind, key) => ({ text: key, evidence: [] }),
    announce: () => announce('series', []),
  };
}
