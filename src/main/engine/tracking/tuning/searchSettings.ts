/** The search of a training job: trials in the compute pool on the inner folds, every score committed as it comes, then a choice for each model. */
import { higherIsBetter, type ModelKind } from '@shared/areas/tracking';
import type { Trial as PublicTrial, TunedModel } from '@shared/areas/tuning';
import { EngineError } from '@shared/contract/errors';
import { modelWords } from '@shared/messages/names';
import { trackingMessages } from '@shared/messages/tracking';
import { tuningMessages as words } from '@shared/messages/tuning';
import type { Announce, JobContext } from '../../kernel/area';
import { canonicalJson, sha256Hex } from '../../kernel/hashing';
import type { Ports } from '../../kernel/ports';
import { deriveSeed } from '../../math';
import type { Db } from '../../storage/database';
import { chooseSettings, metricLoss, modelSpace, search, settingImportance, type ModelSpace, type Trial } from '../../training';
import { planDigests } from '../planDocument';
import type { PreparedRace } from '../prepareRace';
import { innerPlan } from './innerPlan';
import { createKeptFits } from './keptFits';
import { findTuningOfJob, insertTuning, saveChoices, saveSpent, saveTrial, saveTuningState, trialsOfTuning, type StoredTuning } from './tuningStore';

export interface SearchParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'ids' | 'compute'>;
  readonly announce: Announce;
}

/** Windows ask for the trials again when told; not more often than this. */
const announceEveryMs = 500;
const msPerMinute = 60_000;

/** What of a race a search depends on, but for its budget. */
function searchKeyOf(race: PreparedRace): string {
  const { request, snapshot, features, transform, metric } = race;
  return sha256Hex(canonicalJson({ format: 1, snapshotId: snapshot.id, ...planDigests(snapshot.id, race.planDocument), target: request.target, groupBy: request.groupBy ?? null, features, transform, metric, level: request.level, monotone: request.monotone, seed: request.seed }));
}

/** Throws `invalid-input` where there is nothing to search. */
function spacesOf({ request }: PreparedRace): readonly ModelSpace[] {
  const outside = (request.tune?.models ?? []).filter((model) => !request.models.includes(model));
  if (outside.length > 0) throw new EngineError('invalid-input', words.notInRace(outside.map((model) => modelWords[model].name)), { models: outside });
  const spaces = (request.tune?.models ?? request.models).map((model) => modelSpace(model, request.parameters[model])).filter(({ space }) => space.length > 0);
  if (spaces.length === 0) throw new EngineError('invalid-input', words.nothingToSearch, { models: request.models });
  return spaces;
}

