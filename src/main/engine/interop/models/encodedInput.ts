/**
 * The numbers a model sees: one matrix of features for the whole model. Models that share an encoding share
 * its columns; each part of a combination knows which columns are its own.
 */
import { canonicalJson } from '../../kernel/hashing';
import { codeCounts, encodeFeatures, featureNames, findColumn, mapTexts, type FeatureName, type FeaturePlan, type ModelParts, type TrainingTable } from '../../training';

export interface Feature extends FeatureName {
  readonly position: number;
  /** How many codes of categories it takes, from 0; 0 where it is a number. */
  readonly codes: number;
}

/** What makes a run of neighbouring features, exactly as the app does it. */
export type Encoding =
  | { readonly kind: 'plan'; readonly plan: FeaturePlan }
  /** Position of the row's group in the list from 1; 0 for other groups. */
  | { readonly kind: 'group'; readonly column: string; readonly groups: readonly string[] }
  /** A model that answers the same for every row still needs one column to know how many rows there are. */
  | { readonly kind: 'nothing' };

export interface Block {
  readonly offset: number;
  readonly width: number;
  readonly encoding: Encoding;
}

export interface EncodedInput {
  readonly features: readonly Feature[];
  readonly blocks: readonly Block[];
  /** Columns of the data that are needed. */
  readonly columns: readonly string[];
  /** The block of a part; parts of a combination each have their own. */
  blockOf(part: ModelParts): Block;
  /** One array per feature, parallel to the rows. */
  encode(table: TrainingTable, rows: Int32Array): readonly Float64Array[];
}

export function encodedInput(model: ModelParts): EncodedInput {
  const parts = model.kind === 'combination' ? model.members : [model];
  const blocks = new Map<string, Block>();
  const features: Feature[] = [];
  const used = new Set<string>();
  const keyOf = (part: ModelParts): string => canonicalJson(encodingOf(part));
  for (const part of parts) {
    const key = keyOf(part);
    if (blocks.has(key)) continue;
    const encoding = encodingOf(part);
    const names = namesOf(encoding);
    const codes = encoding.kind === 'plan' ? codeCounts(encoding.plan) : [];
    const offset = features.length;
    names.forEach((feature, i) => features.push({ ...feature, name: uniqueName(feature.name, used), position: offset + i, codes: codes[i] ?? 0 }));
    blocks.set(key, { offset, width: names.length, encoding });
  }
  const list = [...blocks.values()];
  return {
    features,
    blocks: list,
    columns: [...new Set(features.flatMap((feature) => feature.columns))],
    blockOf(part) {
      const block = blocks.get(keyOf(part));
      if (!block) throw new Error('A part of the model has no features.');
      return block;
    },
    encode: (table, rows) => list.flatMap(({ encoding }) => encodeBlock(encoding, table, rows)),
  };
}

function encodingOf(part: ModelParts): Encoding {
  if (part.kind === 'steps') return encodingOf(part.latent);
  if ('plan' in part) return part.plan.kept.length > 0 ? { kind: 'plan', plan: part.plan } : { kind: 'nothing' };
  if (part.kind === 'groups' && part.column !== null) return { kind: 'group', column: part.column, groups: part.groups.map(([name]) => name) };
  return { kind: 'nothing' };
}

function namesOf(encoding: Encoding): readonly FeatureName[] {
  switch (encoding.kind) {
    case 'plan':
      return featureNames(encoding.plan);
    case 'group':
      return [{ name: `${encoding.column} number`, columns: [encoding.column], meaning: 'position of the group in the list below, from 1; 0 for any other' }];
    case 'nothing':
      return [{ name: 'no input', columns: [], meaning: '0: the model answers the same for every row' }];
  }
}

function encodeBlock(encoding: Encoding, table: TrainingTable, rows: Int32Array): readonly Float64Array[] {
  switch (encoding.kind) {
    case 'plan':
      return encodeFeatures(encoding.plan, table, rows).map((feature) => Float64Array.from(feature));
    case 'group':
      return [encodeGroup(encoding, table, rows)];
    case 'nothing':
      return [new Float64Array(rows.length)];
  }
}

function encodeGroup({ column, groups }: Extract<Encoding, { kind: 'group' }>, table: TrainingTable, rows: Int32Array): Float64Array {
  const positions = new Map(groups.map((name, i) => [name, i + 1]));
  const numbers = new Float64Array(rows.length);
  mapTexts(findColumn(table, column), rows, (text) => positions.get(text) ?? 0, (i, position) => (numbers[i] = position ?? 0));
  return numbers;
}

/** Adds the name to the used ones, numbered where it is among them. */
export function uniqueName(name: string, used: Set<string>): string {
  let free = name;
  for (let i = 2; used.has(free); i++) free = `${name} (${i})`;
  used.add(free);
  return free;
}
