/** report: the forecast report as a stored file; foreach "format" writes several. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { reportFormats } from '@shared/areas/reports';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, jobContextOf, only } from '../step';

const parametersSchema = z.strictObject({ format: z.enum(reportFormats).default('html') });

export const reportStep = defineStep({
  kind: 'report',
  version: 1,
  inputs: { subject: { types: ['forecast', 'champion', 'run'] } },
  outputs: { report: 'report' },
  parameters: parametersSchema,
  /** A report tells how the data did at its last check. */
  reads({ areas, inputs }) {
    const subject = only(inputs, 'subject');
    const snapshotId = subject.type === 'forecast' ? areas.forecasting.findForecast(subject.id).snapshotId : areas.tracking.findRun(subject.id).snapshotId;
    return areas.quality.lastValidation(snapshotId)?.results.map(({ check, column, failures, success }) => [check, column, failures, success]) ?? null;
  },
  async run(context) {
    const { areas, inputs, parameters } = context;
    const subject = only(inputs, 'subject');
    const file = await areas.reports.handlers['reports.write']({ subject: subject.type === 'forecast' ? { forecastId: subject.id } : { runId: subject.id }, format: parameters.format }, jobContextOf(context));
    const { sha256 } = areas.blobs.putBytes(readFileSync(areas.files.resolve(file.ticket).path));
    return { state: 'done', outputs: { report: { type: 'report', id: sha256, hash: sha256, label: file.name } }, said: { tone: 'neutral', title: words.said.reported(file.name), reason: '' } };
  },
  commandOf: ({ parameters }) => ({ arguments: ['report', 'forecast', '-o', `{output}/report.${parameters.format}`, '--json'], writes: [`report.${parameters.format}`] }),
});
