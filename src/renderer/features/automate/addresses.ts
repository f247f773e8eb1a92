/** Addresses of the Automate room. */
import { formatAddress } from '@renderer/app/router';

export const automateViews = ['timeline', 'graph', 'schedule'] as const;
export type AutomateView = (typeof automateViews)[number];

export function automateAddress(pipeline: string, view: AutomateView = 'timeline', options: { readonly run?: string | null; readonly step?: string | null } = {}): string {
  return formatAddress('automate', [pipeline, view], options);
}

export function readView(part: string | undefined): AutomateView {
  return automateViews.find((view) => view === part) ?? 'timeline';
}
