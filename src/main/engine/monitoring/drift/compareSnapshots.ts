/** Two versions, column by column: drift, effect on the predictions, performance. One column that cannot be compared gives its reason and spoils nothing. */
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { ColumnDrift, DriftReport, DriftRequest } from '@shared/areas/monitoring';
import { EngineError } from '@shared/contract/errors';
import { monitoringMessages as words } from '@shared/messages/monitoring';
import { columnNamed, type Datasets } from '../../datasets';
import type { CallContext } from '../../kernel/area';
import type { TableConnection, TableSession } from '../../storage/tableSession';
import { judgeDataset } from '../datasetVerdict';
import { methodNamed } from '../methods';
import { openChampion, predictTable, readTable, mostScoredRows, type ChampionView, type ModelParts } from '../model/championView';
import { measurePredictionChanges } from '../model/predictionChanges';
import { measurePerformance, type ScoredSide } from '../performance/measurePerformance';
import { sampleOfNumbers } from '../sample';
import { adjustPValues } from './benjaminiHochberg';
import type { Examined } from './examineTask';
import { driftTypeOf, readSample } from './readSample';
import { tellMeaning, tellNotes } from './tellMeaning';

export interface CompareParts extends ModelParts {
  readonly tables: TableSession;
  readonly datasets: Pick<Datasets, 'snapshot' | 'readColumns' | 'table'>;
}

type Facts = Omit<ColumnDrift, 'meaning' | 'notes'>;

/** Throws `not-found`, `invalid-input` (the same version twice, no common column, an unknown column), `cancelled`. */
export async function compareSnapshots(parts: CompareParts, request: DriftRequest, context: CallContext): Promise<DriftReport> {
  const { datasets } = parts;
  const [reference, current] = [datasets.snapshot(request.referenceId), datasets.snapshot(request.currentId)];
  if (reference.id === current.id) throw new EngineError('invalid-input', words.reasons.sameSnapshot);
  const notes: string[] = [];
  const champion = request.withModel ? tryModel(notes, () => openChampion(parts)) : null;
  const chosen = chooseColumns(reference, current, request);
  const examined: Facts[] = [];
  await parts.tables.withConnection(
    async (connection) => {
      for (const [i, column] of chosen.entries()) {
        context.report({ fraction: (0.8 * i) / chosen.length, title: words.progress.column(column.name) });
        examined.push(await examineColumn(parts, connection, { reference, current, column, request, champion }, context.signal));
      }
    },
    { signal: context.signal },
  );
  if (request.correction === 'benjamini-hochberg') correct(examined, notes);
  context.report({ fraction: 0.8, title: words.progress.predicting });
  const model = champion && champion.saved.features.length > 0 ? await askModel(parts, champion, reference, current, notes, context.signal) : null;
  const facts = examined.map((each) => ({ ...each, predictionChange: model?.changes.get(each.column) ?? null }));
  const columns = facts.map((each): ColumnDrift => ({ ...each, meaning: tellMeaning(each, champion !== null), notes: tellNotes(each, isChosen(request, each.column)) }));
  const compared = columns.filter(({ method }) => method !== null);
  const drifted = compared.filter((column) => column.drifted).length;
  const verdict = judgeDataset(compared.length, drifted, request.driftShare);
  return {
    reference: toCompared(reference),
    current: toCompared(current),
    model: champion && { runId: champion.run.id, runNumber: champion.run.number, target: champion.run.target },
    dataset: { drifted: verdict.drifted, share: verdict.share, threshold: request.driftShare, compared: compared.length, driftedColumns: drifted },
    correction: request.correction,
    columns,
    prediction: model?.prediction ?? null,
    performance: model?.performance ?? { reference: null, current: null, bias: [], tests: [], reason: champion === null ? words.performance.noModel : (notes[0] ?? words.performance.noModel) },
    notes,
  };
}

export function toCompared({ id, datasetId, datasetName, number, rows }: Snapshot): DriftReport['reference'] {
  return { snapshotId: id, datasetId, datasetName, number, rows };
}

function isChosen({ method, methods }: DriftRequest, column: string): boolean {
  return method !== undefined || Object.hasOwn(methods, column);
}

/** Columns of the current version in its order, then those only the reference has. */
function chooseColumns(reference: Snapshot, current: Snapshot, request: DriftRequest): readonly Column[] {
  const names = new Set(current.columns.map(({ name }) => name));
  const all = [...current.columns, ...reference.columns.filter(({ name }) => !names.has(name))];
  const unknown = [...(request.columns ?? []), ...Object.keys(request.types), ...Object.keys(request.methods)].find((name) => all.every((column) => column.name !== name));
  if (unknown !== undefined) throw new EngineError('invalid-input', words.reasons.noColumn(unknown), { column: unknown });
  if (reference.columns.every(({ name }) => !names.has(name))) throw new EngineError('invalid-input', words.reasons.noColumns);
  return request.columns === undefined ? all.filter(({ role }) => role !== 'ignore') : all.filter(({ name }) => request.columns?.includes(name));
}

