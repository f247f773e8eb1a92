/** Addresses of the models' views. */
import { formatAddress } from '@renderer/app/router';

export type RaceView = 'folds' | 'curves' | 'table';

export function raceAddress(experimentId: string, options: { readonly view?: RaceView; readonly run?: string | null } = {}): string {
  return formatAddress('models', ['race', experimentId], { view: options.view === 'folds' ? null : options.view, run: options.run });
}

export function startingAddress(jobId: string): string {
  return formatAddress('models', ['race'], { job: jobId });
}

export function searchAddress(tuningId: string): string {
  return formatAddress('models', ['search', tuningId]);
}

export function setupAddress(options: { readonly snapshot?: string; readonly target?: string; readonly leak?: boolean } = {}): string {
  return formatAddress('models', ['setup'], { snapshot: options.snapshot, target: options.target, leak: options.leak === true ? 1 : null });
}

export function registryAddress(options: { readonly model?: string; readonly version?: number | null } = {}): string {
  return formatAddress('models', options.model === undefined ? ['registry'] : ['registry', options.model], { version: options.version });
}

export function runsAddress(options: { readonly search?: string; readonly run?: string | null; readonly sort?: string; readonly descending?: boolean } = {}): string {
  const parts = options.run == null ? ['runs'] : ['runs', options.run];
  return formatAddress('models', parts, { search: options.search, sort: options.sort, order: options.descending === true ? 'down' : null });
}

export function compareAddress(runIds: readonly string[], all = false): string {
  return formatAddress('models', ['compare'], { runs: runIds.join(','), settings: all ? 'all' : null });
}

/** `mode`: how the lines of the column are drawn. */
export function explainAddress(runId: string, options: { readonly column?: string | null; readonly second?: string | null; readonly mode?: 'lines' | 'centred' | 'accumulated' } = {}): string {
  return formatAddress('models', ['explain', runId], { column: options.column, with: options.second, lines: options.mode === 'lines' ? null : options.mode });
}
