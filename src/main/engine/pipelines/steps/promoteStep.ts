/** promote: makes an approved candidate champion, or leaves the refusal in the ledger, and hands on who is champion now. */
import { z } from 'zod';
import type { Run } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only, type StepContext, type StepResult } from '../step';
import { runArtifact } from './artifacts';
import { readApproval, readGate, type ApprovalDocument, type GateDocument } from './gateDocument';
import { championFor, ledgerFor, standingOf } from './office';

export const promoteStep = defineStep({
  kind: 'promote',
  version: 1,
  inputs: { run: { types: ['run'] }, gate: { types: ['gate'] }, approval: { types: ['approval'] } },
  outputs: { champion: 'champion' },
  parameters: z.strictObject({}),
  reads: standingOf,
  stands: async ({ areas, inputs }, { champion }) => ((await championFor(areas, areas.tracking.findRun(only(inputs, 'run').id)))?.id ?? null) === (champion?.id ?? null),
  async run(context): Promise<StepResult> {
    const { areas, inputs } = context;
    const candidate = areas.tracking.findRun(only(inputs, 'run').id);
    const gate = readGate(areas.blobs, only(inputs, 'gate'));
    const approval = readApproval(areas.blobs, only(inputs, 'approval'));
    const name = modelWords[candidate.model].name;
    const before = await championFor(areas, candidate);
    if (before?.id === candidate.id) return hand(context, candidate, { tone: 'good', title: words.said.stays(name), reason: approval.reason });
    if (approval.answer === 'approve' || gate.verdict !== 'pass') await decide(context, candidate, gate, approval);
    if (approval.answer === 'approve') return hand(context, candidate, { tone: 'good', title: words.said.promoted(name), reason: `${approval.reason} ${approval.by === 'person' ? words.said.approved : words.said.approvedByRule}` });
    if (before) return hand(context, before, { tone: 'neutral', title: words.said.kept(modelWords[before.model].name), reason: approval.reason });
    return { state: 'done', outputs: {}, said: { tone: 'attention', title: words.said.noChampion, reason: `${words.said.noChampionReason} ${approval.reason}` } };
  },
  commandOf: () => ({ arguments: ['promote', 'best', '--as', 'champion', '--reason', words.said.approvedByRule, '--json'], writes: [] }),
});

function hand({ areas }: StepContext, run: Run, said: NonNullable<Extract<StepResult, { state: 'done' }>['said']>): StepResult {
  return { state: 'done', outputs: { champion: runArtifact(areas.tracking, 'champion', run) }, said };
}

/** A crash between the entry and the step's own event must not make a second entry. */
async function decide(context: StepContext, candidate: Run, gate: GateDocument, approval: ApprovalDocument): Promise<void> {
  const { areas, pipelineRun } = context;
  const entered = (await ledgerFor(areas, candidate)).some(({ cause, runId }) => cause.by === 'pipeline' && cause.runId === pipelineRun.id && runId === candidate.id);
  if (entered) return;
  await areas.registry.handlers['registry.promote'](
    {
      runId: candidate.id,
      alias: 'champion',
      reason: approval.reason.slice(0, mostReason),
      cause: { by: 'pipeline', name: pipelineRun.pipeline, runId: pipelineRun.id },
      gateId: gate.gateId,
      override: approval.answer === 'approve' && gate.verdict !== 'pass',
    },
    context,
  );
}

const mostReason = 2000;
