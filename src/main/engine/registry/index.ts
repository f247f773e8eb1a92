/** Endpoints of the registry: models and versions, aliases, gates, ledger; and what areas to the right read of them. */
import { aliases as aliasNames, type Alias, type Decision, type registryEndpoints } from '@shared/areas/registry';
import type { RunDetail } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { registryMessages as words } from '@shared/messages/registry';
import type { Datasets } from '../datasets';
import type { Announce, Handlers } from '../kernel/area';
import type { Describers, Offspring } from '../kernel/lineage';
import type { Ports } from '../kernel/ports';
import type { Quality } from '../quality';
import type { Db } from '../storage/database';
import type { Tracking } from '../tracking';
import { createAliases } from './aliases';
import { listDecisions } from './decisionStore';
import { aliasKey } from './foldLedger';
import { evaluateGate } from './gate/evaluateGate';
import { readRulesDocument, writeRulesDocument } from './gate/rulesDocument';
import { assertRules } from './gate/rules';
import { findEvaluation, findRules, insertEvaluation, saveRules } from './gateStore';
import { describeRegistry, offspringOfRuns, type VersionSources } from './lineage';
import { createModels } from './models';

export { createRegistrySharing } from './sharing';
export { offspringOfModels } from './lineage';

export interface RegistryParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute'>;
  readonly announce: Announce;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'isNewest'>;
  readonly quality: Pick<Quality, 'lastValidation'>;
  readonly tracking: Pick<Tracking, 'findRun' | 'findExperiment' | 'runDetail' | 'rowsOfRun' | 'readModel' | 'guardDeletion'>;
}

export interface Holder {
  readonly decision: Decision;
  readonly detail: RunDetail;
}

export interface Registry {
  readonly handlers: Handlers<typeof registryEndpoints>;
  /** The champion of a regression model decided last, or of the model named. Throws `not-found` for an unknown name. */
  champion(model?: string): Holder | null;
  challenger(model?: string): Holder | null;
  /** Newest first. */
  ledger(): readonly Decision[];
  /** The run behind `champion`, `challenger`, `NAME@champion`, `NAME@challenger` or `NAME@3`; null where the text is none of these. Throws `not-found`. */
  resolve(reference: string): string | null;
  /** Name of the model and number of the version a run is, or null. */
  versionOfRun(runId: string): { readonly modelId: string; readonly modelName: string; readonly number: number } | null;
  readonly lineage: Describers;
  readonly offspring: Offspring;
}

export function createRegistry(parts: RegistryParts): Registry {
  const { db, ports, announce, tracking } = parts;
  const models = createModels(parts);
  const aliases = createAliases(parts, models);

  tracking.guardDeletion((runId) => {
    const held = aliases.heldBy(runId);
    return held === null ? null : words.holderStays(held.runNumber, held.alias);
  });

  function holder(alias: Alias, model: string | undefined): Holder | null {
    const decision = aliases.inOffice(alias, model);
    return decision && { decision, detail: tracking.runDetail(decision.runId) };
  }

  const versions: VersionSources = {
    versionOfRun: (runId) => models.versionOfRun(runId),
    aliasesOf: ({ modelId }, runId) => {
      const holders = aliases.holders();
      return aliasNames.filter((alias) => holders.get(aliasKey(modelId, alias))?.runId === runId);
    },
    findRun: (runId) => tracking.findRun(runId),
    isNewest: (snapshotId) => parts.datasets.isNewest(snapshotId),
  };

  const ledger = (): Decision[] => [...listDecisions(db)].reverse();

  return {
    champion: (model) => holder('champion', model),
    challenger: (model) => holder('challenger', model),
    ledger,
    resolve: (reference) => aliases.resolve(reference),
    versionOfRun: (runId) => models.versionOfRun(runId),
    lineage: describeRegistry(versions),
    offspring: offspringOfRuns(versions),
    handlers: {
      'registry.models': () => models.list(aliases.holders()),
      'registry.register': ({ runId }) => {
        const { modelId, modelName, number } = models.register(runId);
        announce('registry', [runId]);
        return { modelId, modelName, version: number };
      },
      'registry.rename': ({ modelId, name }) => {
        models.rename(modelId, name);
        announce('registry', [modelId]);
        return { done: true };
      },
      'registry.promote': (request) => aliases.promote(request),
      'registry.rollback': (request) => aliases.rollback(request),
      'registry.gate': async ({ runId }, context) => {
        const run = tracking.findRun(runId);
        models.assertPromotable(run);
        const champion = aliases.holderFor(run);
        const evaluation = await evaluateGate(parts, { runId, championRunId: champion?.runId ?? null, rules: findRules(db).rules }, context);
        insertEvaluation(db, evaluation);
        announce('registry', [runId]);
        return evaluation;
      },
      'registry.gateEvaluation': ({ gateId }) => {
        const evaluation = findEvaluation(db, gateId);
        if (!evaluation) throw new EngineError('not-found', words.unknownGate, { gateId });
        return evaluation;
      },
      'registry.rules': () => {
        const saved = findRules(db);
        return { ...saved, document: writeRulesDocument(saved.rules) };
      },
      'registry.saveRules': ({ rules, document }) => {
        if ((rules === undefined) === (document === undefined)) throw new EngineError('invalid-input', words.rulesOrDocument);
        const wanted = rules ?? readRulesDocument(document ?? '');
        assertRules(wanted);
        const version = saveRules(db, wanted, ports.clock.now());
        announce('registry', []);
        return { version };
      },
      'registry.resolve': ({ ref }) => ({ runId: aliases.resolve(ref) }),
      'registry.champion': ({ model }) => holder('champion', model),
      'registry.challenger': ({ model }) => holder('challenger', model),
      'registry.championAt': ({ time, model, alias }) => aliases.inOffice(alias, model, time),
      'registry.ledger': ledger,
    },
  };
}
