/** Addresses of the forecast's views. */
import { formatAddress } from '@renderer/app/router';

/** `model`: a run id; left out, the champion. */
export function whatIfAddress(model: string | null = null): string {
  return formatAddress('forecast', ['what-if'], { model });
}

export function batchAddress(options: { readonly forecastId?: string; readonly snapshot?: string; readonly job?: string } = {}): string {
  return formatAddress('forecast', options.forecastId === undefined ? ['batch'] : ['batch', options.forecastId], { snapshot: options.snapshot, job: options.job });
}

/** `series`: its place in the panel, left out for the sum of all. */
export function seriesAddress(options: { readonly experiment?: string; readonly setup?: boolean; readonly series?: number | null; readonly run?: string; readonly job?: string | undefined; readonly snapshot?: string } = {}): string {
  return formatAddress('forecast', options.experiment === undefined ? ['series'] : ['series', options.experiment], { setup: options.setup === true ? 1 : null, series: options.series, run: options.run, job: options.job, snapshot: options.snapshot });
}

export function reportAddress(subject: { readonly run?: string; readonly forecast?: string; readonly series?: string } = {}): string {
  return formatAddress('forecast', ['report'], subject);
}
