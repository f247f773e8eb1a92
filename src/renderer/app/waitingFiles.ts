/** Files that were dropped, picked or opened and wait for their import, first come first. */
import { useCallback } from 'react';
import { create } from 'zustand';
import { z } from 'zod';
import { grantedFileSchema, type GrantedFile } from '@shared/areas/files';
import { useHost } from '../engine/EngineContext';
import { reportError } from './notices';
import { formatAddress, navigate } from './router';
import { keepState, recallState } from './sessionState';

interface WaitingFiles {
  readonly files: readonly GrantedFile[];
  /** Files that came together: whether they become one dataset or one each is not said yet. */
  readonly undecided: readonly GrantedFile[];
  readonly decide: (undecided: readonly GrantedFile[]) => void;
  readonly add: (files: readonly GrantedFile[]) => void;
  readonly remove: (ticket: string) => void;
  /** Another project is open: what waited for the one before is no file of it. */
  readonly forget: () => void;
}

const stateKey = 'almanac-waiting-files';

export const useWaitingFiles = create<WaitingFiles>((set) => ({
  files: recallState(stateKey, z.array(grantedFileSchema)) ?? [],
  undecided: [],
  decide: (undecided) => set({ undecided }),
  add: (files) => set((state) => ({ files: [...state.files, ...files] })),
  remove: (ticket) => set((state) => ({ files: state.files.filter((file) => file.ticket !== ticket) })),
  forget: () => set({ files: [], undecided: [] }),
}));

useWaitingFiles.subscribe(({ files }, before) => {
  if (files !== before.files) keepState(stateKey, files);
});

/** Address of the import of one file. */
export function importAddress(ticket: string): string {
  return formatAddress('data', ['import', ticket]);
}

/** Begins the import of one file; of several it is asked first what they become. While it is asked, more may come. */
export function beginImport(files: readonly GrantedFile[]): void {
  const { undecided, decide } = useWaitingFiles.getState();
  const together = [...undecided, ...files];
  if (together.length > 1) decide(together);
  else importEach(together);
}

/** Lines the files up and goes to the import of the first. */
export function importEach(files: readonly GrantedFile[]): void {
  const first = files[0];
  if (!first) return;
  useWaitingFiles.getState().add(files);
  navigate(importAddress(first.ticket));
}

/** Opens the file dialog and begins the import of what was chosen. */
export function useImportFile(): () => Promise<void> {
  const host = useHost();
  return useCallback(async () => {
    try {
      beginImport(await host.chooseFiles());
    } catch (error) {
      reportError(error);
    }
  }, [host]);
}
