/** What is open over the window. */
import { create } from 'zustand';

export type FrameDialog = 'palette' | 'keyboard' | 'rename';

interface FrameState {
  readonly dialog: FrameDialog | null;
  readonly jobsOpen: boolean;
  readonly open: (dialog: FrameDialog) => void;
  readonly close: () => void;
  readonly setJobsOpen: (open: boolean) => void;
}

export const useFrameStore = create<FrameState>((set) => ({
  dialog: null,
  jobsOpen: false,
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
  setJobsOpen: (jobsOpen) => set({ jobsOpen }),
}));
