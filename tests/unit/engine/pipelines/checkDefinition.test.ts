/** What makes a definition refused, each with the step that is wrong; and that what ships can run. */
import { describe, expect, test } from 'vitest';
import { pipelineDefinitionSchema, type PipelineDefinition, type PipelineDraft } from '@shared/areas/pipelineDefinition';
import { EngineError } from '@shared/contract/errors';
import { checkDefinition, commandOf, itemsOf, templatesFor } from '@engine/pipelines';

const [monthly, search] = templatesFor('shop');

function withSteps(steps: PipelineDraft['steps'], triggers: PipelineDraft['triggers'] = {}): PipelineDefinition {
  return pipelineDefinitionSchema.parse({ format: 'almanac-pipeline', formatVersion: 1, name: 'own', title: 'Own', dataset: 'shop', steps, triggers });
}

function faultOf(definition: PipelineDefinition): string {
  try {
    checkDefinition(definition);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return error instanceof EngineError ? `${error.code}: ${error.message}` : '';
  }
}

const importStep = { name: 'import', kind: 'import' } as const;

describe('definitions', () => {
  test('what ships can run', () => {
    expect(templatesFor('shop').map(faultOf)).toEqual(['', '']);
  });

  test.each([
    ['two steps of one name', [importStep, importStep], 'Two steps are named "import"'],
    ['an input that is not there', [importStep, { name: 'check', kind: 'validate' }], 'needs the input "snapshot"'],
    ['an input nobody knows', [importStep, { name: 'check', kind: 'validate', inputs: { snapshot: 'import.snapshot', rows: 'import.snapshot' } }], 'has no input "rows"'],
    ['a later step', [{ name: 'check', kind: 'validate', inputs: { snapshot: 'import.snapshot' } }, importStep], 'not one of the steps before it'],
    ['itself', [{ name: 'check', kind: 'validate', inputs: { snapshot: 'check.snapshot' } }], 'not one of the steps before it'],
    ['an output that is not brought', [importStep, { name: 'check', kind: 'validate', inputs: { snapshot: 'import.runs' } }], 'which brings snapshot'],
    ['an output by a name every object has', [importStep, { name: 'check', kind: 'validate', inputs: { snapshot: 'import.constructor' } }], 'which brings snapshot'],
    ['an artifact of another type', [importStep, { name: 'evaluate', kind: 'evaluate', inputs: { runs: 'import.snapshot' } }], 'takes runs, not snapshot'],
    ['a parameter that is wrong', [importStep, { name: 'train', kind: 'train', inputs: { snapshot: 'import.snapshot' }, parameters: { folds: 1 } }], 'parameters of the step "train"'],
    ['a parameter nobody knows', [importStep, { name: 'train', kind: 'train', inputs: { snapshot: 'import.snapshot' }, parameters: { trees: 9 } }], 'parameters of the step "train"'],
    ['foreach of no list', [importStep, { name: 'train', kind: 'train', inputs: { snapshot: 'import.snapshot' }, parameters: { models: [] }, foreach: 'models' }], 'for each of "models"'],
    ['a foreach value that is wrong', [importStep, { name: 'train', kind: 'train', inputs: { snapshot: 'import.snapshot' }, parameters: { models: ['ridge', 'oracle'] }, foreach: 'models' }], 'parameters of the step "train"'],
    ['a step to wait for that is not there', [importStep, { name: 'check', kind: 'validate', inputs: { snapshot: 'import.snapshot' }, after: ['dance'] }], '"dance"'],
  ] as const)('%s is refused', (_, steps, message) => {
    expect(faultOf(withSteps(steps as unknown as PipelineDraft['steps']))).toContain(message);
  });

  test('a schedule that cannot be read or never comes is refused', () => {
    expect(faultOf(withSteps([importStep], { schedule: { cron: 'every Friday' } }))).toContain('invalid-input: The schedule');
    expect(faultOf(withSteps([importStep], { schedule: { cron: '0 0 30 2 *' } }))).toContain('The schedule');
    expect(faultOf(withSteps([importStep], { schedule: { cron: '0 16 * * 5' } }))).toBe('');
  });

  test('a foreach step runs once for each value, others once', () => {
    const report = monthly?.steps.find(({ name }) => name === 'report');
    expect(report && itemsOf(report).map(({ item, parameters }) => [item, parameters])).toEqual([['html', { format: 'html' }], ['csv', { format: 'csv' }]]);
    expect(monthly?.steps[0] && itemsOf(monthly.steps[0])).toEqual([{ item: null, parameters: {} }]);
  });

  test('each step is one call of the command line, but for approval, which is a wait', () => {
    const lines = (monthly?.steps ?? []).flatMap((step) => itemsOf(step).map(({ parameters }) => [step.name, monthly && commandOf(monthly, step, parameters)?.arguments.join(' ')]));
    expect(lines).toEqual([
      ['import', 'import {file} --name shop --on-ambiguous ask --on-ragged reject --json'],
      ['check', 'validate shop --json'],
      ['profile', 'profile shop --json'],
      ['train', 'train shop --models mean,median,group-median,ridge,random-forest,gradient-boosting,average --folds 5 --repeats 1 --proposed --level 0.9 --seed 1 --json'],
      ['evaluate', 'runs --json'],
      ['gate', 'gate best --json'],
      ['approve', undefined],
      ['promote', 'promote best --as champion --reason Approved by rule: the gate is passed. --json'],
      ['score', 'predict shop --model champion -o {output}/predictions.csv --json'],
      ['drift', 'monitor run --current shop --json'],
      ['report', 'report forecast -o {output}/report.html --json'],
      ['report', 'report forecast -o {output}/report.csv --json'],
    ]);
    expect(search?.steps.map(({ name }) => name)).toEqual(['import', 'check', 'train', 'evaluate', 'report']);
  });
});
