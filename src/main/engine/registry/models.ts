/** Registered models: one for each dataset, target and task; a run becomes a version when it is promoted or registered. */
import type { Alias, Decision, ModelVersion, RegisteredModel } from '@shared/areas/registry';
import type { Run } from '@shared/areas/tracking';
import { EngineError } from '@shared/contract/errors';
import { registryMessages as words } from '@shared/messages/registry';
import type { StoredRun } from '../tracking';
import { aliasKey } from './foldLedger';
import { findModel, findModelOf, findVersion, insertModel, insertVersion, listModels, renameModel, versionsOf, type StoredModel } from './modelStore';
import type { RegistryParts } from './index';

export interface RegisteredVersion {
  readonly modelId: string;
  readonly modelName: string;
  readonly number: number;
  readonly createdAt: number;
}

export interface Models {
  list(holders: ReadonlyMap<string, Decision>): RegisteredModel[];
  /** By id or name. Throws `not-found`. */
  find(reference: string): StoredModel;
  /** The model a run belongs to, made where it is missing. */
  modelOf(run: Run): StoredModel;
  /** The model a run belongs to, where there is one already. */
  knownModelOf(run: Run): StoredModel | null;
  /** Throws `not-found`, `conflict`. */
  register(runId: string): RegisteredVersion;
  rename(modelId: string, name: string): void;
  /** Throws `conflict` in words where the run may not be a version. */
  assertPromotable(run: StoredRun): void;
  versionOfRun(runId: string): RegisteredVersion | null;
  runOfVersion(model: StoredModel, number: number): string;
}

export function createModels({ db, ports, datasets, tracking }: Pick<RegistryParts, 'db' | 'ports' | 'datasets' | 'tracking'>): Models {
  function find(reference: string): StoredModel {
    const model = findModel(db, reference);
    if (!model) throw new EngineError('not-found', words.unknownModel(reference, listModels(db).map(({ name }) => name)), { model: reference });
    return model;
  }

  function knownModelOf(run: Run): StoredModel | null {
    return findModelOf(db, datasets.snapshot(run.snapshotId).datasetId, run.target, run.task);
  }

  function modelOf(run: Run): StoredModel {
    const known = knownModelOf(run);
    if (known) return known;
    const { datasetId, datasetName } = datasets.snapshot(run.snapshotId);
    const model = { id: ports.ids.next(), name: freeName(words.modelName(run.target, datasetName, run.task)), datasetId, target: run.target, task: run.task, createdAt: ports.clock.now() };
    insertModel(db, model);
    return { ...model, datasetName };
  }

  function freeName(name: string): string {
    let free = name;
    for (let number = 2; findModel(db, free); number++) free = `${name} ${number}`;
    return free;
  }

  function assertPromotable(run: StoredRun): void {
    if (run.deletedAt !== null) throw new EngineError('conflict', words.deleted(run.number), { runId: run.id });
    if (run.state !== 'finished') throw new EngineError('conflict', words.unfinished(run.number, run.state), { runId: run.id, state: run.state });
    if (run.modelObject === null) throw new EngineError('conflict', words.noModel(run.number), { runId: run.id });
  }

  function versionOfRun(runId: string): RegisteredVersion | null {
    const version = findVersion(db, runId);
    return version && { modelId: version.modelId, modelName: find(version.modelId).name, number: version.number, createdAt: version.createdAt };
  }

  function describe(model: StoredModel, runId: string, number: number, id: string, createdAt: number, holders: ReadonlyMap<string, Decision>): ModelVersion {
    const run = tracking.findRun(runId);
    const { baseline } = tracking.findExperiment(run.experimentId);
    const rule = baseline === null ? null : tracking.findRun(baseline);
    return {
      id,
      number,
      runId,
      runNumber: run.number,
      model: run.model,
      metric: run.metric,
      score: run.metrics[run.metric]?.mean ?? null,
      baseline: rule && { model: rule.model, score: rule.metrics[run.metric]?.mean ?? null },
      usesLeak: run.usesLeak,
      snapshotId: run.snapshotId,
      aliases: (['champion', 'challenger'] as const).filter((alias) => holders.get(aliasKey(model.id, alias))?.runId === runId),
      createdAt,
    };
  }

  return {
    find,
    knownModelOf,
    modelOf,
    assertPromotable,
    versionOfRun,
    list(holders) {
      return listModels(db).map((model) => {
        const versions = versionsOf(db, model.id).map(({ id, number, runId, createdAt }) => describe(model, runId, number, id, createdAt, holders));
        const numberOf = (alias: Alias): number | null => versions.find((version) => version.aliases.includes(alias))?.number ?? null;
        return { ...model, aliases: { champion: numberOf('champion'), challenger: numberOf('challenger') }, versions };
      });
    },
    register(runId) {
      const known = versionOfRun(runId);
      if (known) return known;
      const run = tracking.findRun(runId);
      assertPromotable(run);
      return db
        .transaction((): RegisteredVersion => {
          const model = modelOf(run);
          const createdAt = ports.clock.now();
          insertVersion(db, { id: ports.ids.next(), modelId: model.id, runId, createdAt });
          return { modelId: model.id, modelName: model.name, number: findVersion(db, runId)?.number ?? 0, createdAt };
        })
        .immediate();
    },
    rename(modelId, name) {
      const model = find(modelId);
      const wanted = name.trim();
      if (wanted === '' || /@/.test(wanted)) throw new EngineError('invalid-input', words.badName);
      const holder = findModel(db, wanted);
      if (holder && holder.id !== model.id) throw new EngineError('conflict', words.nameTaken(wanted), { name: wanted });
      renameModel(db, model.id, wanted);
    },
    runOfVersion(model, number) {
      const version = versionsOf(db, model.id).find((each) => each.number === number);
      if (!version) throw new EngineError('not-found', words.unknownVersion(model.name, number), { model: model.name, version: number });
      return version.runId;
    },
  };
}
