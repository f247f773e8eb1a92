/** import: reads the run's file into a version of the dataset, as its recipe says where it has one, or hands on the version the run was given. */
import { z } from 'zod';
import type { Snapshot } from '@shared/areas/datasets';
import { readingRequestSchema } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { defineStep, jobContextOf, type StepResult } from '../step';
import { snapshotArtifact } from './artifacts';

/** Only what changes how the same bytes are read; the rest is decided from the bytes. */
const parametersSchema = z.strictObject({ reading: readingRequestSchema.prefault({}) });

export const importStep = defineStep({
  kind: 'import',
  version: 1,
  inputs: {},
  outputs: { snapshot: 'snapshot' },
  parameters: parametersSchema,
  reads: ({ areas, source, dataset }) => {
    if (source.kind !== 'file') return { snapshotId: source.snapshotId };
    const recipe = areas.datasets.recipeVersion(dataset);
    return { dataset, sha256: source.sha256, ...(recipe !== null && { recipe }) };
  },
  async run(context) {
    const { areas, source, dataset, parameters } = context;
    if (source.kind === 'snapshot') return done(areas.datasets.snapshot(source.snapshotId), []);
    const version = areas.datasets.recipeVersion(dataset);
    const recipe = version === null ? undefined : { name: dataset, version };
    const report = await areas.datasets.handlers['datasets.import']({ ticket: source.ticket, name: dataset, reading: parameters.reading, columns: [], recipe, remember: false }, jobContextOf(context));
    if (!report.snapshot) {
      const title = report.verdict === 'ask' ? words.said.importAsks(source.name) : words.said.importRefused(source.name);
      const reasons = [...report.questions, ...report.warnings].map(({ message }) => message);
      return { state: 'refused', said: { tone: 'failure', title, reason: reasons.slice(0, 3).join(' ') } };
    }
    if (report.snapshot.sourceSha256 !== source.sha256) throw new EngineError('conflict', words.refused.changedSince(source.name), { name: source.name });
    return done(report.snapshot, report.warnings.map(({ message }) => message));
  },
  commandOf: ({ dataset, parameters: { reading } }) => ({
    arguments: ['import', '{file}', '--name', dataset, '--on-ambiguous', reading.onAmbiguous, '--on-ragged', reading.onRagged, '--json'],
    writes: [],
  }),
});

function done(snapshot: Snapshot, warnings: readonly string[]): StepResult {
  const artifact = snapshotArtifact(snapshot);
  return {
    state: 'done',
    outputs: { snapshot: artifact },
    said: { tone: 'neutral', title: words.said.imported(artifact.label), reason: words.said.importedReason(snapshot.sourceName, snapshot.columns.length, warnings.slice(0, 2)) },
  };
}
