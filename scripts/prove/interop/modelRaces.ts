/**
 * Races whose models other tools are asked about, on the shipped shop (log1p scale) and on a table that is hard on them:
 * every kind of model, the boosted trees on sets of categories with a direction kept, and every loss that can be chosen.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeModels } from '@engine/training';
import { modelKinds } from '@shared/areas/tracking';
import { hardTable } from './hardTable';
import { almanac, type PeerContext } from './peerProof';

const runSchema = z.object({ id: z.string(), model: z.string(), state: z.string(), failure: z.string().nullable() });
const trainSchema = z.object({ runs: z.array(runSchema) });

export interface RacedModel {
  readonly id: string;
  readonly model: string;
  readonly data: string;
  /** What is special about how it was trained, in a few words; empty where nothing is. */
  readonly setting: string;
}

export interface ModelRaces {
  readonly projectDir: string;
  readonly models: readonly RacedModel[];
  /** Why runs failed, one sentence each. */
  readonly failures: readonly string[];
}

interface Race {
  readonly data: string;
  readonly models: readonly string[];
  readonly setting: string;
  readonly options: readonly string[];
}

/** Their answers are above 0, those of the hard table are not. */
const ofCounts: readonly string[] = ['poisson', 'tweedie'];
/** Only where the target has steps. */
const ofSteps: readonly string[] = ['ordinal-boosting'];
const onCodes = ['--set', 'gradient-boosting.categories=codes'];

export async function modelRaces({ mode, folder, seed }: PeerContext): Promise<ModelRaces> {
  const projectDir = join(folder, 'project');
  const hard = join(folder, 'hard.csv');
  writeFileSync(hard, hardTable(seed));
  for (const [data, file] of [['shop', join(process.cwd(), 'resources/samples/summer-shop.csv')], ['hard', hard]] as const) {
    await almanac(['import', file, '--name', data, '--project', projectDir], z.unknown());
  }
  const models: RacedModel[] = [];
  const failures: string[] = [];
  for (const { data, models: raced, setting, options } of races()) {
    const target = data === 'shop' ? ['--target', 'units_sold', '--group-by', 'merchant_id'] : ['--target', 'change'];
    const few = mode === 'long' ? [] : raced.filter((model) => settingOf(model, 'trees')).flatMap((model) => ['--set', `${model}.trees=60`]);
    const { runs } = await almanac(['train', data, ...target, '--folds', '2', '--models', raced.join(','), ...few, ...options, '--project', projectDir, '--seed', String(seed)], trainSchema);
    for (const { id, model, state, failure } of runs) {
      if (state === 'finished') models.push({ id, model, data, setting });
      else failures.push(`${model} of ${data}${setting === '' ? '' : `, ${setting}`}, is ${state}: ${failure ?? ''}`);
    }
  }
  return { projectDir, models, failures };
}

function races(): Race[] {
  const losses = modelKinds.flatMap((model) => choicesOf(model, 'loss').map((loss) => ({ model, loss })));
  const chosen = [...new Set(losses.map(({ loss }) => loss))];
  return [
    { data: 'shop', models: modelKinds, setting: '', options: [] },
    { data: 'hard', models: modelKinds.filter((kind) => !ofCounts.includes(kind) && !ofSteps.includes(kind)), setting: '', options: [] },
    { data: 'shop', models: ['gradient-boosting'], setting: 'sets, price kept falling', options: [...onCodes, '--monotone', 'price=-1'] },
    { data: 'hard', models: ['gradient-boosting'], setting: 'sets, price kept falling', options: [...onCodes, '--monotone', 'price=-1'] },
    { data: 'shop', models: ['random-forest', 'extra-trees', 'average'], setting: 'median of the trees', options: ['random-forest', 'extra-trees'].flatMap((model) => ['--set', `${model}.answer=median`]) },
    ...chosen.map((loss): Race => {
      const raced = losses.filter((other) => other.loss === loss).map(({ model }) => model);
      return { data: 'shop', models: raced, setting: `loss ${loss}`, options: [...raced.flatMap((model) => ['--set', `${model}.loss=${loss}`]), ...(raced.includes('gradient-boosting') ? onCodes : [])] };
    }),
  ];
}

function settingOf(model: string, name: string): ReturnType<typeof describeModels>[number]['settings'][number] | undefined {
  return describeModels().find(({ kind }) => kind === model)?.settings.find((setting) => setting.name === name);
}

function choicesOf(model: string, name: string): readonly string[] {
  const setting = settingOf(model, name);
  return setting && 'choices' in setting ? setting.choices : [];
}
