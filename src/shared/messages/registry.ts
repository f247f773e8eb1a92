/** What the engine says about promotions. */
export const registryMessages = {
  deleted: (run: number): string => `Run ${run} is in the trash. Restore it first, then promote it.`,
  unfinished: (run: number, state: string): string => `Run ${run} is ${state}, so its scores are not complete. Promote a finished run.`,
  noModel: (run: number): string => `Run ${run} has no stored model. Train it again, then promote it.`,
  alreadyChampion: (run: number): string => `Run ${run} is the champion already.`,
  championStays: (run: number): string => `Run ${run} is the champion and cannot be deleted. Promote another run first.`,
  emptyReason: 'Say why, in a few words: the reason stays in the ledger.',
} as const;
