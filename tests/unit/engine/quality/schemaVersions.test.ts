import { describe, expect, it } from 'vitest';
import { dataSchemaSchema, type DataSchema } from '@shared/areas/qualitySchema';
import { openDatasets } from '../datasets/openDatasets';

const schema = (...columns: string[]): DataSchema => dataSchemaSchema.parse({ format: 'almanac-schema', formatVersion: 2, columns: [{ name: 'id' }], checks: columns.map((column) => ({ check: 'not-null', column })) });

describe('versions of the rules', () => {
  it('are listed newest first, with the data each was first counted on', async () => {
    const open = openDatasets();
    const { handlers } = open.quality;
    const first = await open.stored('id,price\na,1\nb,2');
    await handlers['quality.saveSchema']({ datasetId: first.datasetId, schema: schema('id') }, open.context);
    await handlers['quality.validate']({ snapshotId: first.id }, open.context);
    const again = await handlers['quality.validate']({ snapshotId: first.id }, open.context);
    await handlers['quality.saveSchema']({ datasetId: first.datasetId, schema: schema('id', 'price') }, open.context);
    const versions = await handlers['quality.schemaVersions']({ datasetId: first.datasetId }, open.context);
    expect(versions.map(({ version, checks, columns }) => [version, checks, columns])).toEqual([[2, 2, 1], [1, 1, 1]]);
    expect(versions.map(({ firstUse }) => firstUse && [firstUse.snapshotId, firstUse.number])).toEqual([null, [first.id, 1]]);
    expect(again.schemaVersion).toBe(1);
    expect((await handlers['quality.schemaVersion']({ datasetId: first.datasetId, version: 1 }, open.context)).schema).toEqual(schema('id'));
  });

  it('a version that is not there is said so', async () => {
    const open = openDatasets();
    const { datasetId } = await open.stored('id\na');
    expect(() => open.quality.handlers['quality.schemaVersion']({ datasetId, version: 7 }, open.context)).toThrow(/no version 7/);
    expect(await open.quality.handlers['quality.schemaVersions']({ datasetId }, open.context)).toEqual([]);
  });

  it('rules that were not saved, or only suggested, belong to no version', async () => {
    const open = openDatasets();
    const { id, datasetId } = await open.stored('id,price\na,1\nb,2');
    expect((await open.quality.handlers['quality.validate']({ snapshotId: id }, open.context)).schemaVersion).toBeNull();
    await open.quality.handlers['quality.saveSchema']({ datasetId, schema: schema('id') }, open.context);
    expect((await open.quality.handlers['quality.validate']({ snapshotId: id, schema: schema('price') }, open.context)).schemaVersion).toBeNull();
    expect((await open.quality.handlers['quality.validate']({ snapshotId: id, schema: schema('id') }, open.context)).schemaVersion).toBe(1);
    expect(open.quality.lastValidation(id)?.schemaVersion).toBe(1);
  });
});
