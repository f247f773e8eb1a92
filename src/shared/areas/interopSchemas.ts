/** Schemas of other tools: Pandera YAML, Great Expectations suites, Table Schema, in and out. */
import { z } from 'zod';
import { command, query } from '../contract/endpoint';
import { idSchema, outputFileSchema, ticketSchema } from './common';
import { dataSchemaSchema } from './qualitySchema';

export const schemaFormats = ['almanac', 'pandera', 'great-expectations', 'table-schema'] as const;
export type SchemaFormatName = (typeof schemaFormats)[number];

/** One sentence for each rule that could not be said. */
const notExpressible = z.array(z.string());

export const interopSchemasEndpoints = {
  /** The schema of a dataset, as saved, else as suggested for its newest version. */
  'interop.exportSchema': command(z.object({ snapshotId: idSchema, to: z.enum(schemaFormats) }), z.object({ file: outputFileSchema, notExpressible })),
  /** A schema as text, to be read and copied. */
  'interop.schemaText': query(z.object({ schema: dataSchemaSchema, to: z.enum(schemaFormats) }), z.object({ text: z.string(), notExpressible })),
  /** Reads a schema file of any of the formats, told by its content. Nothing is saved. */
  'interop.readSchema': query(z.object({ ticket: ticketSchema }), z.object({ from: z.enum(schemaFormats), schema: dataSchemaSchema, notExpressible })),
};
