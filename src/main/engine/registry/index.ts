/** Endpoints of the registry: promote a run, see the champion, read the ledger. */
import type { Decision, registryEndpoints } from '@shared/areas/registry';
import type { RunDetail } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { registryMessages } from '@shared/messages/registry';
import type { Announce, Handlers } from '../kernel/area';
import type { Ports } from '../kernel/ports';
import type { Db } from '../storage/database';
import type { Tracking } from '../tracking';
import { findLatest, insertDecision, listDecisions } from './decisionStore';

export interface RegistryParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock'>;
  readonly announce: Announce;
  readonly tracking: Pick<Tracking, 'findRun' | 'runDetail' | 'guardDeletion'>;
}

export interface Registry {
  readonly handlers: Handlers<typeof registryEndpoints>;
  champion(): { decision: Decision; detail: RunDetail } | null;
  /** Newest first. */
  ledger(): readonly Decision[];
}

export function createRegistry({ db, ports, announce, tracking }: RegistryParts): Registry {
  tracking.guardDeletion((runId) => {
    const decision = findLatest(db, 'champion');
    return decision?.runId === runId ? registryMessages.championStays(decision.runNumber) : null;
  });

  function champion(): { decision: Decision; detail: RunDetail } | null {
    const decision = findLatest(db, 'champion');
    return decision && { decision, detail: tracking.runDetail(decision.runId) };
  }

  function promote(runId: string, alias: Decision['alias'], reason: string): Decision {
    const run = tracking.findRun(runId);
    const previous = findLatest(db, alias);
    if (reason.trim() === '') throw new EngineError('invalid-input', registryMessages.emptyReason);
    if (run.deletedAt !== null) throw new EngineError('conflict', registryMessages.deleted(run.number), { runId });
    if (run.state !== 'finished') throw new EngineError('conflict', registryMessages.unfinished(run.number, run.state), { runId, state: run.state });
    if (run.modelObject === null) throw new EngineError('conflict', registryMessages.noModel(run.number), { runId });
    if (previous?.runId === runId) throw new EngineError('conflict', registryMessages.alreadyChampion(run.number), { runId });
    const decision = insertDecision(db, { alias, runId, previousRunId: previous?.runId ?? null, reason: reason.trim(), decidedAt: ports.clock.now() });
    announce('registry', [runId]);
    return decision;
  }

  return {
    champion,
    ledger: () => listDecisions(db),
    handlers: {
      'registry.promote': ({ runId, alias, reason }) => promote(runId, alias, reason),
      'registry.champion': () => champion(),
      'registry.ledger': () => [...listDecisions(db)],
    },
  };
}
