/** Schemas of other tools: Pandera YAML, Great Expectations suites, Table Schema, in and out. */
import { z } from 'zod';
import { query } from '../contract/endpoint';
import { idSchema } from './common';
import { dataSchemaSchema } from './quality';

export const schemaFormats = ['almanac', 'pandera', 'great-expectations', 'table-schema'] as const;
export type SchemaFormatName = (typeof schemaFormats)[number];

const convertedSchema = z.object({ text: z.string(), /** One sentence for each rule that could not be said. */ notExpressible: z.array(z.string()) });

export const interopSchemasEndpoints = {
  'interop.convertSchema': query(z.object({ text: z.string().max(5_000_000), from: z.enum(schemaFormats), to: z.enum(schemaFormats) }), convertedSchema),
  /** The schema of a dataset, as saved, else as suggested for its newest version. */
  'interop.exportSchema': query(z.object({ snapshotId: idSchema, to: z.enum(schemaFormats) }), convertedSchema.extend({ fileName: z.string() })),
  'interop.readSchema': query(z.object({ text: z.string().max(5_000_000), from: z.enum(schemaFormats) }), z.object({ schema: dataSchemaSchema, notExpressible: z.array(z.string()) })),
};
