/** gate: candidate against champion. The verdict is data: a candidate that fails leaves the champion in place. */
import { z } from 'zod';
import type { Comparison, Run } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only, type StepAreas, type StepFacts } from '../step';
import { documentArtifact, hashOfRun } from './artifacts';
import { gateDocumentSchema, type GateDocument } from './gateDocument';
import { writeNumber, writeScore } from './wording';

export const gateStep = defineStep({
  kind: 'gate',
  version: 1,
  inputs: { run: { types: ['run'] } },
  outputs: { gate: 'gate' },
  parameters: z.strictObject({}),
  reads: (facts) => standingOf(facts),
  run({ areas, inputs }) {
    const candidate = areas.tracking.findRun(only(inputs, 'run').id);
    const document = gateDocumentSchema.parse(judge(areas, candidate));
    const name = modelWords[candidate.model].name;
    const title = { pass: words.said.gatePass, fail: words.said.gateFail, insufficient: words.said.gateUnsure }[document.verdict](name);
    return Promise.resolve({
      state: 'done',
      outputs: { gate: documentArtifact(areas.blobs, 'gate', document, document.verdict) },
      said: { tone: document.verdict === 'pass' ? 'good' : 'attention', title, reason: document.reasons.join(' ') },
    });
  },
  commandOf: () => ({ arguments: ['gate', 'best', '--json'], writes: [] }),
});

/**
 * The champion the candidate meets. Once the candidate itself is champion that is the one it replaced, so that an
 * unchanged run finds its gate again; a candidate that was taken down since meets a new gate.
 */
export function standingOf({ areas, inputs }: Pick<StepFacts, 'areas' | 'inputs'>): unknown {
  const runId = only(inputs, 'run').id;
  const { registry, tracking } = areas;
  const decisions = registry.ledger().filter(({ alias }) => alias === 'champion');
  const [latest] = decisions;
  const met = latest?.runId === runId ? latest.previousRunId : (latest?.runId ?? null);
  return { champion: met === null ? null : hashOfRun(tracking, tracking.findRun(met)), takenDown: decisions.filter(({ previousRunId }) => previousRunId === runId).length };
}

function judge({ tracking, registry }: StepAreas, candidate: Run): GateDocument {
  const { baseline } = tracking.runDetail(candidate.id);
  const champion = registry.champion()?.detail.run ?? null;
  const against = champion && champion.id !== candidate.id ? champion : null;
  const toBaseline = baseline && baseline.id !== candidate.id ? (tracking.compare([candidate.id, baseline.id]).pairs[0] ?? null) : null;
  const toChampion = against ? (tracking.compare([candidate.id, against.id]).pairs[0] ?? null) : null;
  const reasons = [...(baseline && toBaseline ? [tell(candidate, baseline, toBaseline)] : [words.said.noBaseline]), ...(against && toChampion ? [tell(candidate, against, toChampion)] : [])];
  if (toBaseline?.verdict !== 'better') return { verdict: 'fail', reasons };
  if (!toChampion || toChampion.verdict === 'better') return { verdict: 'pass', reasons };
  return { verdict: toChampion.verdict === 'worse' ? 'fail' : 'insufficient', reasons };
}

function tell(candidate: Run, other: Run, pair: Comparison['pairs'][number]): string {
  const interval = pair.lower === null || pair.upper === null ? '' : `, interval of the difference ${writeNumber(pair.lower)}..${writeNumber(pair.upper)}`;
  return `${metricWords[candidate.metric].name} ${writeScore(candidate)} against ${writeScore(other)} of ${modelWords[other.model].name}${interval}. ${pair.reason}`;
}
