/** The settings a model works with, for the check before a race and for the record of a run. */
import type { ModelKind } from '@shared/areas/tracking';
import type { Parameters } from './models/algorithm';
import { algorithms } from './models/models';
import { fillParameters } from './models/parameters';

/** The standard settings with the given ones over them. Throws `invalid-input` where one is unknown or cannot be. */
export function resolveParameters(model: ModelKind, given: Readonly<Record<string, unknown>> = {}): Parameters {
  return fillParameters(algorithms[model], given);
}
