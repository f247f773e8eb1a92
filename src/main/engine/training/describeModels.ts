/** All models with their settings, for whoever lets an analyst choose. */
import { combinationKinds, modelBaselines, modelKinds, standardModels, type ModelDescription, type SettingDescription } from '@shared/areas/tracking';
import type { Setting } from './models/algorithm';
import { algorithms } from './models/models';

/** From simplest to most complex. */
export function describeModels(): ModelDescription[] {
  return modelKinds.map((kind) => ({
    kind,
    group: modelBaselines.includes(kind) ? 'baseline' : combinationKinds.includes(kind) ? 'combination' : 'learned',
    standard: standardModels.includes(kind),
    settings: Object.entries(algorithms[kind].settings).map(([name, setting]) => describeSetting(name, setting)),
  }));
}

function describeSetting(name: string, setting: Setting): SettingDescription {
  if ('choices' in setting) return { name, standard: setting.standard, choices: [...setting.choices] };
  const { standard, lowest, highest, whole = false } = setting;
  return { name, standard, lowest, highest, whole };
}
