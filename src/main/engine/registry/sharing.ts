/**
 * What the registry gives to the shared folder: models, versions, evaluations and the ledger as facts; who holds an alias,
 * and the rules of the gate, as decisions. The ledger has one order everywhere: each entry stands after all that its writer knew.
 */
import { z } from 'zod';
import { defaultGateRules, gateRulesSchema } from '@shared/areas/gates';
import { aliases, aliasSchema, type Alias, type Decision } from '@shared/areas/registry';
import { taskSchema } from '@shared/areas/tracking';
import { metricWords, modelWords } from '@shared/messages/names';
import { registryMessages } from '@shared/messages/registry';
import type { Announce } from '../kernel/area';
import { canonicalJson, sha256Hex } from '../kernel/hashing';
import type { Ports } from '../kernel/ports';
import { settleNumbers } from '../kernel/settleNumbers';
import type { DescribedValue, Json, NumberClaim, SharedKeys, SyncCell, SyncFact, SyncSource } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import { insertRow, readRows, rowSchema, withoutColumns } from '../storage/sharedRows';
import type { Tracking } from '../tracking';
import { insertDecision, listDecisions } from './decisionStore';
import { aliasKey, foldLedger } from './foldLedger';
import { findEvaluation, findRules, saveRules } from './gateStore';
import { listModels, renameModel, type StoredModel } from './modelStore';
import { holdAlias, readTenures } from './tenures';

const words = registryMessages.sharing;
const rulesKey = 'gate-rules';

export interface SharingParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'ids'>;
  readonly keys: SharedKeys;
  readonly announce: Announce;
  readonly tracking: Pick<Tracking, 'findRun' | 'findExperiment'>;
}

const modelBody = z.object({ name: z.string().min(1), dataset: z.string(), target: z.string(), task: taskSchema, createdAt: z.number().int() });
const versionBody = z.object({ model: z.string(), runId: z.string(), createdAt: z.number().int() });
const rowBody = z.object({ row: rowSchema });
const decisionBody = z.object({ model: z.string(), place: z.number().int(), row: rowSchema });
const holderSchema = z.object({ run: z.string() }).nullable();

