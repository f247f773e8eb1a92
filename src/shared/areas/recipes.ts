/** Recipes: what was decided about a file when it was imported, kept to read the next one of its shape the same way. */
import { z } from 'zod';
import { command, query } from '../contract/endpoint';
import { columnTypeSchema, emptySchema, knownWhenSchema, mostColumns, roleSchema, ticketSchema, timeSchema } from './common';
import { readingRequestSchema } from './datasets';

/** Only decisions: what is left out is decided from the bytes of each file. */
export const recipeColumnSchema = z.object({
  /** Name in the file's header. */
  header: z.string().max(1000),
  /** Name in the dataset, where names were given. */
  name: z.string().min(1).max(1000).optional(),
  type: columnTypeSchema.optional(),
  role: roleSchema.optional(),
  knownWhen: knownWhenSchema.optional(),
  /** Words read as missing in this column, in place of those of the file. */
  nullTokens: z.array(z.string()).max(100).optional(),
});
export type RecipeColumn = z.infer<typeof recipeColumnSchema>;

/** What concerns single columns lies with them, under their names in the header: the next file may order them differently. How the files of an archive were read concerns only that archive. */
export const recipeReadingSchema = readingRequestSchema.omit({ onAmbiguous: true, columnNames: true, columnNullTokens: true, members: true });

export const recipeSchema = z.object({
  format: z.literal('almanac-recipe'),
  formatVersion: z.literal(1),
  name: z.string().min(1).max(200),
  /** Names of all columns of the file it was made with. */
  header: z.array(z.string().max(1000)).min(1).max(mostColumns),
  reading: recipeReadingSchema.prefault({}),
  /** Columns something was decided about. */
  columns: z.array(recipeColumnSchema).max(mostColumns).default([]),
});
export type Recipe = z.infer<typeof recipeSchema>;

export const recipeRefSchema = z.object({ name: z.string().min(1).max(200), version: z.number().int().positive().optional() });

/** How a file's header stands to that of a recipe or of a dataset. */
export const shapeFitSchema = z.object({
  /** Columns of both, of so many of the recipe. */
  kept: z.number().int(),
  of: z.number().int(),
  added: z.array(z.string()),
  missing: z.array(z.string()),
});
export type ShapeFit = z.infer<typeof shapeFitSchema>;

export const recipeOfferSchema = z.object({
  name: z.string(),
  version: z.number().int(),
  createdAt: timeSchema,
  fit: shapeFitSchema,
  /** The answers that fit this file, as an import request takes them. */
  apply: z.object({
    reading: readingRequestSchema.omit({ onAmbiguous: true }),
    columns: z.array(z.object({ name: z.string(), type: columnTypeSchema.optional(), role: roleSchema.optional(), knownWhen: knownWhenSchema.optional() })),
  }),
});
export type RecipeOffer = z.infer<typeof recipeOfferSchema>;

export const recipesEndpoints = {
  /** The newest version of each. */
  'datasets.recipes': query(emptySchema, z.array(z.object({ name: z.string(), version: z.number().int(), columns: z.number().int(), decided: z.number().int(), createdAt: timeSchema }))),
  /** Without a version the newest. Throws `not-found`. */
  'datasets.recipe': query(recipeRefSchema, z.object({ version: z.number().int(), createdAt: timeSchema, recipe: recipeSchema })),
  /** Adds a version, such as from a file; `added` is false where the newest says the same already. */
  'datasets.saveRecipe': command(z.object({ recipe: recipeSchema }), z.object({ name: z.string(), version: z.number().int(), added: z.boolean() })),
  /** Recipes and datasets that fit a file by its header, best first. */
  'datasets.recognise': query(
    z.object({ ticket: ticketSchema }),
    z.object({ recipes: z.array(recipeOfferSchema), datasets: z.array(z.object({ name: z.string(), number: z.number().int(), rows: z.number().int(), fit: shapeFitSchema })) }),
  ),
};