interface ColumnCase {
  readonly reference: Snapshot;
  readonly current: Snapshot;
  readonly column: Column;
  readonly request: DriftRequest;
  readonly champion: ChampionView | null;
}

async function examineColumn(parts: CompareParts, connection: TableConnection, { reference, current, column, request, champion }: ColumnCase, signal: AbortSignal): Promise<Facts> {
  const { name, type: columnType, role, knownWhen } = column;
  const base = { column: name, columnType, role, knownWhen, adjusted: null, used: champion?.used.has(name) ?? false, importance: champion?.importance.get(name) ?? null, predictionChange: null };
  const refused = (reason: string): Facts => ({ ...base, ...nothing, reason });
  if (reference.columns.every((each) => each.name !== name)) return refused(words.reasons.notInReference);
  if (current.columns.every((each) => each.name !== name)) return refused(words.reasons.notInCurrent);
  const asked = Object.hasOwn(request.types, name) ? request.types[name] : undefined;
  const type = asked ?? driftTypeOf(columnType);
  if (type === null || type === undefined) return refused(columnType === 'id' ? words.reasons.identifier : words.reasons.date);
  const method = (Object.hasOwn(request.methods, name) ? request.methods[name] : undefined) ?? request.method;
  const threshold = (Object.hasOwn(request.thresholds, name) ? request.thresholds[name] : undefined) ?? request.threshold;
  const tables = { reference: await parts.datasets.table(reference.id), current: await parts.datasets.table(current.id) };
  const pair = { reference: { table: tables.reference, column: columnNamed(tables.reference, name) }, current: { table: tables.current, column: columnNamed(tables.current, name) } };
  const chosen = method === undefined ? null : methodNamed(method);
  const read = await readSample(connection, pair, type, chosen?.takes === 'counts' && chosen.needsRows === true);
  if ('reason' in read) return refused(read.reason);
  return { ...base, ...(await parts.ports.compute.run('monitoring.examine', { ...read, settings: { method, threshold } }, { signal })) };
}

const nothing: Examined = { type: null, method: null, measure: null, score: null, threshold: null, drifted: false, reason: null, effectSize: null, reference: null, current: null, bins: [], unseen: null, folded: null, words: null };

/** Replaces the verdicts of tests by those of their adjusted p-values. Distances stay as they are. */
function correct(columns: Facts[], notes: string[]): void {
  const tested = columns.filter(({ measure }) => measure === 'p-value');
  const adjusted = adjustPValues(tested.map(({ score }) => score ?? 1));
  for (const [i, column] of tested.entries()) columns[columns.indexOf(column)] = { ...column, adjusted: adjusted[i] ?? null, drifted: (adjusted[i] ?? 1) < (column.threshold ?? 0) };
  notes.push(words.notes.corrected);
}

interface ModelAnswer {
  readonly changes: ReadonlyMap<string, number>;
  readonly prediction: ColumnDrift;
  readonly performance: DriftReport['performance'];
}

/** Null, with a note, where the champion cannot answer for the current rows. */
async function askModel(parts: CompareParts, champion: ChampionView, reference: Snapshot, current: Snapshot, notes: string[], signal: AbortSignal): Promise<ModelAnswer | null> {
  const names = [...new Set([...champion.saved.features, ...(champion.baseline?.saved.features ?? []), champion.run.target])];
  try {
    const now = await scored(parts, champion, current.id, names, signal);
    const before = await scored(parts, champion, reference.id, names, signal);
    for (const { rows } of [reference, current]) if (rows > mostScoredRows) notes.push(words.notes.sampledPredictions(now.table.rows, rows));
    const examined = await parts.ports.compute.run('monitoring.examine', { sample: sampleOfNumbers(before.predicted, now.predicted), missing: { reference: 0, current: 0 }, settings: {} }, { signal });
    const facts: Facts = { column: 'prediction', columnType: 'decimal', role: 'ignore', knownWhen: 'before-launch', adjusted: null, used: false, importance: null, predictionChange: null, ...examined };
    const meaning = examined.reference?.mean != null && examined.current?.mean != null ? words.meaning.prediction(examined.reference.mean, examined.current.mean) : words.meaning.notCompared;
    return {
      changes: await measurePredictionChanges(parts, champion, before.table, now.table, signal),
      prediction: { ...facts, meaning, notes: tellNotes(facts, false) },
      performance: await measurePerformance(parts, champion, before, now, signal),
    };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'cancelled') throw error;
    notes.push(words.notes.modelSilent(error.message));
    return null;
  }
}

async function scored(parts: ModelParts, champion: ChampionView, snapshotId: string, names: readonly string[], signal: AbortSignal): Promise<ScoredSide> {
  const table = await readTable(parts, snapshotId, names, signal);
  return { snapshotId, table, predicted: await predictTable(parts, champion.saved, table, signal) };
}

function tryModel<T>(notes: string[], open: () => T): T | null {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    notes.push(words.notes.modelSilent(error.message));
    return null;
  }
}
