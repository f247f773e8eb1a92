/** The plan of a race as one stored object: which snapshot rows it uses, what really sold, and who is held out when. */
import { z } from 'zod';
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import type { BlobStore } from '../storage/blobStore';

export interface PlanFold {
  readonly repeat: number;
  readonly fold: number;
  readonly trainRows: number;
  /** Held-out rows as indices into `rowNumbers`. */
  readonly test: readonly number[];
}

export interface PlanDocument {
  /** Row numbers in the snapshot, from 1. */
  readonly rowNumbers: readonly number[];
  readonly actual: readonly number[];
  readonly folds: readonly PlanFold[];
  /** Category of each row by place in `levels`, -1 for none, where ranges are made by category. */
  readonly categories?: { readonly levels: readonly string[]; readonly codes: readonly number[] } | undefined;
}

const wholeNumbers = z.array(z.number().int());
const documentSchema = z.object({
  format: z.literal('almanac-plan'),
  formatVersion: z.literal(1),
  rowNumbers: wholeNumbers,
  actual: z.array(z.number()),
  folds: z.array(z.object({ repeat: z.number().int(), fold: z.number().int(), trainRows: z.number().int(), test: wholeNumbers })),
  categories: z.object({ levels: z.array(z.string()), codes: wholeNumbers }).optional(),
});

export interface StoredPlan {
  readonly object: string;
  readonly rowsDigest: string;
  readonly splitDigest: string;
}

export function storePlan(blobs: BlobStore, snapshotId: string, plan: PlanDocument): StoredPlan {
  const { sha256 } = blobs.putBytes(Buffer.from(canonicalJson({ format: 'almanac-plan', formatVersion: 1, ...plan })));
  return { object: sha256, ...planDigests(snapshotId, plan) };
}

export function planDigests(snapshotId: string, plan: PlanDocument): Pick<StoredPlan, 'rowsDigest' | 'splitDigest'> {
  return {
    rowsDigest: sha256Hex(canonicalJson([snapshotId, plan.rowNumbers])),
    splitDigest: sha256Hex(canonicalJson(plan.folds.map(({ repeat, fold, test }) => [repeat, fold, test]))),
  };
}

export function readPlan(blobs: BlobStore, object: string): PlanDocument {
  return documentSchema.parse(JSON.parse(blobs.readBytes(object).toString('utf8')));
}

/** One float64 per held-out row, little endian on every machine. */
export function encodePredictions(predictions: Float64Array): Uint8Array {
  const bytes = Buffer.alloc(predictions.length * 8);
  for (let i = 0; i < predictions.length; i++) bytes.writeDoubleLE(predictions[i]!, i * 8);
  return bytes;
}

export function decodePredictions(bytes: Buffer): Float64Array {
  const predictions = new Float64Array(bytes.length / 8);
  for (let i = 0; i < predictions.length; i++) predictions[i] = bytes.readDoubleLE(i * 8);
  return predictions;
}
