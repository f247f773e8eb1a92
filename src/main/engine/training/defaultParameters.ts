/** The settings each model starts with, for screens and for the record of a run. */
import type { ModelKind } from '@shared/areas/tracking';
import type { Parameters } from './models/algorithm';
import { algorithms } from './models/models';

export function defaultParameters(model: ModelKind): Parameters {
  return algorithms[model].defaults;
}
