/** Moving aliases: promotion, refusal by the gate, rollback; every move is one entry of the ledger. */
import { aliases as aliasNames, type Alias, type Cause, type Decision } from '@shared/areas/registry';
import type { GateEvaluation } from '@shared/areas/gates';
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { registryMessages as words } from '@shared/messages/registry';
import { insertDecision, listDecisions } from './decisionStore';
import { aliasKey } from './foldLedger';
import { findEvaluation, findLastEvaluation } from './gateStore';
import type { RegistryParts } from './index';
import type { Models } from './models';
import { readTenures } from './tenures';

const byHand: Cause = { by: 'hand' };

export interface PromotionRequest {
  readonly runId: string;
  readonly alias: Alias;
  readonly reason: string;
  readonly cause?: Cause | undefined;
  readonly gateId?: string | undefined;
  readonly override?: boolean | undefined;
}

export interface RollbackRequest {
  readonly model?: string | undefined;
  readonly alias: Alias;
  readonly reason: string;
  readonly cause?: Cause | undefined;
}

export interface Aliases {
  /** The entry in force for each model and alias that has a holder. */
  holders(): ReadonlyMap<string, Decision>;
  /** The entry in force, now or at a moment: of the model named, else of the regression model decided last. */
  inOffice(alias: Alias, model?: string, time?: number): Decision | null;
  /** The champion a run would follow. */
  holderFor(run: Run): Decision | null;
  /** An alias that the run holds. */
  heldBy(runId: string): Decision | null;
  /** Throws `invalid-input`, `conflict`, `not-found`. */
  promote(request: PromotionRequest): Decision;
  rollback(request: RollbackRequest): Decision;
  resolve(reference: string): string | null;
}

export function createAliases({ db, ports, announce, tracking }: Pick<RegistryParts, 'db' | 'ports' | 'announce' | 'tracking'>, models: Models): Aliases {
  const tenures = (time?: number): ReadonlyMap<string, readonly Decision[]> => readTenures(db, time);

  function holders(time?: number): ReadonlyMap<string, Decision> {
    return new Map([...tenures(time)].flatMap(([key, tenure]) => {
      const last = tenure.at(-1);
      return last ? [[key, last] as const] : [];
    }));
  }

  function inOffice(alias: Alias, model?: string, time?: number): Decision | null {
    const held = holders(time);
    if (model !== undefined) return held.get(aliasKey(models.find(model).id, alias)) ?? null;
    const candidates = [...held.values()].filter((entry) => entry.alias === alias && entry.task === 'regression');
    const order = new Map(listDecisions(db).map(({ id }, place) => [id, place]));
    const placeOf = ({ id }: Decision): number => order.get(id) ?? -1;
    return candidates.reduce<Decision | null>((last, entry) => (last === null || placeOf(entry) > placeOf(last) ? entry : last), null);
  }

  function holderFor(run: Run): Decision | null {
    const model = models.knownModelOf(run);
    return model && (holders().get(aliasKey(model.id, 'champion')) ?? null);
  }

  function evidenceFor(request: PromotionRequest, champion: Decision | null): GateEvaluation | null {
    if (request.alias !== 'champion') return null;
    if (request.gateId === undefined) return findLastEvaluation(db, request.runId, champion?.runId ?? null);
    const evaluation = findEvaluation(db, request.gateId);
    if (!evaluation) throw new EngineError('not-found', words.unknownGate, { gateId: request.gateId });
    if (evaluation.runId !== request.runId) throw new EngineError('invalid-input', words.otherGate(evaluation.runNumber), { gateId: request.gateId });
    if (evaluation.championRunId !== (champion?.runId ?? null)) throw new EngineError('conflict', words.staleGate, { gateId: request.gateId });
    return evaluation;
  }

  function promote(request: PromotionRequest): Decision {
    const { runId, alias, cause = byHand } = request;
    const reason = request.reason.trim();
    const run = tracking.findRun(runId);
    if (reason === '') throw new EngineError('invalid-input', words.emptyReason);
    models.assertPromotable(run);
    const held = heldBy(runId);
    if (held?.alias === alias) throw new EngineError('conflict', words.alreadyHolds(run.number, alias), { runId });
    if (held?.alias === 'champion') throw new EngineError('conflict', words.championIsNoChallenger(run.number), { runId });
    const evidence = evidenceFor(request, holderFor(run));
    const isRefused = evidence !== null && evidence.verdict !== 'pass' && request.override !== true;
    const entry = db
      .transaction((): Decision => {
        const decidedAt = ports.clock.now();
        const model = models.modelOf(run);
        const before = holders();
        const previous = before.get(aliasKey(model.id, alias)) ?? null;
        const facts = { alias, modelId: model.id, runId, previousRunId: previous?.runId ?? null, cause, gateId: evidence?.gateId ?? null, decidedAt };
        if (isRefused) return insertDecision(db, { ...facts, kind: 'refused', reason: evidence.reasons.join(' '), overridden: false });
        models.register(runId);
        const challenger = before.get(aliasKey(model.id, 'challenger'));
        if (alias === 'champion' && challenger?.runId === runId) insertDecision(db, { ...facts, kind: 'cleared', alias: 'challenger', previousRunId: runId, reason: words.becameChampion, overridden: false });
        return insertDecision(db, { ...facts, kind: 'promoted', reason, overridden: evidence !== null && evidence.verdict !== 'pass' });
      })
      .immediate();
    announce('registry', [runId]);
    return entry;
  }

  function rollback({ model, alias, reason, cause = byHand }: RollbackRequest): Decision {
    if (reason.trim() === '') throw new EngineError('invalid-input', words.emptyReason);
    const current = inOffice(alias, model);
    if (!current) throw new EngineError('conflict', words.nothingInOffice(alias), { alias });
    const target = tenures().get(aliasKey(current.modelId, alias))?.at(-2);
    if (!target) throw new EngineError('conflict', words.nothingBefore(current.modelName, alias), { alias });
    models.assertPromotable(tracking.findRun(target.runId));
    const entry = insertDecision(db, {
      kind: 'rolled-back',
      alias,
      modelId: current.modelId,
      runId: target.runId,
      previousRunId: current.runId,
      reason: reason.trim(),
      cause,
      gateId: null,
      overridden: false,
      decidedAt: ports.clock.now(),
    });
    announce('registry', [target.runId, current.runId]);
    return entry;
  }

  function heldBy(runId: string): Decision | null {
    return [...holders().values()].find((entry) => entry.runId === runId) ?? null;
  }

  function resolve(reference: string): string | null {
    const plain = aliasNames.find((alias) => alias === reference);
    if (plain) return mustHold(inOffice(plain), plain);
    const [, name, end] = /^(.+)@([^@]+)$/.exec(reference) ?? [];
    if (name === undefined || end === undefined) return null;
    const alias = aliasNames.find((each) => each === end);
    if (alias) return mustHold(inOffice(alias, name), alias);
    return /^\d+$/.test(end) ? models.runOfVersion(models.find(name), Number(end)) : null;
  }

  function mustHold(entry: Decision | null, alias: Alias): string {
    if (!entry) throw new EngineError('not-found', words.nothingInOffice(alias), { alias });
    return entry.runId;
  }

  return { holders: () => holders(), inOffice, holderFor, heldBy, promote, rollback, resolve };
}
