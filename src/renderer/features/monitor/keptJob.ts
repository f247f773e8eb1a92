/** The look that is being kept, so that it is followed while the analyst changes views. */
import { create } from 'zustand';

interface KeptJob {
  readonly jobId: string | null;
  readonly keep: (jobId: string | null) => void;
}

export const useKeptJob = create<KeptJob>((set) => ({ jobId: null, keep: (jobId) => set({ jobId }) }));
