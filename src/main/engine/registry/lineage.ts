/** What a version comes from: the run it is. A version goes by its run's id. */
import type { RegisteredModel } from '@shared/areas/registry';
import { EngineError } from '@shared/contract/errors';
import { lineageMessages as words } from '@shared/messages/lineage';
import { registryMessages } from '@shared/messages/registry';
import type { Describers } from '../kernel/lineage';

export function describeRegistry(list: () => readonly RegisteredModel[]): Describers {
  return {
    version: (runId) => {
      const model = list().find(({ versions }) => versions.some((version) => version.runId === runId));
      const version = model?.versions.find((each) => each.runId === runId);
      if (!model || !version) throw new EngineError('not-found', registryMessages.noVersion, { runId });
      return {
        node: { label: words.labels.version, title: words.version(model.name, version.number), facts: [...version.aliases], address: `#/models/registry/${encodeURIComponent(model.id)}?version=${version.number}` },
        origins: [{ kind: 'run', id: runId, label: words.by.is }],
      };
    },
  };
}
