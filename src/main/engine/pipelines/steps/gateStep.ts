/** gate: candidate against champion by the rules of the registry. The verdict is data: a candidate that fails leaves the champion in place. */
import { z } from 'zod';
import { modelWords } from '@shared/messages/names';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, jobContextOf, only } from '../step';
import { gateArtifact } from './gateDocument';
import { standingOf } from './office';

export const gateStep = defineStep({
  kind: 'gate',
  version: 1,
  inputs: { run: { types: ['run'] } },
  outputs: { gate: 'gate' },
  parameters: z.strictObject({}),
  reads: async (facts, signal) => ({ standing: await standingOf(facts), rules: (await facts.areas.registry.handlers['registry.rules']({}, { signal, report: () => undefined })).document }),
  async run(context) {
    const { areas, inputs } = context;
    const candidate = areas.tracking.findRun(only(inputs, 'run').id);
    const { gateId, verdict, reasons } = await areas.registry.handlers['registry.gate']({ runId: candidate.id }, jobContextOf(context));
    const title = { pass: words.said.gatePass, fail: words.said.gateFail, insufficient: words.said.gateUnsure }[verdict](modelWords[candidate.model].name);
    return {
      state: 'done',
      outputs: { gate: gateArtifact(areas.blobs, { gateId, verdict, reasons }) },
      said: { tone: verdict === 'pass' ? 'good' : 'attention', title, reason: reasons.join(' ') },
    };
  },
  commandOf: () => ({ arguments: ['gate', 'best', '--json'], writes: [] }),
});
