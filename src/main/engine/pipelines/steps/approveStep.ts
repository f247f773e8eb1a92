/** approve: waits until a person decides, unless the gate decides already. */
import { z } from 'zod';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only, type StepResult } from '../step';
import { documentArtifact } from './artifacts';
import { approvalDocumentSchema, readGate, type ApprovalDocument } from './gateDocument';
import { standingOf } from './office';

/** auto-if-pass: a passed gate is enough. What cannot be told is asked in either case, and a failed gate is never put forward. */
const parametersSchema = z.strictObject({ policy: z.enum(['always-ask', 'auto-if-pass']).default('always-ask') });

export const approveStep = defineStep({
  kind: 'approve',
  version: 1,
  inputs: { gate: { types: ['gate'] }, run: { types: ['run'] } },
  outputs: { approval: 'approval' },
  parameters: parametersSchema,
  reads: standingOf,
  run({ areas, inputs, parameters, decision }) {
    const { verdict, reasons } = readGate(areas.blobs, only(inputs, 'gate'));
    const reason = reasons.join(' ');
    const settle = (document: ApprovalDocument, tone: 'good' | 'neutral' | 'attention', title: string): Promise<StepResult> =>
      Promise.resolve({
        state: 'done',
        outputs: { approval: documentArtifact(areas.blobs, 'approval', approvalDocumentSchema.parse(document), document.answer) },
        said: { tone, title, reason: document.reason },
      });
    if (verdict === 'fail') return settle({ answer: 'refuse', by: 'rule', reason }, 'attention', words.said.refusedByGate);
    if (decision?.answer === 'approve') return settle({ ...decision, by: 'person' }, 'good', words.said.approved);
    if (decision) return settle({ ...decision, by: 'person' }, 'neutral', words.said.declined);
    if (verdict === 'pass' && parameters.policy === 'auto-if-pass') return settle({ answer: 'approve', by: 'rule', reason }, 'good', words.said.approvedByRule);
    return Promise.resolve({ state: 'waiting', said: { tone: 'attention', title: words.said.waits, reason } });
  },
  commandOf: () => null,
});
