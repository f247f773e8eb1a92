/** What a run comes from: the race it was trained in, and the snapshot that race learned from. */
import type { Experiment, Run } from '@shared/areas/tracking';
import { lineageMessages as words } from '@shared/messages/lineage';
import { metricWords, modelWords } from '@shared/messages/names';
import type { Describers, Offspring } from '../kernel/lineage';

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
          at: run.createdAt,
          marks: [...(run.usesLeak ? (['leak'] as const) : []), ...(run.state === 'finished' ? [] : (['unfinished'] as const)), ...(run.deletedAt === null ? [] : (['trash'] as const))],
        },
        origins: [{ kind: 'race', id: run.experimentId, label: words.by.trainedIn }],
      };
    },
    race: (id) => {
      const { number, rows, usedColumns, request, snapshotId, createdAt } = findExperiment(id);
      return {
        node: {
          label: words.labels.race,
          title: words.race(number),
          facts: [words.rowsUsed(rows, usedColumns.length), words.folds(request.folds, request.split === 'group' ? (request.groupBy ?? null) : null), words.seed(request.seed)],
          address: `#/models/race/${encodeURIComponent(id)}`,
          at: createdAt,
          marks: [],
        },
        origins: [{ kind: 'snapshot', id: snapshotId, label: words.by.learnedFrom }],
      };
    },
  };
}

/** Races of a snapshot, newest first, and runs of a race. */
export function offspringOfData(racesOn: (snapshotId: string) => readonly Experiment[], runsOf: (experimentId: string) => readonly Run[]): Offspring {
  return {
    snapshot: (id) => racesOn(id).map((race) => ({ kind: 'race', id: race.id })),
    race: (id) => runsOf(id).map((run) => ({ kind: 'run', id: run.id })),
  };
}
