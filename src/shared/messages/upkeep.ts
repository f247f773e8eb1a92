/** What the engine says about space, back-ups and licences. */
import type { Freeable } from '../areas/upkeep';
import { byteSize } from './byteSize';

const dayMs = 86_400_000;

function daysAgo(time: number, now: number): string {
  const days = Math.floor((now - time) / dayMs);
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

function uses(found: Freeable['uses']): string {
  if (found.length === 0) return 'nothing else uses it';
  const champion = found.some((use) => use.champion) ? ', the champion among them,' : '';
  return `${found.length === 1 ? '1 result was' : `${found.length} results were`}${champion} made of it and ${found.length === 1 ? 'stays' : 'stay'}`;
}

/** "33 (1.2 MB)". */
function fitsOf(fits: number, bytes: number): string {
  return fits === 0 ? 'none' : `${fits.toLocaleString('en-US')} (${byteSize(bytes)})`;
}

export const upkeepMessages = {
  /** "1.2 MB + 3.4 MB shared": what a version alone takes, and what it has in common with others. */
  versionSize: (ownBytes: number, sharedBytes: number): string => `${byteSize(ownBytes)}${sharedBytes === 0 ? '' : ` + ${byteSize(sharedBytes)} shared`}`,
  free: {
    uses,
    version: ({ name, number, bytes, trashedAt, uses: found, keptByBackup }: Freeable, now: number): string =>
      `${name} version ${number ?? ''}, ${byteSize(bytes)}, deleted ${daysAgo(trashedAt ?? now, now)}; ${uses(found)}${keptByBackup ? '; a back-up still needs its files, which go with it' : ''}`,
    results: ({ files, bytes }: Freeable): string => `${files === 1 ? '1 stored file' : `${files} stored files`} that nothing refers to, ${byteSize(bytes)}`,
    busy: 'Something is still running. What it stores is not referred to yet, so nothing is cleared now. Try again when it is done.',
  },
  fits: {
    kept: (fits: number, bytes: number): string => `Kept fits: ${fitsOf(fits, bytes)}${fits === 0 ? '.' : '; --fits clears them.'}`,
    wouldClear: (fits: number, bytes: number): string => `Kept fits that would be cleared: ${fitsOf(fits, bytes)}.`,
    cleared: (fits: number, bytes: number): string => `Kept fits cleared: ${fitsOf(fits, bytes)}.`,
    busy: 'Something is still running and may lean on kept fits, so none is cleared now. Try again when it is done.',
  },
  backups: {
    unknown: 'This back-up is no longer there. Choose another one.',
    damaged: 'This back-up is damaged: its own check failed. Nothing was changed. Choose another one.',
    failed: 'The copy did not pass its check, so it was thrown away. The drive may be full or failing. Nothing was changed.',
    newer: 'This back-up was made by a newer Almanac. Nothing was changed. Install the newer Almanac to restore it.',
  },
  notices: {
    missing: 'The list of licences is not there. It is made when Almanac is built; build or install it again.',
    unknown: 'No package of this name and version comes with Almanac.',
  },
} as const;
