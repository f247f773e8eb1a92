/** Projects as far as the host offers them: opening goes through the shell, which replaces the engine behind this window. */
import { useEffect, useMemo, useState } from 'react';
import { useConnection, useHost } from '../engine/EngineContext';
import type { RecentProject } from '../engine/host';
import { useCurrentData } from './currentData';
import { reportError } from './notices';
import { navigate } from './router';
import { useWaitingFiles } from './waitingFiles';

export interface Projects {
  readonly recent: readonly RecentProject[];
  readonly create?: () => void;
  readonly open?: () => void;
  readonly openRecent?: (id: string) => void;
}

export function useProjects(): Projects {
  const host = useHost();
  const { cache } = useConnection();
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);
  useEffect(() => {
    let current = true;
    host.recentProjects?.().then((list) => current && setRecent(list), reportError);
    return () => {
      current = false;
    };
  }, [host]);
  return useMemo(() => {
    const after = (work: Promise<{ readonly opened: boolean }>): void => {
      work.then(({ opened }) => {
        if (!opened) return;
        useCurrentData.getState().look(null);
        useWaitingFiles.getState().forget();
        navigate('#/home');
        cache.drop();
      }, reportError);
    };
    const { newProject, openProject, openRecentProject } = host;
    return {
      recent,
      ...(newProject && { create: () => after(newProject()) }),
      ...(openProject && { open: () => after(openProject()) }),
      ...(openRecentProject && { openRecent: (id: string) => after(openRecentProject(id)) }),
    };
  }, [host, cache, recent]);
}
