/**
 * validate: the saved schema, or what the version before looks like. A failed critical check ends the run. Rules that
 * were only inferred from an older version are nobody's word yet: of them, a missing column and another type end the run.
 */
import { z } from 'zod';
import type { DataSchema } from '@shared/areas/qualitySchema';
import { subjectOf } from '@shared/messages/checks';
import { pipelineMessages as words } from '@shared/messages/pipelines';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import { defineStep, jobContextOf, only, type StepAreas } from '../step';
import { documentArtifact } from './artifacts';

const parametersSchema = z.strictObject({});

export const validateStep = defineStep({
  kind: 'validate',
  version: 1,
  inputs: { snapshot: { types: ['snapshot'] } },
  outputs: { snapshot: 'snapshot', validation: 'validation' },
  parameters: parametersSchema,
  async reads({ areas, inputs }, signal) {
    const { schema, against } = await chooseSchema(areas, only(inputs, 'snapshot').id, signal);
    return { against, schema: sha256Hex(canonicalJson(schema)) };
  },
  async run(context) {
    const { areas, inputs, signal } = context;
    const snapshot = only(inputs, 'snapshot');
    const { schema, sentence } = await chooseSchema(areas, snapshot.id, signal);
    const there = new Set(areas.datasets.snapshot(snapshot.id).columns.map(({ name }) => name));
    const missing = schema.columns.map(({ name }) => name).filter((name) => !there.has(name));
    if (missing.length > 0) return { state: 'refused', said: { tone: 'failure', title: words.said.columnsMissing(missing.length), reason: `${missing.slice(0, 5).join(', ')}. ${sentence}` } };
    const { success, statistics, results } = await areas.quality.handlers['quality.validate']({ snapshotId: snapshot.id, schema }, jobContextOf(context));
    const failed = results.filter((result) => !result.success).sort((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical') || b.failures - a.failures);
    const reason = [sentence, ...failed.slice(0, 3).map((result) => `${words.said.failing(subjectOf(result), result.rule, result.failures)}.`)].join(' ');
    if (!success) return { state: 'refused', said: { tone: 'failure', title: words.said.checkRefused(failed.filter(({ severity }) => severity === 'critical').length), reason } };
    const { passed, checks } = statistics;
    const document = { success, statistics, results: results.map(({ check, column, severity, failures, rule }) => ({ check, column, severity, failures, rule })) };
    return {
      state: 'done',
      outputs: { snapshot, validation: documentArtifact(areas.blobs, 'validation', document, words.labels.validation(passed, checks)) },
      said: { tone: passed === checks ? 'good' : 'attention', title: words.said.checked(passed, checks), reason },
    };
  },
  commandOf: ({ dataset }) => ({ arguments: ['validate', dataset, '--json'], writes: [] }),
});

interface ChosenSchema {
  readonly schema: DataSchema;
  readonly against: 'saved' | 'previous' | 'itself';
  readonly sentence: string;
}

/** A version is never judged by a schema inferred from itself while there is an older one. */
async function chooseSchema({ datasets, quality }: StepAreas, snapshotId: string, signal: AbortSignal): Promise<ChosenSchema> {
  const context = { signal, report: () => undefined };
  const snapshot = datasets.snapshot(snapshotId);
  const saved = await quality.handlers['quality.schema']({ datasetId: snapshot.datasetId }, context);
  if (saved) return { schema: saved.schema, against: 'saved', sentence: words.said.checkedAgainst.saved };
  const list = await datasets.handlers['datasets.list']({}, context);
  const previous = list.find(({ id }) => id === snapshot.datasetId)?.versions.find(({ number }) => number < snapshot.number);
  const inferred = await quality.handlers['quality.inferSchema']({ snapshotId: previous?.snapshotId ?? snapshotId }, context);
  const schema: DataSchema = { ...inferred, checks: inferred.checks.map((check) => ({ ...check, severity: 'warning' })) };
  if (!previous) return { schema, against: 'itself', sentence: words.said.checkedAgainst.itself };
  return { schema, against: 'previous', sentence: words.said.checkedAgainst.previous(`${snapshot.datasetName} v${previous.number}`) };
}
