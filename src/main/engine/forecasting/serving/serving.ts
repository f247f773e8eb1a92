/** The scoring endpoint as the engine sees it: on or off, which model answers, and counts of what was asked. Never a value of it. */
import { randomBytes } from 'node:crypto';
import type { ScoringCounts, scoringEndpoints, ScoringRequest, ScoringState } from '@shared/areas/scoring';
import { EngineError } from '@shared/contract/errors';
import { scoringMessages as words } from '@shared/messages/scoring';
import type { Announce, Handlers } from '../../kernel/area';
import type { Ports } from '../../kernel/ports';
import type { Db } from '../../storage/database';
import { answerRows, type AnsweringModel } from '../answerRows';
import { featureColumns, type LoadedModel } from '../loadedModel';
import { readInvocation } from './readInvocation';
import { countAnswer, listScoringDays } from './scoringDayStore';

export interface ServingParts {
  readonly db: Db;
  readonly ports: Pick<Ports, 'clock' | 'compute' | 'openScoringServer' | 'appVersion'>;
  readonly announce: Announce;
  /** A run, or `champion`. */
  load(reference: string): Promise<LoadedModel>;
}

export interface Serving {
  readonly handlers: Handlers<typeof scoringEndpoints>;
  close(): Promise<void>;
}

interface Open {
  readonly port: number;
  readonly model: string;
  readonly startedAt: number;
  close(): Promise<void>;
}

const keptRequests = 50;
/** More rows than this are answered by a worker, so that the window stays quick. */
const rowsInThread = 1000;
/** Windows hear of requests at most this often. */
const announceEveryMs = 500;

export function createServing({ db, ports, announce, load }: ServingParts): Serving {
  let open: Open | null = null;
  let counts: ScoringCounts = { answered: 0, rows: 0, rowsOutside: 0, refused: 0 };
  let last: ScoringRequest[] = [];
  let announcing: NodeJS.Timeout | null = null;

  const addressOf = (port: number): string => `http://127.0.0.1:${port}/invocations`;

  async function stateNow(): Promise<ScoringState> {
    // The champion may have been promoted, or its run be gone, since the endpoint was turned on.
    const loaded = open ? await load(open.model).catch(() => null) : null;
    return {
      running: open !== null,
      address: open && addressOf(open.port),
      port: open?.port ?? null,
      model: open?.model ?? null,
      run: loaded && { id: loaded.run.id, number: loaded.run.number, model: loaded.run.model, target: loaded.run.target, features: featureColumns(loaded).map(({ name }) => name) },
      startedAt: open?.startedAt ?? null,
      counts,
    };
  }

  async function answer(reference: string, body: { readonly type: 'json' | 'csv'; readonly text: string }): Promise<{ document: unknown; rows: number; rowsOutside: number }> {
    const model = await load(reference);
    const features = featureColumns(model).map(({ name }) => name);
    const { table, intervals, level } = readInvocation(body, features);
    const { predictions, missingColumns } = await answerRows(table.rows.length > rowsInThread ? away(model) : model, table, level ?? model.experiment.request.level);
    if (features.length > 0 && missingColumns.length === features.length) throw new EngineError('invalid-input', words.noColumn(features));
    const rowsOutside = predictions.filter(({ outside }) => outside.length > 0).length;
    countAnswer(db, { day: new Date(ports.clock.now()).toISOString().slice(0, 10), runId: model.run.id, rows: predictions.length, rowsOutside });
    return { document: { predictions: intervals ? predictions : predictions.map(({ value }) => value) }, rows: predictions.length, rowsOutside };
  }

  function away(model: LoadedModel): AnsweringModel {
    return { ...model, predictor: { predict: (table) => ports.compute.run('training.predict', { model: model.saved, table }, { priority: 'interactive' }) } };
  }

  function note(request: Omit<ScoringRequest, 'at'>): void {
    last = [{ ...request, at: ports.clock.now() }, ...last].slice(0, keptRequests);
    const isAnswer = request.status === 200 && request.rows > 0;
    counts = {
      answered: counts.answered + (isAnswer ? 1 : 0),
      rows: counts.rows + request.rows,
      rowsOutside: counts.rowsOutside + request.rowsOutside,
      refused: counts.refused + (request.reason === null ? 0 : 1),
    };
    announcing ??= setTimeout(() => {
      announcing = null;
      announce('scoring', []);
    }, announceEveryMs).unref();
  }

  async function start(port: number, model: string): Promise<{ token: string; state: ScoringState }> {
    if (open) throw new EngineError('conflict', words.alreadyOn(addressOf(open.port)), { port: open.port });
    await load(model);
    const token = randomBytes(32).toString('base64url');
    const server = await ports.openScoringServer({ port, token, version: ports.appVersion, answer: (body) => answer(model, body), noted: note });
    open = { ...server, close: () => server.close(), model, startedAt: ports.clock.now() };
    counts = { answered: 0, rows: 0, rowsOutside: 0, refused: 0 };
    last = [];
    announce('scoring', []);
    return { token, state: await stateNow() };
  }

  async function stop(): Promise<void> {
    const closing = open;
    open = null;
    if (announcing) clearTimeout(announcing);
    announcing = null;
    await closing?.close();
  }

  return {
    close: stop,
    handlers: {
      'scoring.state': () => stateNow(),
      'scoring.start': ({ port, model }) => start(port, model),
      async 'scoring.stop'() {
        if (!open) throw new EngineError('conflict', words.notOn);
        await stop();
        announce('scoring', []);
        return stateNow();
      },
      'scoring.requests': () => ({ last: [...last], days: listScoringDays(db) }),
    },
  };
}
