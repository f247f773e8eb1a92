/** Endpoints that hand schemas to other tools and take theirs. */
import { readFileSync } from 'node:fs';
import type { interopSchemasEndpoints } from '@shared/areas/interopSchemas';
import { EngineError } from '@shared/contract/errors';
import { interopSchemaMessages as words } from '@shared/messages/interopSchemas';
import type { Datasets } from '../datasets';
import type { Handlers } from '../kernel/area';
import type { Files } from '../kernel/files';
import { decodeDocument } from '../kernel/jsonDocument';
import type { Quality } from '../quality';
import { convertSchema, detectFormat, readSchema } from './schemas';

export interface SchemaExchangeParts {
  readonly files: Files;
  readonly datasets: Pick<Datasets, 'snapshot'>;
  readonly quality: Pick<Quality, 'handlers'>;
}

const endings = { almanac: 'json', pandera: 'yaml', 'great-expectations': 'json', 'table-schema': 'json' } as const;
const largestFileBytes = 5_000_000;

export function createSchemaExchange({ files, datasets, quality }: SchemaExchangeParts): Handlers<typeof interopSchemasEndpoints> {
  return {
    'interop.readSchema': ({ ticket }) => {
      const { path, name, sizeBytes } = files.resolve(ticket);
      if (sizeBytes > largestFileBytes) throw new EngineError('invalid-input', words.tooLarge(name), { sizeBytes });
      const text = decodeDocument(readFileSync(path), words.file(name));
      const from = detectFormat(text);
      const { schema, notExpressible } = readSchema(text, from);
      return { from, schema, notExpressible: [...notExpressible] };
    },
    'interop.schemaText': ({ schema, to }) => {
      const { text, notExpressible } = convertSchema(JSON.stringify(schema), 'almanac', to);
      return { text, notExpressible: [...notExpressible] };
    },
    'interop.exportSchema': async ({ snapshotId, to }, context) => {
      const snapshot = datasets.snapshot(snapshotId);
      const saved = await quality.handlers['quality.schema']({ datasetId: snapshot.datasetId }, context);
      const schema = saved?.schema ?? (await quality.handlers['quality.inferSchema']({ snapshotId }, context));
      const { text, notExpressible } = convertSchema(JSON.stringify(schema), 'almanac', to);
      const name = snapshot.datasetName.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim() || words.unnamed;
      return { file: files.offerBytes(`${name}.${to}.${endings[to]}`, Buffer.from(text)), notExpressible: [...notExpressible] };
    },
  };
}