export function createRegistrySharing({ db, ports, keys, announce, tracking }: SharingParts): SyncSource {
  function keyOf({ id, datasetId, target, task }: StoredModel): string {
    const known = keys.keyOf(id);
    if (known !== null) return known;
    const key = `model/${sha256Hex(canonicalJson([keys.keyOf(datasetId), target, task])).slice(0, 16)}`;
    keys.bind(key, id);
    return key;
  }

  function* modelFacts(): Generator<SyncFact> {
    for (const model of [...listModels(db)].reverse()) {
      const { name, target, task, createdAt, datasetId } = model;
      yield { key: keyOf(model), kind: 'model', title: words.model(name), madeAt: createdAt, body: { name, dataset: keys.keyOf(datasetId) ?? '', target, task, createdAt }, objects: [] };
    }
  }

  function* versionFacts(models: ReadonlyMap<string, StoredModel>): Generator<SyncFact> {
    const rows = z.array(z.object({ model_id: z.string(), number: z.number(), run_id: z.string(), created_at: z.number() })).parse(db.prepare('select * from model_versions order by model_id, number').all());
    for (const { model_id: modelId, number, run_id: runId, created_at: createdAt } of rows) {
      const model = models.get(modelId);
      if (model) yield { key: `version/${runId}`, kind: 'version', title: words.version(model.name, number), madeAt: createdAt, body: { model: keyOf(model), runId, createdAt }, objects: [], claim: { scope: keyOf(model), number } };
    }
  }

  function* decisionFacts(models: ReadonlyMap<string, StoredModel>): Generator<SyncFact> {
    for (const row of readRows(db, 'select d.*, p.place, p.key from decisions d left join decision_places p on p.decision_id = d.id order by p.place is null, p.place, d.id')) {
      const { id, model_id: modelId, decided_at: madeAt } = z.object({ id: z.number(), model_id: z.string(), decided_at: z.number() }).parse(row);
      const model = models.get(modelId);
      if (!model) continue;
      const kept = withoutColumns(row, 'id', 'model_id', 'place', 'key');
      const place = placeOf(id, kept, keyOf(model));
      yield { key: place.key, kind: 'decision', title: words.decision(model.name, String(row['kind'])), madeAt, body: { model: keyOf(model), place: place.place, row: kept }, objects: [] };
    }
  }

  /** An entry that has no place yet comes after all that are known here. */
  function placeOf(id: number, row: Json, model: string): { place: number; key: string } {
    const known: unknown = db.prepare('select place, key from decision_places where decision_id = ?').get(id);
    if (known !== undefined) return z.object({ place: z.number(), key: z.string() }).parse(known);
    const place = z.number().parse(db.prepare('select coalesce(max(place), 0) + 1 from decision_places').pluck().get());
    const key = `decision/${sha256Hex(canonicalJson([model, place, row])).slice(0, 32)}`;
    db.prepare('insert into decision_places (decision_id, place, key) values (?, ?, ?)').run(id, place, key);
    return { place, key };
  }

  function* facts(isKnown: (key: string) => boolean): Generator<SyncFact> {
    const models = new Map(listModels(db).map((model) => [model.id, model]));
    const gates = readRows(db, 'select * from gate_evaluations order by evaluated_at, id').map((row): SyncFact => ({ key: `gate/${String(row['id'])}`, kind: 'gate', title: words.gate(String(row['verdict'])), madeAt: Number(row['evaluated_at']), body: { row }, objects: [] }));
    for (const fact of [...modelFacts(), ...versionFacts(models), ...gates, ...decisionFacts(models)]) if (!isKnown(fact.key)) yield fact;
  }

  function* cells(): Generator<SyncCell> {
    const tenures = readTenures(db);
    for (const model of listModels(db)) {
      const key = keyOf(model);
      yield { key: `${key}/name`, kind: 'model-name', cellClass: 'cell', title: words.name(model.name), about: [key], value: model.name };
      for (const alias of aliases) {
        const holder = tenures.get(aliasKey(model.id, alias))?.at(-1);
        if (holder) yield { key: `${key}/${alias}`, kind: 'alias', cellClass: 'decision', title: words.alias(alias, model.name), about: [key, `run/${holder.runId}`], value: { run: holder.runId } };
      }
    }
    const { rules } = findRules(db);
    if (canonicalJson(rules) !== canonicalJson(defaultGateRules)) yield { key: rulesKey, kind: rulesKey, cellClass: 'decision', title: words.rules, about: [rulesKey], value: z.json().parse(rules) };
  }

  function addFact({ key, kind, body }: SyncFact): void {
    if (kind === 'model') addModel(key, modelBody.parse(body));
    else if (kind === 'version') addVersion(versionBody.parse(body));
    else if (kind === 'gate') {
      insertRow(db, 'gate_evaluations', rowBody.parse(body).row);
      // Read once by the validator that will read it later: what it refuses is not taken.
      findEvaluation(db, key.slice('gate/'.length));
    } else addDecision(key, decisionBody.parse(body));
  }

  function addModel(key: string, { name, dataset, target, task, createdAt }: z.infer<typeof modelBody>): void {
    const here = keys.localOf(key);
    if (here !== null) {
      db.prepare('update registered_models set created_at = ? where id = ?').run(createdAt, here);
      return;
    }
    const id = ports.ids.next();
    db.prepare('insert into registered_models (id, name, dataset_id, target, task, created_at) values (?, ?, ?, ?, ?, ?)').run(id, freeName(name), keys.localOf(dataset), target, task, createdAt);
    keys.bind(key, id);
  }

  function addVersion({ model, runId, createdAt }: z.infer<typeof versionBody>): void {
    if (db.prepare('select 1 from model_versions where run_id = ?').get(runId) !== undefined) {
      db.prepare('update model_versions set created_at = ? where run_id = ?').run(createdAt, runId);
      return;
    }
    const modelId = keys.localOf(model);
    const number = z.number().parse(db.prepare('select coalesce(max(number), 0) + 1 from model_versions where model_id = ?').pluck().get(modelId));
    db.prepare('insert into model_versions (id, model_id, number, run_id, created_at) values (?, ?, ?, ?, ?)').run(ports.ids.next(), modelId, number, runId, createdAt);
  }

  function addDecision(key: string, { model, place, row }: z.infer<typeof decisionBody>): void {
    insertRow(db, 'decisions', { ...row, model_id: keys.localOf(model) });
    const id = z.number().parse(db.prepare('select last_insert_rowid()').pluck().get());
    db.prepare('insert into decision_places (decision_id, place, key) values (?, ?, ?)').run(id, place, key);
    listDecisions(db);
  }

  function freeName(name: string): string {
    const taken = new Set(listModels(db).map((each) => each.name));
    for (let number = 2, free = name; ; number++) {
      if (!taken.has(free)) return free;
      free = `${name} ${number}`;
    }
  }

  function writeCell(kind: string, key: string, value: Json): boolean {
    if (kind === rulesKey) {
      saveRules(db, value === null ? defaultGateRules : gateRulesSchema.parse(value), ports.clock.now());
      return true;
    }
    const { modelId, last } = splitKey(key);
    if (modelId === null) return false;
    if (kind === 'model-name') {
      const name = z.string().min(1).max(200).catch('').parse(value);
      const holder = listModels(db).find((each) => each.name === name && each.id !== modelId);
      if (name !== '') renameModel(db, modelId, holder ? freeName(name) : name);
      return true;
    }
    return writeHolder(aliasSchema.parse(last), modelId, holderSchema.parse(value)?.run ?? null);
  }

  /** Where the ledger itself does not lead to this holder, it is held there until somebody decides. */
  function writeHolder(alias: Alias, modelId: string, runId: string | null): boolean {
    if (runId !== null && db.prepare('select 1 from runs where id = ?').get(runId) === undefined) return false;
    const folded = foldLedger(listDecisions(db)).get(aliasKey(modelId, alias))?.at(-1)?.runId ?? null;
    holdAlias(db, alias, modelId, folded === runId ? undefined : runId);
    return true;
  }

  function splitKey(key: string): { modelId: string | null; last: string } {
    const at = key.lastIndexOf('/');
    return { modelId: keys.localOf(key.slice(0, at)), last: key.slice(at + 1) };
  }

  /** Choosing between two decisions is a decision: it has its entry in the ledger. */
  function choose(kind: string, key: string, value: Json): void {
    const run = kind === 'alias' ? (holderSchema.parse(value)?.run ?? null) : null;
    const { modelId, last } = splitKey(key);
    if (run === null || modelId === null) {
      writeCell(kind, key, value);
      return;
    }
    const alias = aliasSchema.parse(last);
    const previousRunId = readTenures(db).get(aliasKey(modelId, alias))?.at(-1)?.runId ?? null;
    insertDecision(db, { kind: 'promoted', alias, modelId, runId: run, previousRunId, reason: words.chosen, cause: { by: 'hand' }, gateId: null, overridden: false, decidedAt: ports.clock.now() });
  }

  function describe(kind: string, key: string, value: Json): DescribedValue {
    if (kind === 'model-name') return { text: z.string().catch('').parse(value), evidence: [] };
    if (kind === rulesKey) return { text: value === null ? words.defaultRules : words.ruleCount(gateRulesSchema.parse(value).length), evidence: [] };
    const runId = holderSchema.parse(value)?.run ?? null;
    if (runId === null) return { text: words.nobody, evidence: [] };
    const run = tracking.findRun(runId);
    const { baseline } = tracking.findExperiment(run.experimentId);
    const rule = baseline === null ? null : tracking.findRun(baseline);
    const { modelId, last } = splitKey(key);
    const entry = listDecisions(db).findLast((each: Decision) => each.runId === runId && each.modelId === modelId && each.alias === last && each.kind !== 'refused');
    const verdict = entry?.gateId ? findEvaluation(db, entry.gateId)?.verdict : undefined;
    return {
      text: words.run(run.number, modelWords[run.model].name),
      evidence: [
        { label: metricWords[run.metric].name, value: score(run.metrics[run.metric]?.mean) },
        ...(rule ? [{ label: words.baseline(modelWords[rule.model].name), value: score(rule.metrics[run.metric]?.mean) }] : []),
        ...(verdict ? [{ label: words.gateLabel, value: verdict }] : []),
        ...(entry ? [{ label: words.reason, value: entry.reason }] : []),
      ],
    };
  }

  function settle(claims: ReadonlyMap<string, NumberClaim & { readonly madeAt: number }>): void {
    for (const { id } of listModels(db)) {
      const rows = z.array(z.object({ run_id: z.string(), number: z.number(), created_at: z.number() })).parse(db.prepare('select run_id, number, created_at from model_versions where model_id = ?').all(id));
      const numbers = settleNumbers(rows.map((row) => ({ id: row.run_id, claim: claims.get(`version/${row.run_id}`)?.number ?? row.number, madeAt: claims.get(`version/${row.run_id}`)?.madeAt ?? row.created_at })));
      const moved = rows.filter((row) => numbers.get(row.run_id) !== row.number);
      const update = db.prepare('update model_versions set number = ? where run_id = ?');
      // By way of negative numbers, because each number may be there only once.
      for (const [i, row] of moved.entries()) update.run(-1 - i, row.run_id);
      for (const row of moved) update.run(numbers.get(row.run_id), row.run_id);
    }
  }

  return { kinds: ['model', 'version', 'gate', 'decision', 'model-name', 'alias', rulesKey], facts, cells, addFact, writeCell, choose, describe, settle, announce: () => announce('registry', []) };
}

function score(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}
