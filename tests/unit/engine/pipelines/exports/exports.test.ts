/** Pipelines for other orchestrators: the same definition gives the same bytes, nothing of a name can become code, and what is lost is said. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { pipelineDefinitionSchema, type PipelineDefinition } from '@shared/areas/pipelineDefinition';
import { pipelineTargets } from '@shared/areas/pipelines';
import { commandOf, templatesFor } from '@engine/pipelines';
import { exportPipeline } from '@engine/pipelines/exports';
import { planExport, quote } from '@engine/pipelines/exports/exportPlan';

const [monthly] = templatesFor('shop');
if (!monthly) throw new Error('No template is shipped.');
const write = (definition: PipelineDefinition, target: (typeof pipelineTargets)[number]): ReturnType<typeof exportPipeline> => exportPipeline(definition, target, '1.2.3', commandOf);

/** A dataset's name and a title that would be code wherever a writer forgot to quote. */
const hostile = pipelineDefinitionSchema.parse({ ...monthly, title: 'x"""\n\'; rm -rf / #', dataset: "shop'; touch /tmp/owned; echo '$(id)`id`" });

describe.each(pipelineTargets)('%s', (target) => {
  it('gives the same bytes each time, with a Dockerfile and notes', () => {
    const first = write(monthly, target);
    expect(write(monthly, target)).toEqual(first);
    expect(Object.keys(first.files)).toEqual(expect.arrayContaining(['Dockerfile', 'README.md']));
    for (const sentence of first.notExpressible) expect(first.files['README.md']).toContain(sentence);
  });

  it('calls every step of the command line once, in order', () => {
    const text = Object.entries(write(monthly, target).files).find(([name]) => !['Dockerfile', 'README.md', 'volume.yaml', 'cron-workflow.yaml'].includes(name))?.[1] ?? '';
    const places = ['almanac import', 'almanac validate', 'almanac profile', 'almanac gate best', 'almanac promote best', 'almanac predict'].map((call) => text.indexOf(call));
    expect(places.every((place) => place >= 0)).toBe(true);
    if (target !== 'argo') expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text.includes('--only-fold')).toBe(target !== 'dvc');
  });

  it('lets no title become a line of its own', () => {
    const { files } = write(hostile, target);
    const text = Object.entries(files).filter(([name]) => !['Dockerfile', 'README.md'].includes(name)).map(([, each]) => each).join('\n');
    expect(text).not.toMatch(/^\s*'?; ?rm -rf/m);
    const yaml = files['dvc.yaml'] ?? files['workflow-template.yaml'] ?? files['.github/workflows/monthly-forecast.yml'];
    if (yaml !== undefined) expect(parse(yaml)).toBeTypeOf('object');
  });
});

describe('plan', () => {
  it('spreads every learned model over every fold and all rows; simple rules stay', () => {
    const train = planExport(monthly, commandOf).tasks.find(({ fanOut }) => fanOut !== null);
    expect(train?.fanOut?.models).toEqual(['ridge', 'random-forest', 'gradient-boosting']);
    expect(train?.fanOut?.folds).toEqual(['1', '2', '3', '4', '5', 'all-rows']);
  });

  it('waits for a person where the policy asks, and says where it cannot', () => {
    const asking = { ...monthly, steps: monthly.steps.map((step) => (step.kind === 'approve' ? { ...step, parameters: { policy: 'always-ask' } } : step)) };
    expect(planExport(asking, commandOf).tasks.some(({ waits }) => waits)).toBe(true);
    expect(write(asking, 'argo').files['workflow-template.yaml']).toContain('suspend: {}');
    expect(write(asking, 'jenkins').files['Jenkinsfile']).toContain('input message:');
    expect(write(asking, 'github-actions').files['.github/workflows/monthly-forecast.yml']).toContain('environment: approval');
    expect(write(asking, 'metaflow').notExpressible.join(' ')).toContain('a wait for a person has no equal');
  });

  it('hands a hostile name to the command line as one word', () => {
    for (const { lines } of planExport(hostile, commandOf).tasks) {
      for (const line of lines.filter((each) => each.includes('touch'))) {
        const ran = spawnSync('sh', ['-c', `almanac() { printf '%s\\0' "$@"; }; ALMANAC_OUTPUT=. ; ${line.replace(/ > "\$ALMANAC_OUTPUT[^"]*"/, '')}`], { encoding: 'utf8', cwd: '/' });
        expect(ran.stdout.split('\0')).toContain(hostile.dataset);
      }
    }
    expect(existsSync('/tmp/owned')).toBe(false);
  });

  it('quotes words of the shell', () => {
    expect([quote('plain-1.0'), quote(''), quote("it's"), quote('$HOME')]).toEqual(['plain-1.0', "''", "'it'\\''s'", "'$HOME'"]);
  });
});
