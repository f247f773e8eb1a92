/** Monitoring: is what the model learned from still true? Drift, performance, alerts and their history. */
import { z } from 'zod';

/** Names of the peer (Evidently 0.7.23), so that settings and results travel. */
export const driftMethodNames = [
  'psi',
  'kl_div',
  'jensenshannon',
  'wasserstein',
  'hellinger',
  'ks',
  'chisquare',
  'z',
  'anderson',
  'cramer_von_mises',
  'es',
  'mannw',
  't_test',
  'ed',
  'g_test',
  'fisher_exact',
  'TVD',
  'empirical_mmd',
  'abs_text_content_drift',
  'perc_text_content_drift',
] as const;
export const driftMethodNameSchema = z.enum(driftMethodNames);
export type DriftMethodName = z.infer<typeof driftMethodNameSchema>;

/** How a column is compared: as numbers, as values of a list, or as words. */
export const driftTypes = ['num', 'cat', 'text'] as const;
export const driftTypeSchema = z.enum(driftTypes);
export type DriftType = z.infer<typeof driftTypeSchema>;
