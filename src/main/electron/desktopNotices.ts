/** What the operating system shows for the app: notices of finished work, progress in the task bar, and no sleep meanwhile. */
import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import { z } from 'zod';
import type { DesktopNotice } from '@shared/contract/bridge';
import { eventSchemas } from '@shared/contract/events';
import type { EngineFrame } from '@shared/contract/frames';

/** Shown only where the window does not have the focus: whoever looks at it sees the page's own notice. */
export function showNotice({ title, body, address }: DesktopNotice, window: BrowserWindow | null, goTo: (address: string) => void): void {
  if (!window || window.isFocused() || !Notification.isSupported()) return;
  const notice = new Notification({ title, body, silent: true });
  notice.on('click', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (address !== null) goTo(address);
  });
  notice.show();
}

export interface WorkSigns {
  /** Every frame the engine sends to the window. */
  hear(frame: EngineFrame): void;
  clear(): void;
}

const runningJobsSchema = z.array(z.object({ id: z.string(), state: z.string() }));

/**
 * Shows the share of the running jobs in the task bar and keeps the computer awake while there are any.
 * @param askJobs the newest jobs, as the engine lists them
 */
export function createWorkSigns(windowNow: () => BrowserWindow | null, askJobs: (schema: typeof runningJobsSchema) => Promise<z.infer<typeof runningJobsSchema>>): WorkSigns {
  const shares = new Map<string, number>();
  let blocker: number | null = null;

  function show(): void {
    const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
    const window = windowNow();
    if (window && !window.isDestroyed()) window.setProgressBar(shares.size === 0 ? -1 : total / shares.size);
    if (shares.size > 0) blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  }

  async function look(): Promise<void> {
    const jobs = await askJobs(runningJobsSchema);
    const running = jobs.filter(({ state }) => state === 'running' || state === 'queued').map(({ id }) => id);
    for (const id of shares.keys()) if (!running.includes(id)) shares.delete(id);
    for (const id of running) if (!shares.has(id)) shares.set(id, 0);
    show();
  }

  return {
    hear(frame) {
      if (frame.t !== 'event') return;
      const progress = frame.name === 'jobProgress' ? eventSchemas.jobProgress.safeParse(frame.payload) : null;
      if (progress?.success && shares.has(progress.data.jobId)) {
        shares.set(progress.data.jobId, progress.data.progress.fraction);
        show();
      }
      const changed = frame.name === 'changed' ? eventSchemas.changed.safeParse(frame.payload) : null;
      // An engine that is just stopping does not answer; then the signs are cleared anyway.
      if (changed?.success && changed.data.area === 'jobs') void look().catch(() => this.clear());
    },
    clear() {
      shares.clear();
      show();
    },
  };
}
