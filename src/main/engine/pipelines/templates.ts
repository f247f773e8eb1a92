/** Definitions that ship with the product. They name no column: targets, groups and leaks are proposed from the data. */
import { pipelineDefinitionSchema, type PipelineDefinition, type PipelineDraft } from '@shared/areas/pipelineDefinition';

/** New file -> check -> train -> champion against challenger -> gate -> approve -> promote -> score -> report. */
function monthlyForecast(dataset: string): PipelineDraft {
  return {
    format: 'almanac-pipeline',
    formatVersion: 1,
    name: 'monthly-forecast',
    title: 'Monthly forecast',
    description: 'Reads a new file, checks it, trains, holds the best against the champion, and makes the forecast and its report with whoever wins.',
    dataset,
    steps: [
      { name: 'import', kind: 'import' },
      { name: 'check', kind: 'validate', inputs: { snapshot: 'import.snapshot' } },
      { name: 'profile', kind: 'profile', inputs: { snapshot: 'check.snapshot' } },
      { name: 'train', kind: 'train', inputs: { snapshot: 'check.snapshot' }, parameters: { models: ['ridge', 'random-forest', 'gradient-boosting', 'average'], folds: 5 }, retry: { limit: 1 } },
      { name: 'evaluate', kind: 'evaluate', inputs: { runs: 'train.runs' } },
      { name: 'gate', kind: 'gate', inputs: { run: 'evaluate.run' } },
      { name: 'approve', kind: 'approve', inputs: { run: 'evaluate.run', gate: 'gate.gate' }, parameters: { policy: 'auto-if-pass' } },
      { name: 'promote', kind: 'promote', inputs: { run: 'evaluate.run', gate: 'gate.gate', approval: 'approve.approval' } },
      { name: 'score', kind: 'score', inputs: { model: 'promote.champion', snapshot: 'check.snapshot' } },
      { name: 'drift', kind: 'drift', inputs: { snapshot: 'check.snapshot', model: 'promote.champion' } },
      { name: 'report', kind: 'report', inputs: { subject: 'score.forecast' }, parameters: { format: ['html', 'csv'] }, foreach: 'format' },
    ],
    triggers: { schedule: { cron: '0 9 1 * *' }, watch: {} },
  };
}

/** Each model is a race and a key of its own: adding one to the list trains only that one. */
function candidateSearch(dataset: string): PipelineDraft {
  return {
    format: 'almanac-pipeline',
    formatVersion: 1,
    name: 'candidate-search',
    title: 'Candidate search',
    description: 'Trains one model after another and names the best. What is finished is kept when the search is ended early.',
    dataset,
    steps: [
      { name: 'import', kind: 'import' },
      { name: 'check', kind: 'validate', inputs: { snapshot: 'import.snapshot' } },
      { name: 'train', kind: 'train', inputs: { snapshot: 'check.snapshot' }, parameters: { models: ['ridge', 'random-forest', 'gradient-boosting', 'neural-network'], folds: 5 }, foreach: 'models', retry: { limit: 1 } },
      { name: 'evaluate', kind: 'evaluate', inputs: { runs: 'train.runs' } },
      { name: 'report', kind: 'report', inputs: { subject: 'evaluate.run' } },
    ],
  };
}

const shipped = [monthlyForecast, candidateSearch];

export function templatesFor(dataset: string): readonly PipelineDefinition[] {
  return shipped.map((template) => pipelineDefinitionSchema.parse(template(dataset)));
}
