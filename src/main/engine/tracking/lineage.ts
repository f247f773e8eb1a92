/** What a run comes from: the race it was trained in, and the snapshot that race learned from. */
import type { Experiment, Run } from '@shared/areas/tracking';
import { lineageMessages as words } from '@shared/messages/lineage';
import { metricWords, modelWords } from '@shared/messages/names';
import type { Describers } from '../kernel/lineage';

export function describeTracking(findRun: (id: string) => Run, findExperiment: (id: string) => Experiment): Describers {
  const scoreOf = (run: Run): number | null => run.metrics[run.metric]?.mean ?? null;
  return {
    run: (id) => {
      const run = findRun(id);
      const { baseline } = findExperiment(run.experimentId);
      const against = baseline === null || baseline === id ? null : scoreOf(findRun(baseline));
      return {
        node: {
          label: words.labels.run,
          title: words.run(run.number, modelWords[run.model].name),
          facts: [words.score(metricWords[run.metric].name, scoreOf(run), against), ...(run.usesLeak ? [words.leak] : [])],
          address: `#/models/runs/${encodeURIComponent(id)}`,
        },
        origins: [{ kind: 'race', id: run.experimentId, label: words.by.trainedIn }],
      };
    },
    race: (id) => {
      const { number, rows, usedColumns, request, snapshotId } = findExperiment(id);
      return {
        node: {
          label: words.labels.race,
          title: words.race(number),
          facts: [words.rowsUsed(rows, usedColumns.length), words.folds(request.folds, request.split === 'group' ? (request.groupBy ?? null) : null), words.seed(request.seed)],
          address: `#/models/race/${encodeURIComponent(id)}`,
        },
        origins: [{ kind: 'snapshot', id: snapshotId, label: words.by.learnedFrom }],
      };
    },
  };
}
