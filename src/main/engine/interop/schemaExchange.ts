/** Endpoints that hand schemas to other tools and take theirs. */
import type { interopSchemasEndpoints } from '@shared/areas/interopSchemas';
import type { Datasets } from '../datasets';
import type { Handlers } from '../kernel/area';
import type { Quality } from '../quality';
import { convertSchema, readSchema } from './schemas';

export interface SchemaExchangeParts {
  readonly datasets: Pick<Datasets, 'snapshot'>;
  readonly quality: Pick<Quality, 'handlers'>;
}

const endings = { almanac: 'json', pandera: 'yaml', 'great-expectations': 'json', 'table-schema': 'json' } as const;

export function createSchemaExchange({ datasets, quality }: SchemaExchangeParts): Handlers<typeof interopSchemasEndpoints> {
  return {
    'interop.convertSchema': ({ text, from, to }) => copy(convertSchema(text, from, to)),
    'interop.readSchema': ({ text, from }) => {
      const { schema, notExpressible } = readSchema(text, from);
      return { schema, notExpressible: [...notExpressible] };
    },
    'interop.exportSchema': async ({ snapshotId, to }, context) => {
      const snapshot = datasets.snapshot(snapshotId);
      const saved = await quality.handlers['quality.schema']({ datasetId: snapshot.datasetId }, context);
      const schema = saved?.schema ?? (await quality.handlers['quality.inferSchema']({ snapshotId }, context));
      return { ...copy(convertSchema(JSON.stringify(schema), 'almanac', to)), fileName: `${snapshot.datasetName.replaceAll(/[^\p{L}\p{N} _-]+/gu, '') || 'data'}.${to}.${endings[to]}` };
    },
  };
}

function copy({ text, notExpressible }: ReturnType<typeof convertSchema>): { text: string; notExpressible: string[] } {
  return { text, notExpressible: [...notExpressible] };
}
