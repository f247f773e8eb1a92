/** Pipelines for other orchestrators. A new one is one file and one line here. */
import type { PipelineDefinition } from '@shared/areas/pipelineDefinition';
import type { PipelineTarget } from '@shared/areas/pipelines';
import { exportMessages as words } from '@shared/messages/pipelineExports';
import { airflow } from './airflow';
import { argo } from './argo';
import { dockerfile } from './dockerfile';
import { dvc } from './dvc';
import { planExport, type CommandOf } from './exportPlan';
import { githubActions } from './githubActions';
import { jenkins } from './jenkins';
import { metaflow } from './metaflow';
import type { ExportedPipeline, PipelineExporter } from './pipelineExporter';

const exporters: Readonly<Record<PipelineTarget, { readonly name: string; readonly write: PipelineExporter }>> = {
  airflow: { name: 'Airflow', write: airflow },
  argo: { name: 'Argo Workflows', write: argo },
  metaflow: { name: 'Metaflow', write: metaflow },
  'github-actions': { name: 'GitHub Actions', write: githubActions },
  jenkins: { name: 'Jenkins', write: jenkins },
  dvc: { name: 'DVC', write: dvc },
};

/** The same definition gives the same bytes. */
export function exportPipeline(definition: PipelineDefinition, target: PipelineTarget, version: string, commandOf: CommandOf): ExportedPipeline {
  const image = `almanac:${version}`;
  const { name, write } = exporters[target];
  const exported = write(planExport(definition, commandOf), image);
  const notes = [`# ${words.notesTitle(definition.title)}`, ...words.notes(name, image), ...(exported.notExpressible.length > 0 ? [`## ${words.notExpressible}`, exported.notExpressible.map((sentence) => `- ${sentence}`).join('\n')] : [])];
  return { files: { ...exported.files, Dockerfile: dockerfile, 'README.md': `${notes.join('\n\n')}\n` }, notExpressible: exported.notExpressible };
}
