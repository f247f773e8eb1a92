/** Shapes that several areas share: names, cells, files and pages. */
import { z } from 'zod';

export const columnTypes = ['integer', 'decimal', 'boolean', 'date', 'datetime', 'category', 'text', 'id'] as const;
export const columnTypeSchema = z.enum(columnTypes);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const roles = ['feature', 'target', 'id', 'group', 'date', 'price', 'ignore'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const knownWhens = ['before-launch', 'live', 'after-sale'] as const;
export const knownWhenSchema = z.enum(knownWhens);
export type KnownWhen = z.infer<typeof knownWhenSchema>;

/** One typed cell on the wire. Dates are ISO text (UTC); integers beyond 2^53 are kept as text columns. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

/** Of a table that is read. */
export const mostColumns = 10_000;

/** Rows as arrays beside their column names, so that a column named `__proto__` is as safe as any other. */
export const tableSchema = z.object({ columns: z.array(z.string()).min(1).max(mostColumns), rows: z.array(z.array(cellSchema)) });
export type Table = z.infer<typeof tableSchema>;

export const idSchema = z.string().min(1).max(200);

/** A ticket stands for a file the user chose; the renderer never names a path. */
export const ticketSchema = z.string().min(16).max(100);

/** A file the engine made, waiting to be saved or downloaded under its ticket. */
export const outputFileSchema = z.object({ ticket: ticketSchema, name: z.string(), sizeBytes: z.number(), sha256: z.string() });
export type OutputFile = z.infer<typeof outputFileSchema>;

export const emptySchema = z.object({});
export const doneSchema = z.object({ done: z.literal(true) });

/** Times are integer milliseconds since 1970 in UTC. */
export const timeSchema = z.number().int();

export const sortSchema = z.object({ column: z.string(), descending: z.boolean().default(false) });
export const filterOperators = ['contains', 'equals', 'not-equals', 'less', 'less-or-equal', 'greater', 'greater-or-equal', 'empty', 'not-empty', 'one-of'] as const;
export const filterSchema = z.object({
  column: z.string(),
  operator: z.enum(filterOperators),
  value: cellSchema.optional(),
  values: z.array(cellSchema).max(10_000).optional(),
});
export type Sort = z.infer<typeof sortSchema>;
export type Filter = z.infer<typeof filterSchema>;
