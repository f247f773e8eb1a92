/** Where something comes from and what was made of it: things as nodes, each with its view in the window, and what was made from what. */
import { z } from 'zod';
import { idSchema, timeSchema } from './common';

/** What to know of a thing at a glance. stale: a newer version of its data is here. */
export const lineageMarks = ['champion', 'challenger', 'stale', 'leak', 'unfinished', 'trash'] as const;
export type LineageMark = (typeof lineageMarks)[number];

export const lineageNodeSchema = z.object({
  /** Such as report, forecast, version, run, race, snapshot, source, rows. */
  kind: z.string(),
  id: idSchema,
  /** What this kind of thing is called. */
  label: z.string(),
  title: z.string(),
  /** Its most telling facts, in a few words each. */
  facts: z.array(z.string()),
  /** Address of its view in the window, or null where it has none. */
  address: z.string().nullable(),
  /** When it was made, or null where that says nothing of its own. */
  at: timeSchema.nullable(),
  marks: z.array(z.enum(lineageMarks)),
});
export type LineageNode = z.infer<typeof lineageNodeSchema>;

const endSchema = lineageNodeSchema.pick({ kind: true, id: true });
/** `from` was made out of `to`; the label says how. */
export const lineageEdgeSchema = z.object({ from: endSchema, to: endSchema, label: z.string() });
export type LineageEdge = z.infer<typeof lineageEdgeSchema>;

/** back: what it was made of; forward: what was made of it. */
export const lineageDirections = ['back', 'forward', 'both'] as const;
export type LineageDirection = (typeof lineageDirections)[number];

/** The node asked for comes first; then what it was made of, then what was made of it, nearest first. */
export const lineageSchema = z.object({
  nodes: z.array(lineageNodeSchema),
  edges: z.array(lineageEdgeSchema),
  /** Things that were made of it and are left out, because there are too many. */
  leftOut: z.number().int(),
});
export type Lineage = z.infer<typeof lineageSchema>;
