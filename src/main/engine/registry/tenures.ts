/** Who holds which alias: the ledger folded, and where two devices decided differently, the last agreed holder. */
import { z } from 'zod';
import type { Alias, Decision } from '@shared/areas/registry';
import { aliasSchema } from '@shared/areas/registry';
import type { Db } from '../storage/database';
import { listDecisions } from './decisionStore';
import { aliasKey, foldLedger } from './foldLedger';

const holdSchema = z.object({ alias: aliasSchema, model_id: z.string(), run_id: z.string().nullable() });

/** As it is now, or as the ledger stood at a moment. */
export function readTenures(db: Db, time = Infinity): ReadonlyMap<string, readonly Decision[]> {
  const entries = listDecisions(db).filter(({ decidedAt }) => decidedAt <= time);
  const tenures = new Map(foldLedger(entries));
  if (time !== Infinity) return tenures;
  for (const { alias, model_id: modelId, run_id: runId } of z.array(holdSchema).parse(db.prepare('select * from alias_holds').all())) {
    const key = aliasKey(modelId, alias);
    const given = entries.filter((entry) => entry.kind !== 'refused' && entry.alias === alias && entry.modelId === modelId && entry.runId === runId);
    const tenure = tenures.get(key) ?? [];
    const place = tenure.findLastIndex((entry) => entry.runId === runId);
    tenures.set(key, runId === null ? [] : place === -1 ? given.slice(-1) : tenure.slice(0, place + 1));
  }
  return tenures;
}

/** Keeps the alias where it was agreed last; `undefined` lets the ledger speak again. */
export function holdAlias(db: Db, alias: Alias, modelId: string, runId: string | null | undefined): void {
  db.prepare('delete from alias_holds where alias = ? and model_id = ?').run(alias, modelId);
  if (runId !== undefined) db.prepare('insert into alias_holds (alias, model_id, run_id) values (?, ?, ?)').run(alias, modelId, runId);
}