/** Finds or opens the search of this job and brings it to its choice. A resumed one makes the same trials again, from kept scores. */
export async function searchSettings({ db, ports, announce }: SearchParts, race: PreparedRace, context: JobContext): Promise<StoredTuning> {
  const { tune } = race.request;
  if (!tune) throw new EngineError('internal', 'A race without a search was searched.');
  const spaces = spacesOf(race);
  const plan = innerPlan(race.plan.folds, race.request.split === 'time');
  const searchKey = searchKeyOf(race);
  const tuning = findTuningOfJob(db, context.jobId) ?? open();
  if (tuning.searchKey !== searchKey) throw new EngineError('conflict', trackingMessages.refused.changedSince, { tuningId: tuning.id });
  if (tuning.searched) return tuning;
  saveTuningState(db, tuning.id, 'searching');

  const kept = createKeptFits(db, ports.compute, race);
  const startedAt = ports.clock.now();
  const spent = (): number => tuning.spentMs + ports.clock.now() - startedAt;
  const timeOver = tune.minutes === undefined ? null : AbortSignal.timeout(Math.max(0, Math.round(tune.minutes * msPerMinute - tuning.spentMs)));
  const signal = timeOver ? AbortSignal.any([context.signal, timeOver]) : context.signal;
  const rows = new Map<number, PublicTrial>();
  const scores = new Map<number, Map<number, number | null>>();
  let announcedAt = -Infinity;
  let done = 0;

  function open(): StoredTuning {
    const unseen = race.plan.folds[plan.unseen];
    const fresh: StoredTuning = {
      id: ports.ids.next(), jobId: context.jobId, experimentId: null, snapshotId: race.snapshot.id, searchKey, target: race.request.target, metric: race.metric, sampler: tune?.sampler ?? 'tpe',
      minutes: tune?.minutes ?? null, trialsWanted: tune?.trials ?? null, spentMs: 0, folds: plan.folds.length, unseenRepeat: unseen?.repeat ?? 1, unseenFold: unseen?.fold ?? 1,
      searched: false, state: 'searching', models: [], createdAt: ports.clock.now(),
    };
    insertTuning(db, fresh);
    return fresh;
  }

  function tell(model: ModelKind): void {
    const now = ports.clock.now();
    const byTime = tune?.minutes === undefined ? 0 : spent() / (tune.minutes * msPerMinute);
    const byTrials = tune?.trials === undefined ? 0 : done / tune.trials;
    context.report({ fraction: Math.min(1, Math.max(byTime, byTrials)), title: words.searching(modelWords[model].name, done), detail: { tuningId: tuning.id } });
    if (now - announcedAt < announceEveryMs) return;
    announcedAt = now;
    announce('runs', [tuning.id]);
  }

  function keep(row: PublicTrial): void {
    rows.set(row.number, row);
    saveTrial(db, tuning.id, row);
  }

  /** Folds may come in any order; a trial shows those before its first gap. */
  function noteScore(number: number, fold: number, score: number | null): (number | null)[] {
    const known = scores.get(number) ?? new Map<number, number | null>();
    scores.set(number, known.set(fold, score));
    const inOrder: (number | null)[] = [];
    for (let at = 0; known.has(at); at++) inOrder.push(known.get(at) ?? null);
    return inOrder;
  }

  const lossOf = (score: number | null): number => (score === null ? Infinity : metricLoss(race.metric, score, race.request.level));

  async function evaluate(going: readonly Trial[], from: number, to: number): Promise<readonly (readonly number[])[] | null> {
    const wanted = going.flatMap((trial) => plan.folds.slice(from, to).map((fold, i) => ({ trial, fold: from + i, ...fold })));
    const losses = going.map(() => new Array<number>(to - from).fill(Infinity));
    const fits = wanted.map(({ trial, fold, train, test }) => ({
      owner: String(trial.number), model: trial.model, parameters: { ...race.request.parameters[trial.model], ...trial.settings }, seed: deriveSeed(race.request.seed, 'inner fold', trial.model, fold), train, test,
    }));
    try {
      await kept.score(fits, signal, {
        scored(place, { score, durationMs }) {
          const { trial, fold } = wanted[place]!;
          losses[going.indexOf(trial)]![fold - from] = lossOf(score);
          const row = rows.get(trial.number);
          if (row) keep({ ...row, scores: noteScore(trial.number, fold, score), durationMs: row.durationMs + durationMs });
          saveSpent(db, tuning.id, spent());
          tell(trial.model);
        },
        failed(place, error) {
          const row = rows.get(wanted[place]!.trial.number);
          if (row) keep({ ...row, failure: error instanceof Error ? error.message : String(error) });
        },
      });
    } catch (error) {
      if (context.signal.aborted || !timeOver?.aborted) throw error;
      return null;
    }
    return losses;
  }

  try {
    const trials = await search({ models: spaces, sampler: tune.sampler, trials: tune.trials ?? null, folds: plan.folds.length, seed: race.request.seed }, {
      opened: ({ number, model, standard, settings }) => keep({ number, model, standard, settings: { ...settings }, scores: [], state: 'running', failure: null, durationMs: 0 }),
      ended({ number, model, state }) {
        done++;
        const row = rows.get(number);
        if (row) keep({ ...row, state, failure: state === 'failed' ? (row.failure ?? words.noScore) : null });
        tell(model);
      },
      evaluate,
    });
    db.transaction(() => {
      saveSpent(db, tuning.id, spent());
      saveChoices(db, tuning.id, spaces.map((space) => summarise(race, space, trials)));
    }).immediate();
  } finally {
    for (const row of trialsOfTuning(db, tuning.id)) if (row.state === 'running') saveTrial(db, tuning.id, { ...row, state: 'stopped' });
    announce('runs', [tuning.id]);
  }
  return findTuningOfJob(db, context.jobId) ?? tuning;
}

/** The chosen settings, or the standard ones where no trial saw all inner folds. */
function summarise(race: PreparedRace, { model, space, standard }: ModelSpace, trials: readonly Trial[]): TunedModel {
  const mine = trials.filter((trial) => trial.model === model);
  const choice = chooseSettings(model, mine);
  const scoreOf = (loss: number | null): number | null => (loss === null || !Number.isFinite(loss) ? null : higherIsBetter.has(race.metric) ? -loss : loss);
  return {
    model,
    trials: mine.length,
    pruned: mine.filter(({ state }) => state === 'pruned').length,
    chosen: choice?.trial.number ?? null,
    settings: { ...(choice?.trial.settings ?? standard) },
    standard: { ...standard },
    score: scoreOf(choice?.loss ?? null),
    scoreByOtherFolds: scoreOf(choice?.lossByOtherFolds ?? null),
    // Every trial saw the first inner fold, so that there all can be held against each other.
    importance: settingImportance(space, mine.map(({ settings }) => settings), mine.map(({ losses }) => losses[0] ?? Infinity), race.request.seed)?.map((each) => ({ ...each })) ?? null,
    gain: null,
  };
}
