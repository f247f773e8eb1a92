/** export: a run, or a version of the data, in the form of another tool, as one stored archive. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { exportFormatSchema } from '@shared/areas/interop';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, jobContextOf, only } from '../step';

export const exportStep = defineStep({
  kind: 'export',
  version: 1,
  inputs: { subject: { types: ['champion', 'run', 'snapshot'] } },
  outputs: { export: 'export' },
  parameters: z.strictObject({ format: exportFormatSchema }),
  async run(context) {
    const { areas, inputs, parameters } = context;
    const { type, id } = only(inputs, 'subject');
    const { archive, files } = await areas.interop.handlers['interop.export']({ subject: type === 'snapshot' ? { snapshotId: id } : { runId: id }, format: parameters.format }, jobContextOf(context));
    if (!archive) throw new EngineError('internal', 'The export brought no archive.', { format: parameters.format });
    const { sha256 } = areas.blobs.putBytes(readFileSync(areas.files.resolve(archive.ticket).path));
    return { state: 'done', outputs: { export: { type: 'export', id: sha256, hash: sha256, label: archive.name } }, said: { tone: 'neutral', title: words.said.exported(archive.name, files.length), reason: '' } };
  },
  commandOf: ({ dataset, parameters }) => ({ arguments: ['export', parameters.format === 'dvc' ? dataset : 'champion', '--to', parameters.format, '-o', `{output}/${parameters.format}`, '--json'], writes: [parameters.format] }),
});
