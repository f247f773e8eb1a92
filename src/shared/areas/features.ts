/** What the columns of the data became for a model: each step of the encoding, as it was fitted. */
import { z } from 'zod';

export const featureSortNames = ['number', 'date', 'category', 'text', 'ratio'] as const;
export const featureDropReasons = ['identifier', 'empty', 'constant', 'rare'] as const;

export const columnFeaturesSchema = z.object({
  /** The column; for a ratio the two of it, divisor last. */
  columns: z.array(z.string()),
  sort: z.enum(featureSortNames),
  /** The features made, in their order; how each is made, in words. */
  features: z.array(z.object({ name: z.string(), meaning: z.string() })),
  /** Value in place of missing ones, on the scale of the feature; null where the model handles missing values itself. */
  fill: z.number().nullable(),
  /** A feature of its own says where the cell is missing. */
  missingFlag: z.boolean(),
  /** Taken as log(1 + value). */
  logarithmic: z.boolean(),
  /** Levels of a category with a feature or code of their own, most frequent first. */
  levels: z.array(z.string()),
  /** Levels that share what is left, and the most frequent of them. */
  pooled: z.object({ levels: z.number().int(), rows: z.number().int(), examples: z.array(z.string()) }).nullable(),
  /** Smoothed mean of the target of each level, and for levels not seen, in the model's space. */
  targetMeans: z.object({ prior: z.number(), levels: z.array(z.tuple([z.string(), z.number()])) }).nullable(),
  /** Words or items with a flag of their own, most common first. */
  keywords: z.array(z.string()),
  /** Hashed TF-IDF: weight of each bucket. */
  hashed: z.object({ hash: z.string(), signed: z.boolean(), idf: z.array(z.number()) }).nullable(),
});
export type ColumnFeatures = z.infer<typeof columnFeaturesSchema>;

/** One fitted encoding; combinations of models have one for each member that looks at columns. */
export const featurePartSchema = z.object({
  /** Kind of the model. */
  model: z.string(),
  /** Whether features are rounded to float32, as trees see them. */
  float32: z.boolean(),
  columns: z.array(columnFeaturesSchema),
  dropped: z.array(z.object({ column: z.string(), reason: z.enum(featureDropReasons) })),
  /** Training rows whose infinite number counts as missing. */
  infinite: z.array(z.object({ column: z.string(), rows: z.number().int() })),
});
export type FeaturePart = z.infer<typeof featurePartSchema>;

export const featureReportSchema = z.object({
  parts: z.array(featurePartSchema),
  /** What the race did before any model saw the columns: those it left out, and cells it took as missing. */
  leftOut: z.array(z.object({ column: z.string(), reason: z.string() })),
  treated: z.array(z.object({ column: z.string(), treatment: z.string() })),
});
export type FeatureReport = z.infer<typeof featureReportSchema>;
