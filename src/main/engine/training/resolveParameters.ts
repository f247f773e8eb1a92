/** What of a model the book-keeping needs: the settings it works with, and the versions of the code behind a fit. */
import type { MetricName, ModelKind } from '@shared/areas/tracking';
import type { Parameters } from './models/algorithm';
import { sharedFitVersion } from './fitTask';
import { algorithms, findLearner } from './models/models';
import { fillParameters } from './models/parameters';

/** The standard settings with the given ones over them. Throws `invalid-input` where one is unknown or cannot be. */
export function resolveParameters(model: ModelKind, given: Readonly<Record<string, unknown>> = {}): Parameters {
  return fillParameters(algorithms[model], given);
}

type GivenParameters = Readonly<Partial<Record<ModelKind, Readonly<Record<string, number | string | boolean>>>>>;

/** What the analyst set for each model, over what serves the metric better than the standard settings. */
export function aimAtMetric(metric: MetricName, given: GivenParameters): GivenParameters {
  const aimed = Object.values(algorithms).flatMap((algorithm): [ModelKind, Parameters][] => {
    const own = 'settingsFor' in algorithm ? (algorithm.settingsFor?.(metric) ?? {}) : {};
    return Object.keys(own).length === 0 ? [] : [[algorithm.kind, own]];
  });
  return { ...given, ...Object.fromEntries(aimed.map(([kind, own]) => [kind, { ...own, ...given[kind] }])) };
}

/** A kept fit holds as long as these are what they were when it was made. */
export function fitVersions(model: ModelKind): { readonly model: number; readonly shared: number } {
  return { model: findLearner(model).version, shared: sharedFitVersion };
}
