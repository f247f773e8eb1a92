/** evaluate: the best honest run of one or more races becomes the candidate. */
import { z } from 'zod';
import { baselineKinds, type Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { metricWords, modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { chooseBest } from '../../training';
import { defineStep, type StepAreas } from '../step';
import { runArtifact } from './artifacts';
import { writeScore } from './wording';

export const evaluateStep = defineStep({
  kind: 'evaluate',
  version: 1,
  inputs: { runs: { types: ['runs'] } },
  outputs: { run: 'run' },
  parameters: z.strictObject({}),
  stands: ({ areas }, { run }) => run !== undefined && areas.tracking.findRun(run.id).deletedAt === null,
  run({ areas, inputs }) {
    const runs = (inputs['runs'] ?? []).flatMap(({ id }) => areas.tracking.runsOfExperiment(id)).filter(({ state, usesLeak, deletedAt }) => state === 'finished' && !usesLeak && deletedAt === null);
    const best = bestOf(areas, runs);
    if (!best) return Promise.reject(new EngineError('conflict', words.refused.noFinishedRun));
    const baseline = bestOf(areas, runs.filter(({ model }) => baselineKinds.includes(model)));
    const reason = baseline ? words.said.leadsReason(modelWords[baseline.model].name, writeScore(baseline), runs.length) : words.said.noBaseline;
    return Promise.resolve({
      state: 'done',
      outputs: { run: runArtifact(areas.tracking, 'run', best) },
      said: { tone: 'neutral', title: words.said.leads(modelWords[best.model].name, metricWords[best.metric].name, writeScore(best)), reason },
    });
  },
  commandOf: () => ({ arguments: ['runs', '--json'], writes: [] }),
});

/** By the metric of the first race; ties go to the simpler model, then to the earlier run. */
function bestOf({ tracking }: StepAreas, runs: readonly Run[]): Run | null {
  const [first] = runs;
  if (!first) return null;
  const { level } = tracking.findExperiment(first.experimentId).request;
  const candidates = runs.map(({ id, model, metrics }) => ({ id, model, mean: metrics[first.metric]?.mean ?? null }));
  const best = chooseBest(candidates, first.metric, level);
  return runs.find(({ id }) => id === best?.id) ?? null;
}
