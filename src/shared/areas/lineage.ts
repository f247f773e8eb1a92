/** Where something comes from: things as nodes, each with its view in the window, and what was made from what. */
import { z } from 'zod';
import { idSchema } from './common';

export const lineageNodeSchema = z.object({
  /** Such as forecast, version, run, race, snapshot, source, rows. */
  kind: z.string(),
  id: idSchema,
  /** What this kind of thing is called. */
  label: z.string(),
  title: z.string(),
  /** Its most telling facts, in a few words each. */
  facts: z.array(z.string()),
  /** Address of its view in the window, or null where it has none. */
  address: z.string().nullable(),
});
export type LineageNode = z.infer<typeof lineageNodeSchema>;

const endSchema = lineageNodeSchema.pick({ kind: true, id: true });
/** `from` was made out of `to`; the label says how. */
export const lineageEdgeSchema = z.object({ from: endSchema, to: endSchema, label: z.string() });
export type LineageEdge = z.infer<typeof lineageEdgeSchema>;

/** The node asked for comes first; the others follow, nearest first. */
export const lineageSchema = z.object({ nodes: z.array(lineageNodeSchema), edges: z.array(lineageEdgeSchema) });
export type Lineage = z.infer<typeof lineageSchema>;
