/** Where settings are searched: one dimension for each setting whose table says between which ends. */
import type { Random } from '@engine/math';
import type { ModelKind } from '@shared/areas/tracking';
import type { Setting } from '../models/algorithm';
import { algorithms } from '../models/models';

export type SettingValue = number | string;
/** One value for each dimension, by the setting's name. */
export type Settings = Readonly<Record<string, SettingValue>>;

export interface NumberDimension {
  readonly kind: 'number';
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** True: equal ratios are equally far apart. */
  readonly log: boolean;
  readonly whole: boolean;
}

export interface ChoiceDimension {
  readonly kind: 'choice';
  readonly name: string;
  readonly choices: readonly string[];
}

export type Dimension = NumberDimension | ChoiceDimension;
export type SearchSpace = readonly Dimension[];

/** What is searched for one model: its space, and where everybody starts. */
export interface ModelSpace {
  readonly model: ModelKind;
  readonly space: SearchSpace;
  /** The settings when nobody searches. */
  readonly standard: Settings;
}

/** Settings given by hand are not searched. The space is empty where nothing is left. */
export function modelSpace(model: ModelKind, given: Readonly<Record<string, unknown>> = {}): ModelSpace {
  const { settings } = algorithms[model];
  const space = Object.entries(settings).flatMap(([name, setting]) => (Object.hasOwn(given, name) ? [] : (dimensionOf(name, setting) ?? [])));
  return { model, space, standard: Object.fromEntries(space.map(({ name }) => [name, settings[name]!.standard])) };
}

function dimensionOf(name: string, setting: Setting): Dimension | null {
  if (!setting.tune) return null;
  if ('choices' in setting) return { kind: 'choice', name, choices: setting.tune };
  return { kind: 'number', name, from: setting.tune.from, to: setting.tune.to, log: setting.tune.scale === 'log', whole: setting.whole ?? false };
}

/** Ends of a dimension on the scale it is searched on; a whole number owns the half step on either side of it. */
export function scaleOf(dimension: NumberDimension): { readonly low: number; readonly high: number } {
  const half = dimension.whole ? 0.5 : 0;
  const low = dimension.from - half;
  const high = dimension.to + half;
  return dimension.log ? { low: Math.log(low), high: Math.log(high) } : { low, high };
}

/** The value at a place of the scale; inside the ends whatever rounding does. */
export function valueAt(dimension: NumberDimension, place: number): number {
  const value = dimension.log ? Math.exp(place) : place;
  return Math.min(dimension.to, Math.max(dimension.from, dimension.whole ? Math.round(value) : value));
}

export function placeOf(dimension: NumberDimension, value: number): number {
  return dimension.log ? Math.log(value) : value;
}

/** Every place of the space equally likely. */
export function drawUniformly(space: SearchSpace, random: Random): Settings {
  return Object.fromEntries(space.map((dimension) => [dimension.name, drawValue(dimension, random)]));
}

function drawValue(dimension: Dimension, random: Random): SettingValue {
  if (dimension.kind === 'choice') return dimension.choices[random.integer(dimension.choices.length)]!;
  const { low, high } = scaleOf(dimension);
  return valueAt(dimension, low + random.next() * (high - low));
}
