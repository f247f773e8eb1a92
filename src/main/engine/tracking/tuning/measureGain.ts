/** Whether chosen settings are really better: the standard ones are fitted on the folds of the race too, and both are held against each other fold by fold. */
import type { Gain, TunedModel } from '@shared/areas/tuning';
import { modelWords } from '@shared/messages/names';
import { tuningMessages as words } from '@shared/messages/tuning';
import type { CallContext } from '../../kernel/area';
import { deriveSeed, mean } from '../../math';
import { metricLoss } from '../../training';
import { pairedDifference } from '../pairedFolds';
import type { PreparedRace } from '../prepareRace';
import { runsOfExperiment } from '../runStore';
import { innerPlan } from './innerPlan';
import { createKeptFits } from './keptFits';
import type { SearchParts } from './searchSettings';
import { saveChoices, type StoredTuning } from './tuningStore';

/** Fills in the gain of each model whose chosen settings are not the standard ones. `race` is the one that ran, its parameters the chosen ones. */
export async function measureGains({ db, ports }: SearchParts, race: PreparedRace, tuning: StoredTuning, experimentId: string, { signal, report }: CallContext): Promise<void> {
  const kept = createKeptFits(db, ports.compute, race);
  const runs = runsOfExperiment(db, experimentId);
  const models: TunedModel[] = [];
  for (const tuned of tuning.models) {
    const run = runs.find(({ model, state }) => model === tuned.model && state === 'finished');
    const chosen = run?.metrics[race.metric]?.folds;
    if (!chosen || isStandard(tuned)) {
      models.push(tuned);
      continue;
    }
    report({ fraction: models.length / tuning.models.length, title: words.measuring(modelWords[tuned.model].name), detail: { tuningId: tuning.id } });
    const standard = new Array<number | null>(race.plan.folds.length).fill(null);
    await kept.score(
      race.plan.folds.map(({ repeat, fold, train, test }) => ({
        owner: tuned.model, model: tuned.model, parameters: { ...race.request.parameters[tuned.model], ...tuned.standard }, seed: deriveSeed(race.request.seed, tuned.model, repeat, fold), train, test,
      })),
      signal,
      { scored: (place, { score }) => void (standard[place] = score), failed: () => undefined },
    );
    models.push({ ...tuned, gain: gainOf(race, chosen, standard) });
  }
  saveChoices(db, tuning.id, models);
}

function isStandard({ settings, standard }: TunedModel): boolean {
  return Object.entries(settings).every(([name, value]) => standard[name] === value);
}

/** Better only where the interval over paired folds and the unseen fold agree; folds beside the unseen one hold rows that the search has seen. */
function gainOf(race: PreparedRace, chosen: readonly (number | null)[], standard: readonly (number | null)[]): Gain {
  const losses = (scores: readonly (number | null)[]): number[] => scores.flatMap((score) => (score === null ? [] : [metricLoss(race.metric, score, race.request.level)]));
  const [chosenLosses, standardLosses] = [losses(chosen), losses(standard)];
  if (chosenLosses.length < chosen.length || standardLosses.length < standard.length) {
    return { verdict: 'no-clear-gain', gain: null, lower: null, upper: null, unseen: null, standardScore: null, chosenScore: null };
  }
  const testRows = race.plan.folds.reduce((total, { test }) => total + test.length, 0);
  const trainRows = race.plan.folds.reduce((total, { train }) => total + train.length, 0);
  const paired = pairedDifference(standardLosses, chosenLosses, testRows / trainRows);
  const { unseen: place } = innerPlan(race.plan.folds, race.request.split === 'time');
  const unseen = standardLosses[place]! - chosenLosses[place]!;
  const verdict = paired && paired.lower > 0 && unseen > 0 ? 'better' : paired && paired.upper < 0 ? 'worse' : 'no-clear-gain';
  return {
    verdict,
    gain: paired?.difference ?? mean(standardLosses.map((loss, i) => loss - chosenLosses[i]!)),
    lower: paired?.lower ?? null,
    upper: paired?.upper ?? null,
    unseen,
    standardScore: mean(standard.flatMap((score) => score ?? [])),
    chosenScore: mean(chosen.flatMap((score) => score ?? [])),
  };
}
