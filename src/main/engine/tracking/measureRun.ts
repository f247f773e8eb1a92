/** What a finished run says of its certainty: the range around its answers and the chance of each step, measured on held-out rows. */
import { standardIntervalMethod, type IntervalFacts, type ReachCalibration } from '@shared/areas/intervals';
import { joinNumbers, mean } from '../math';
import { calibrateFinal, crossIntervals, crossReach, intervalMethodOf, measureGroups, measureMethods, measureReach, oddsOfSteps, scoreInterval, stepsToReach, toModelSpace, type Bounds, type HeldOutFoldRows, type IntervalSettings, type SavedInterval, type SavedReach } from '../training';
import type { PreparedRace } from './prepareRace';

export interface MeasuredRun {
  /** Coverage and width of each fold. */
  readonly scores: readonly ReturnType<typeof scoreInterval>[];
  readonly interval: IntervalFacts;
  /** For the model file; the companion is added from the fitted model. */
  readonly saved: Omit<SavedInterval, 'companion'>;
  readonly reach: SavedReach | null;
}

type RaceFacts = Pick<PreparedRace, 'request' | 'transform' | 'steps'>;

/** Tables per group, method and step look at so many held-out answers at most: more would hold the engine up and tell no more. */
const mostMeasured = 50_000;

/** The method asked for where the run has what it takes, else the standard one. */
export function measureRun(race: RaceFacts, heldOut: readonly HeldOutFoldRows[]): MeasuredRun {
  const { level, intervalMethod } = race.request;
  const { bounds, settings } = boundsOf(heldOut, { method: intervalMethod, level, transform: race.transform, steps: race.steps });
  const scores = heldOut.flatMap(({ actual }, position) => (bounds[position] ? [scoreInterval(actual, bounds[position])] : []));
  const some = thin(heldOut);
  const boundsOfSome = some === heldOut ? bounds : boundsOf(some, settings).bounds;
  const calibration = calibrateFinal(heldOut, settings);
  return {
    scores,
    interval: {
      level,
      coverage: meanOf(scores.map(({ coverage }) => coverage)),
      width: meanOf(scores.map(({ width }) => width)),
      halfWidth: settings.method === 'split' ? splitHalfWidth(calibration, level) : meanHalfWidth(bounds, settings),
      space: race.transform === 'log1p' ? 'log1p' : 'units',
      method: settings.method,
      askedFor: settings.method === intervalMethod ? null : intervalMethod,
      rows: heldOut.reduce((total, { actual }) => total + actual.length, 0),
      groups: measureGroups(some, boundsOfSome, settings),
      others: measureMethods(some, boundsOfSome, settings),
      reach: race.steps && measureSteps(some, race.steps, settings),
    },
    saved: { method: settings.method, level, column: intervalMethodOf[settings.method].usesCategories ? (race.request.intervalColumn ?? null) : null, calibration },
    reach: race.steps && savedReach(heldOut, race.steps, settings),
  };
}

/** Bounds as they are reported, with the method that gave them. */
export function boundsOf(heldOut: readonly HeldOutFoldRows[], wanted: IntervalSettings): { readonly bounds: readonly Bounds[]; readonly settings: IntervalSettings } {
  const asked = crossIntervals(heldOut, wanted);
  if (asked) return { bounds: asked, settings: wanted };
  const settings = { ...wanted, method: standardIntervalMethod };
  return { bounds: crossIntervals(heldOut, settings) ?? [], settings };
}

function splitHalfWidth(calibration: unknown, level: number): number {
  const { upper } = intervalMethodOf.split.restore(calibration)({ predicted: Float64Array.of(0), companions: [], categories: null }, level);
  return upper[0] ?? 0;
}

function meanHalfWidth(bounds: readonly Bounds[], { transform }: IntervalSettings): number {
  return mean(bounds.flatMap(({ lower, upper }) => Array.from(lower, (low, row) => (toModelSpace(upper[row]!, transform) - toModelSpace(low, transform)) / 2))) ?? 0;
}

function measureSteps(heldOut: readonly HeldOutFoldRows[], steps: readonly number[], { transform }: IntervalSettings): ReachCalibration {
  const actual = joinNumbers(heldOut.map((fold) => fold.actual));
  const chances = crossReach(heldOut, steps, transform);
  return { source: 'odds', steps: measureReach(actual, stepsToReach(steps), chances) };
}

function savedReach(heldOut: readonly HeldOutFoldRows[], steps: readonly number[], { transform }: IntervalSettings): SavedReach {
  return { source: 'odds', steps: [...steps], odds: oddsOfSteps(heldOut, steps, transform) };
}

function meanOf(folds: readonly (number | null)[]): number | null {
  const known = folds.filter((value) => value !== null);
  return known.length === folds.length ? mean(known) : null;
}

/** Every so many rows of each fold. */
function thin(heldOut: readonly HeldOutFoldRows[]): readonly HeldOutFoldRows[] {
  const stride = Math.ceil(heldOut.reduce((total, { actual }) => total + actual.length, 0) / mostMeasured);
  if (stride <= 1) return heldOut;
  const isTaken = (_value: unknown, row: number): boolean => row % stride === 0;
  return heldOut.map(({ repeat, actual, predicted, companions = [], categories = null }) => ({
    repeat,
    actual: actual.filter(isTaken),
    predicted: predicted.filter(isTaken),
    companions: companions.map((list) => list.filter(isTaken)),
    categories: categories && categories.filter(isTaken),
  }));
}
