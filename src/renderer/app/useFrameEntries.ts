/** What the palette offers in every view: rooms, data, runs, projects, appearance. */
import { useMemo } from 'react';
import { modelWords } from '@shared/messages/names';
import { useQuery } from '../engine/useQuery';
import { useAppearance } from './appearance';
import { useFrameStore } from './frameStore';
import { appMessages } from './messages';
import type { PaletteEntry } from './palette';
import { rooms } from './rooms';
import { formatAddress, navigate } from './router';

import { useExchangeEntries } from './useExchangeEntries';
import { useProjects } from './useProjects';
import { useImportFile } from './waitingFiles';

export function useFrameEntries(): readonly PaletteEntry[] {
  const datasets = useQuery('datasets.list', {});
  const overview = useQuery('project.overview', {});
  const importFile = useImportFile();
  const exchange = useExchangeEntries();
  const projects = useProjects();
  const { setAppearance } = useAppearance();
  const open = useFrameStore((state) => state.open);
  const setJobsOpen = useFrameStore((state) => state.setJobsOpen);
  return useMemo(() => {
    const entries: PaletteEntry[] = rooms.map((room, index) => ({ id: `room-${room.id}`, group: 'Go to', label: appMessages.rooms[room.id], keys: String(index + 1), run: () => navigate(formatAddress(room.id)) }));
    entries.push(...exchange);
    entries.push(
      { id: 'import', group: 'Do', label: appMessages.words.importAFile, keywords: 'csv open add data', run: () => void importFile() },
      { id: 'jobs', group: 'Do', label: appMessages.words.showJobs, keywords: 'running progress cancel', run: () => setJobsOpen(true) },
      { id: 'rename', group: 'Project', label: appMessages.renameProject, run: () => open('rename') },
    );
    if (projects.create) entries.push({ id: 'new-project', group: 'Project', label: appMessages.newProject, run: projects.create });
    if (projects.open) entries.push({ id: 'open-project', group: 'Project', label: appMessages.openProject, run: projects.open });
    for (const dataset of datasets.data ?? []) {
      const newest = dataset.versions[0];
      if (!newest) continue;
      entries.push(
        { id: `data-${dataset.id}`, group: 'Data', label: `${dataset.name} v${newest.number}`, keywords: newest.sourceName, run: () => navigate(formatAddress('data', [newest.snapshotId])) },
        { id: `check-${dataset.id}`, group: 'Data', label: `Check ${dataset.name} v${newest.number}`, keywords: 'quality validate', run: () => navigate(formatAddress('quality', [newest.snapshotId])) },
      );
      const previous = dataset.versions[1];
      if (previous) entries.push({ id: `compare-${dataset.id}`, group: 'Data', label: appMessages.words.compareVersions(dataset.name, previous.number, newest.number), keywords: 'what changed diff difference', run: () => navigate(formatAddress('data', ['compare'], { before: previous.snapshotId, after: newest.snapshotId })) });
    }
    for (const run of overview.data?.lastRuns ?? []) {
      entries.push({ id: `run-${run.id}`, group: 'Runs', label: `Run ${run.number} · ${modelWords[run.model].name}`, run: () => navigate(formatAddress('models', ['runs', run.id])) });
    }
    for (const scheme of ['auto', 'light', 'dark'] as const) {
      entries.push({ id: `theme-${scheme}`, group: appMessages.theme, label: appMessages.themes[scheme], keywords: 'appearance theme colour', run: () => setAppearance(scheme) });
    }
    entries.push({ id: 'keyboard', group: 'Window', label: appMessages.words.keyboardSheet, keys: '?', run: () => open('keyboard') });
    return entries;
    // setAppearance is made anew on each render and does the same each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [datasets.data, overview.data, importFile, exchange, projects, open, setJobsOpen]);
}
