/** approve: waits until a person decides, unless the gate decides already. */
import { z } from 'zod';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, only, type StepResult } from '../step';
import { documentArtifact, readDocument } from './artifacts';
import { approvalDocumentSchema, gateDocumentSchema, type ApprovalDocument } from './gateDocument';
import { standingOf } from './gateStep';

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
    const { verdict, reasons } = gateDocumentSchema.parse(readDocument(areas.blobs, only(inputs, 'gate')));
    const reason = reasons.join(' ');
    const settle = (document: ApprovalDocument, tone: 'good' | 'neutral' | 'attention', title: string): StepResult => ({
      state: 'done',
      outputs: { approval: documentArtifact(areas.blobs, 'approval', approvalDocumentSchema.parse(document), document.answer) },
      said: { tone, title, reason: document.reason },
    });
    if (verdict === 'fail') return Promise.resolve(settle({ answer: 'refuse', by: 'rule', reason }, 'attention', words.said.refusedByGate));
    if (decision) return Promise.resolve(settle({ ...decision, by: 'person' }, decision.answer === 'approve' ? 'good' : 'neutral', decision.answer === 'approve' ? words.said.approved : words.said.declined));
    if (verdict === 'pass' && parameters.policy === 'auto-if-pass') return Promise.resolve(settle({ answer: 'approve', by: 'rule', reason }, 'good', words.said.approvedByRule));
    return Promise.resolve({ state: 'waiting', said: { tone: 'attention', title: words.said.waits, reason } });
  },
  commandOf: () => null,
});
