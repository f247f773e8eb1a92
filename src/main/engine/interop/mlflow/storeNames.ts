/** Names and ids as an MLflow store takes them (mlflow/utils/validation.py, MLflow 3.17). */
import { createHash } from 'node:crypto';

export const limits = { key: 250, param: 6000, tag: 5000, datasetName: 500, digest: 36, experimentName: 256 } as const;

/** A 32-digit run id: ours where it has that form, else one made from it. */
export function runIdOf(id: string): string {
  return /^[0-9a-f]{32}$/.test(id) ? id : md5(id);
}

/** A whole number below 2^60, as MLflow's own ids are large unique integers. */
export function experimentIdOf(id: string): string {
  return BigInt(`0x${createHash('sha256').update(id).digest('hex').slice(0, 15)}`).toString();
}

/**
 * A key: letters, digits, `_`, `.`, `-` and spaces; no folders, so that no key is a folder of another. Keys that differ
 * only in case are numbered, because not every disk tells them apart.
 */
export function storeKey(name: string, used: Set<string>): string {
  const allowed = name.replaceAll(/[^\p{L}\p{N}_.\- ]/gu, '_').replace(/^[. ]+|[. ]+$/g, '').slice(0, limits.key - 4) || '_';
  let key = allowed;
  for (let i = 2; used.has(key.toLowerCase()); i++) key = `${allowed}_${i}`;
  used.add(key.toLowerCase());
  return key;
}

/** A registered model's name is its folder. */
export function modelNameOf(name: string, used: Set<string>): string {
  return storeKey(name.replaceAll(/[/:]/g, '-'), used);
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
