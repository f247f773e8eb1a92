/** Addresses of the forecast's views. */
import { formatAddress } from '@renderer/app/router';

/** `model`: a run id; left out, the champion. */
export function whatIfAddress(model: string | null = null): string {
  return formatAddress('forecast', ['what-if'], { model });
}

export function batchAddress(options: { readonly forecastId?: string; readonly snapshot?: string; readonly job?: string } = {}): string {
  return formatAddress('forecast', options.forecastId === undefined ? ['batch'] : ['batch', options.forecastId], { snapshot: options.snapshot, job: options.job });
}

export function reportAddress(subject: { readonly run?: string; readonly forecast?: string } = {}): string {
  return formatAddress('forecast', ['report'], subject);
}
