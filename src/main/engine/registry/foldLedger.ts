/** Who holds which alias, folded from the ledger alone. Pure. */
import type { Alias, Decision } from '@shared/areas/registry';

/** The entries that gave one alias of one model to its holders, the one in force last. */
export type Tenure = readonly Decision[];

export type Entry = Pick<Decision, 'kind' | 'alias' | 'modelId' | 'runId'>;

export function aliasKey(modelId: string, alias: Alias): string {
  return `${alias} ${modelId}`;
}

/**
 * Entries oldest first. A promotion stands on those before it; a rollback uncovers an earlier holder and drops what stood
 * on it; clearing leaves no holder; a refusal moves nothing.
 */
export function foldLedger<E extends Entry>(entries: readonly E[]): ReadonlyMap<string, readonly E[]> {
  const tenures = new Map<string, E[]>();
  for (const entry of entries) {
    if (entry.kind === 'refused') continue;
    const key = aliasKey(entry.modelId, entry.alias);
    const held = tenures.get(key) ?? [];
    if (entry.kind === 'cleared') tenures.set(key, []);
    else if (entry.kind === 'promoted') tenures.set(key, [...held, entry]);
    else tenures.set(key, [...held.slice(0, Math.max(0, held.slice(0, -1).findLastIndex(({ runId }) => runId === entry.runId))), entry]);
  }
  return tenures;
}
