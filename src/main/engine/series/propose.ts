/** A set-up for a snapshot, each part with its evidence: date, keys, frequency, gaps, closures, season, origins. */
import type { Column, Snapshot } from '@shared/areas/datasets';
import type { SeriesProposal, SeriesSetup } from '@shared/areas/series';
import { EngineError } from '@shared/contract/errors';
import { seriesMessages } from '@shared/messages/series';
import type { TrainingColumn } from '../training';
import { findClosedWeekdays, findClosures } from './findClosures';
import { distinctDays, findFrequency } from './findFrequency';
import { naturalSeason, usualActivity, usualHorizon } from './methodSettings';
import { buildPanel, type Panel } from './panel';
import { chooseOrigins, fewestHistory, takesPart } from './planOrigins';
import type { SnapshotReader } from './readPanel';

export type Wishes = Partial<Pick<SeriesSetup, 'date' | 'keys' | 'frequency' | 'gaps' | 'horizon' | 'origins' | 'step' | 'closedWeekdays' | 'closures'>> & { readonly target?: string | undefined };

const words = seriesMessages.evidence;
const isDate = ({ type, role }: Column): boolean => (type === 'date' || type === 'datetime') && role !== 'ignore';
const isNumber = ({ type, distinct, role }: Column): boolean => (type === 'integer' || type === 'decimal') && distinct > 1 && role !== 'ignore' && role !== 'date';
const isKey = ({ type, role, distinct }: Column): boolean => role !== 'ignore' && role !== 'date' && role !== 'target' && distinct > 1 && (type === 'id' || type === 'category' || type === 'text' || role === 'id' || role === 'group');
const soldNames = /^(y|units?|units_sold|sales|sold|quantity|qty|demand|value|revenue.*|turnover)$/i;

/** A wish that cannot be is refused with `invalid-input`; what is not wished is found. */
export async function propose(datasets: SnapshotReader, snapshotId: string, wishes: Wishes, signal: AbortSignal): Promise<SeriesProposal> {
  const snapshot = datasets.snapshot(snapshotId);
  const choices = { dates: snapshot.columns.filter(isDate).map(({ name }) => name), targets: snapshot.columns.filter(isNumber).map(({ name }) => name), keys: snapshot.columns.filter(isKey).map(({ name }) => name) };
  const empty = { setup: null, target: null, series: 0, periods: 0, firstDay: null, lastDay: null, facts: null, offers: [], reasons: [], ...choices };
  const date = wishes.date ?? snapshot.columns.find(({ role, name }) => role === 'date' && choices.dates.includes(name))?.name ?? choices.dates[0];
  if (date === undefined) return { ...empty, problem: seriesMessages.refused.noDates(snapshot.columns.find(({ role }) => role === 'date')?.name ?? 'date', 'nothing') };
  const target = wishes.target ?? findTarget(snapshot, choices.targets);
  if (target === null) return { ...empty, problem: seriesMessages.refused.noNumbers('value', 'nothing') };
  try {
    const setup = await findSetup(datasets, snapshot, target, date, wishes, signal);
    return { ...empty, ...setup, target, problem: null };
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-input') return { ...empty, target, problem: error.message };
    throw error;
  }
}

async function findSetup(datasets: SnapshotReader, snapshot: Snapshot, target: string, date: string, wishes: Wishes, signal: AbortSignal): Promise<Pick<SeriesProposal, 'setup' | 'series' | 'periods' | 'firstDay' | 'lastDay' | 'facts' | 'offers' | 'reasons'>> {
  const names = snapshot.columns.map(({ name }) => name);
  for (const name of [date, target, ...(wishes.keys ?? [])]) if (!names.includes(name)) throw new EngineError('invalid-input', name === date ? seriesMessages.refused.noDates(name, 'nothing') : name === target ? seriesMessages.refused.noNumbers(name, 'nothing') : seriesMessages.refused.noKeyColumn(name), { column: name });
  const candidates = snapshot.columns.filter((column) => isKey(column) && column.name !== target && column.name !== date).map(({ name }) => name);
  const price = snapshot.columns.find(({ role, type, name }) => role === 'price' && (type === 'integer' || type === 'decimal') && name !== target)?.name ?? null;
  const { columns, rows } = await datasets.readColumns(snapshot.id, [...new Set([date, target, ...candidates, ...(wishes.keys ?? []), ...(price === null ? [] : [price])])], signal);
  const dates = columns.find(({ name }) => name === date);
  if (dates?.kind !== 'number' || (dates.type !== 'date' && dates.type !== 'datetime')) throw new EngineError('invalid-input', seriesMessages.refused.noDates(date, dates?.type ?? 'nothing'), { column: date });
  const days = distinctDays(dates.values);
  if (days.length < 2) throw new EngineError('invalid-input', seriesMessages.refused.oneDate(date, days.length), { column: date });
  const keys = wishes.keys ?? findKeys(columns, dates.values, candidates);
  const found = findFrequency(days);
  const frequency = wishes.frequency ?? found.frequency;
  const closedWeekdays = wishes.closedWeekdays ?? [];
  const horizon = wishes.horizon ?? usualHorizon[frequency];
  const gaps = wishes.gaps ?? findGapRule(columns, target);
  const draft = { date, keys, frequency, gaps, closedWeekdays, closures: wishes.closures ?? [], season: null, price, horizon };
  const panel = buildPanel(columns, rows, target, draft);
  const active = keys.length === 0 ? null : usualActivity[frequency];
  const natural = closedWeekdays.length > 0 && frequency === 'day' ? 7 - closedWeekdays.length : naturalSeason[frequency];
  const plan = { ...chooseOrigins(panel.periods, horizon, active?.of ?? 2 * (natural && panel.periods - horizon > 3 * natural ? natural : 0), panel.names.length), ...(wishes.origins === undefined ? {} : { origins: wishes.origins }), ...(wishes.step === undefined ? {} : { step: wishes.step }) };
  const before = panel.periods - horizon - (plan.origins - 1) * plan.step;
  const season = natural !== null && natural > 1 && before >= 2 * natural ? natural : null;
  const setup: SeriesSetup = { ...draft, season, ...plan, active };
  const reasons = [
    words.target(target), words.keys(keys, panel.names.length), wishes.frequency === undefined ? words.frequency(found.evidence) : words.chosenFrequency(frequency), ...tellPanel(panel, setup),
    ...(season !== null ? [words.season(season, frequency)] : natural === null ? [] : [words.noSeason(natural, Math.max(0, before), frequency)]),
    words.origins(plan.origins, plan.step, horizon, frequency), ...(active ? [words.active(active.atLeast, active.of, frequency)] : []),
    ...tellQuiet(panel, setup), ...tellWide(snapshot, target, keys),
  ];
  const weekdays = frequency === 'day' && closedWeekdays.length === 0 ? findClosedWeekdays(days) : [];
  return { setup, series: panel.names.length, periods: panel.periods, firstDay: panel.calendar.days[0] ?? null, lastDay: panel.calendar.days[panel.periods - 1] ?? null, facts: panel.facts, offers: weekdays.length > 0 ? weekdays : findClosures(panel), reasons };
}

