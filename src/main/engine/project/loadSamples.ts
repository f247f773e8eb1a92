/** Fills an empty project with the shipped samples, read as any other file is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readingRequestSchema } from '@shared/areas/datasets';
import { EngineError } from '@shared/contract/errors';
import { projectMessages } from '@shared/messages/project';
import type { Datasets } from '../datasets';
import type { JobContext } from '../kernel/area';
import type { Files } from '../kernel/files';

const manifestSchema = z.object({ samples: z.array(z.object({ file: z.string().regex(/^[\w.-]+$/), name: z.string().min(1) })) });

export async function loadSamples(resourcesDir: string, files: Files, datasets: Pick<Datasets, 'handlers'>, context: JobContext): Promise<{ snapshotIds: string[] }> {
  const present = await datasets.handlers['datasets.list']({}, context);
  if (present.length > 0 && !context.resumed) throw new EngineError('conflict', projectMessages.samples.notEmpty);
  const folder = join(resourcesDir, 'samples');
  const samples = readManifest(join(folder, 'manifest.json'));
  const snapshotIds: string[] = [];
  // The first sample comes last, so that it is the newest and Home begins with it.
  for (const [index, { file, name }] of samples.toReversed().entries()) {
    const { ticket } = files.grant(join(folder, file));
    const report: JobContext['report'] = ({ fraction }) => context.report({ fraction: (index + fraction) / samples.length, title: projectMessages.samples.importing(name) });
    const outcome = await datasets.handlers['datasets.import']({ ticket, name, reading: readingRequestSchema.parse({ onAmbiguous: 'guess' }), columns: [] }, { ...context, report });
    if (!outcome.snapshot) throw new EngineError('internal', projectMessages.samples.failed(name), { file, warnings: outcome.warnings });
    snapshotIds.unshift(outcome.snapshot.id);
  }
  return { snapshotIds };
}

function readManifest(path: string): z.infer<typeof manifestSchema>['samples'] {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).samples;
  } catch (error) {
    throw new EngineError('unavailable-here', projectMessages.samples.missing, { path }, { cause: error });
  }
}
