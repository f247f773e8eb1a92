/** What of a model the book-keeping needs: the settings it works with, and the versions of the code behind a fit. */
import type { ModelKind } from '@shared/areas/tracking';
import type { Parameters } from './models/algorithm';
import { sharedFitVersion } from './fitTask';
import { algorithms, findLearner } from './models/models';
import { fillParameters } from './models/parameters';

/** The standard settings with the given ones over them. Throws `invalid-input` where one is unknown or cannot be. */
export function resolveParameters(model: ModelKind, given: Readonly<Record<string, unknown>> = {}): Parameters {
  return fillParameters(algorithms[model], given);
}

/** A kept fit holds as long as these are what they were when it was made. */
export function fitVersions(model: ModelKind): { readonly model: number; readonly shared: number } {
  return { model: findLearner(model).version, shared: sharedFitVersion };
}