function tellPanel({ facts }: Panel, { gaps }: SeriesSetup): string[] {
  return [
    ...(facts.repeatedRows > 0 ? [words.repeated(facts.repeatedRows)] : []),
    gaps === 'zero' ? words.gapsZero(facts.missingPeriods, facts.seriesWithGaps) : words.gapsMissing(facts.missingPeriods, facts.seriesWithGaps),
    ...(facts.lateStarts > 0 ? [words.lateStarts(facts.lateStarts)] : []),
    ...(facts.rowsWithoutDate > 0 ? [words.withoutDate(facts.rowsWithoutDate)] : []),
    ...(facts.rowsWithoutTarget > 0 ? [words.withoutTarget(facts.rowsWithoutTarget)] : []),
  ];
}

function tellQuiet(panel: Panel, { horizon, active }: SeriesSetup): string[] {
  const at = panel.periods - horizon;
  if (at < fewestHistory) return [];
  const quiet = panel.names.filter((_, series) => !takesPart(panel, series, at, active)).length;
  return quiet > 0 ? [words.tooShortSeries(quiet)] : [];
}

/** Several number columns with a date and nothing that names series: probably one column a series. */
function tellWide({ columns }: Snapshot, target: string, keys: readonly string[]): string[] {
  const own = columns.filter(isNumber).map(({ name }) => name);
  const stem = (name: string): string => name.replace(/[\d_ -]+$/, '');
  const alike = own.filter((name) => stem(name) === stem(target));
  return keys.length === 0 && alike.length >= 2 && stem(target) !== target ? [seriesMessages.refused.wide(alike)] : [];
}

function findTarget({ columns }: Snapshot, targets: readonly string[]): string | null {
  return columns.find(({ role, name }) => role === 'target' && targets.includes(name))?.name ?? targets.find((name) => soldNames.test(name)) ?? targets[0] ?? null;
}

/** The column with the fewest repeated dates, which ids and early columns win; none where dates hardly repeat without one. */
function findKeys(columns: readonly TrainingColumn[], dates: Float64Array, candidates: readonly string[]): string[] {
  const plain = repeats(dates, null);
  if (plain === 0) return [];
  const scored = candidates.flatMap((name) => {
    const column = columns.find((each) => each.name === name);
    return column ? [{ name, isId: column.type === 'id', repeats: repeats(dates, column) }] : [];
  });
  const best = scored.sort((a, b) => a.repeats - b.repeats || Number(b.isId) - Number(a.isId) || candidates.indexOf(a.name) - candidates.indexOf(b.name))[0];
  return best && best.repeats < plain / 2 ? [best.name] : [];
}

function repeats(dates: Float64Array, key: TrainingColumn | null): number {
  const seen = new Set<string>();
  dates.forEach((ms, row) => seen.add(`${ms} ${key === null ? '' : key.kind === 'text' ? key.codes[row]! : key.values[row]!}`));
  return dates.length - seen.size;
}

/** Whole numbers that may be 0 are counts of sales: no row means none. Measurements without any 0 are unknown where they are missing. */
function findGapRule(columns: readonly TrainingColumn[], target: string): SeriesSetup['gaps'] {
  const column = columns.find(({ name }) => name === target);
  if (column?.kind !== 'number') return 'missing';
  return column.values.some((value) => value === 0) || (column.type === 'integer' && columns.length > 2) ? 'zero' : 'missing';
}
