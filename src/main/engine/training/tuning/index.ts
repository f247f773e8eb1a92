/** Search for better settings: spaces from the settings' tables, samplers, halving, and what a finished search says. */
export { chooseSettings, type Choice } from './chooseSettings';
export { rungsOf } from './halving';
export { bracketTrials, lossOf, search, type SearchRequest, type SearchSteps, type Trial } from './search';
export { modelSpace, type Dimension, type ModelSpace, type SearchSpace, type SettingValue, type Settings } from './searchSpace';
export { settingImportance, type SettingShare } from './settingImportance';
