/** promote: makes an approved candidate champion, with its cause in the ledger, and hands on who is champion now. */
import { z } from 'zod';
import { modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only, type StepResult } from '../step';
import { readDocument, runArtifact } from './artifacts';
import { approvalDocumentSchema } from './gateDocument';
import { standingOf } from './gateStep';

export const promoteStep = defineStep({
  kind: 'promote',
  version: 1,
  inputs: { run: { types: ['run'] }, approval: { types: ['approval'] } },
  outputs: { champion: 'champion' },
  parameters: z.strictObject({}),
  reads: standingOf,
  stands: ({ areas }, { champion }) => (areas.registry.champion()?.decision.runId ?? null) === (champion?.id ?? null),
  async run(context): Promise<StepResult> {
    const { areas, inputs, pipelineRun } = context;
    const candidate = areas.tracking.findRun(only(inputs, 'run').id);
    const approval = approvalDocumentSchema.parse(readDocument(areas.blobs, only(inputs, 'approval')));
    const champion = areas.registry.champion()?.detail.run ?? null;
    const name = modelWords[candidate.model].name;
    if (champion?.id === candidate.id) {
      return { state: 'done', outputs: { champion: runArtifact(areas.tracking, 'champion', candidate) }, said: { tone: 'good', title: words.said.stays(name), reason: approval.reason } };
    }
    if (approval.answer === 'refuse') {
      if (!champion) return { state: 'done', outputs: {}, said: { tone: 'attention', title: words.said.noChampion, reason: `${words.said.noChampionReason} ${approval.reason}` } };
      return { state: 'done', outputs: { champion: runArtifact(areas.tracking, 'champion', champion) }, said: { tone: 'neutral', title: words.said.kept(modelWords[champion.model].name), reason: approval.reason } };
    }
    await areas.registry.handlers['registry.promote']({ runId: candidate.id, alias: 'champion', reason: words.said.promotionReason(pipelineRun.pipeline, pipelineRun.number, approval.reason) }, context);
    return {
      state: 'done',
      outputs: { champion: runArtifact(areas.tracking, 'champion', candidate) },
      said: { tone: 'good', title: words.said.promoted(name), reason: `${approval.reason} ${approval.by === 'person' ? words.said.approved : words.said.approvedByRule}` },
    };
  },
  commandOf: () => ({ arguments: ['promote', 'best', '--as', 'champion', '--reason', words.said.approvedByRule, '--json'], writes: [] }),
});
