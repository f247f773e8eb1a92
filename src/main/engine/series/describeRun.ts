/** Everything that was set for a run, flat, so that runs can be searched and compared by it. */
import type { Snapshot } from '@shared/areas/datasets';
import type { SeriesRequest } from '@shared/areas/series';
import type { Run, SeriesMethod } from '@shared/areas/tracking';
import type { SeriesPlan } from './documents';
import { ensembleMembers, lossOf, treeCount, windowOf } from './methodSettings';

export function describeRun(method: SeriesMethod, request: SeriesRequest, snapshot: Snapshot, plan: SeriesPlan): Run['parameters'] {
  const { setup } = request;
  const window = windowOf[setup.frequency];
  const own: Run['parameters'] =
    method === 'window-mean' || method === 'window-median' ? { window }
    : method === 'short-window-mean' ? { window: Math.max(1, Math.round(window / 2)) }
    : method === 'boosted-trees' ? { trees: treeCount, loss: lossOf(request.metric), price: setup.price }
    : method === 'median-ensemble' ? { members: ensembleMembers(setup.season).filter((member) => request.models.includes(member)).join(', ') }
    : {};
  return {
    data: `${snapshot.datasetName}, version ${snapshot.number}`,
    target: request.target,
    metric: request.metric,
    date: setup.date,
    keys: setup.keys.join(', '),
    series: plan.names.length,
    frequency: setup.frequency,
    periods: plan.days.length,
    gaps: setup.gaps,
    closedWeekdays: setup.closedWeekdays.join(', '),
    closures: setup.closures.join(', '),
    season: setup.season,
    horizon: setup.horizon,
    origins: setup.origins,
    step: setup.step,
    active: setup.active === null ? null : `${setup.active.atLeast} of ${setup.active.of}`,
    seed: request.seed,
    level: request.level,
    ...own,
  };
}
