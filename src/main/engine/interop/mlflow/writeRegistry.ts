/** Registered models, versions and aliases as files of an MLflow store, for versions whose runs are in it. */
import type { RegisteredModel } from '@shared/areas/registry';
import type { ExportFile } from '../exportFiles';
import { modelNameOf, runIdOf } from './storeNames';
import { writeYaml } from './storeYaml';

/** `modelAddress` gives where a run's model lies, or null where the run is not in the store. */
export function writeRegistry(models: readonly RegisteredModel[], modelAddress: (runId: string) => string | null): ExportFile[] {
  const used = new Set<string>();
  return models.flatMap((model) => {
    const versions = model.versions.flatMap((version) => {
      const source = modelAddress(version.runId);
      return source === null ? [] : [{ ...version, source }];
    });
    const newest = versions[0];
    if (!newest) return [];
    const name = modelNameOf(model.name, used);
    const folder = `models/${name}`;
    const files: ExportFile[] = [
      {
        path: `${folder}/meta.yaml`,
        contents: writeYaml({ creation_timestamp: model.createdAt, description: `${model.target} of ${model.datasetName}`, last_updated_timestamp: newest.createdAt, name }),
      },
    ];
    for (const { number, createdAt, runId, source, runNumber } of versions) {
      files.push({
        path: `${folder}/version-${number}/meta.yaml`,
        contents: writeYaml({
          aliases: [],
          creation_timestamp: createdAt,
          current_stage: 'None',
          description: `Run ${runNumber}`,
          last_updated_timestamp: createdAt,
          name,
          run_id: runIdOf(runId),
          run_link: null,
          source,
          status: 'READY',
          status_message: null,
          storage_location: source,
          user_id: null,
          version: number,
        }),
      });
    }
    for (const [alias, number] of Object.entries(model.aliases)) {
      if (number !== null && versions.some((version) => version.number === number)) files.push({ path: `${folder}/aliases/${alias}`, contents: String(number) });
    }
    return files;
  });
}
