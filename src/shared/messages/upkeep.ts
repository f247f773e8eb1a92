/** What the engine says about space, back-ups and licences. */
export const upkeepMessages = {
  free: {
    busy: 'Something is still running. What it stores is not referred to yet, so nothing is cleared now. Try again when it is done.',
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
