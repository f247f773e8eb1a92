/** The numbers of a stored forecast as one object. */
import { z } from 'zod';
import { readDocument } from './documents';

const bound = z.array(z.number().nullable());

const valuesSchema = z.object({
  names: z.array(z.string()),
  /** First day of each forecast period. */
  days: z.array(z.string()),
  /** Series by series, step by step. */
  value: z.array(z.number()),
  lower: bound,
  upper: bound,
  /** The sum over all series, step by step. */
  total: z.object({ value: z.array(z.number()), lower: bound, upper: bound }),
});
export type ForecastValues = z.infer<typeof valuesSchema>;

export function encodeValues(values: ForecastValues): Uint8Array {
  return Buffer.from(JSON.stringify(values));
}

export function decodeValues(bytes: Buffer): ForecastValues {
  return readDocument(valuesSchema, JSON.parse(bytes.toString('utf8')));
}
