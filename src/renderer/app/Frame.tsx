/** The frame around every view: rail, top bar, content, status line, and what opens over them. */
import { Suspense, useEffect } from 'react';
import { useHost } from '../engine/EngineContext';
import { Skeleton } from '../ui/Skeleton';
import { CommandPalette } from './CommandPalette';
import { DropArea } from './DropArea';
import { DvcDialog } from './DvcDialog';
import { useDvcPlaces } from './dvcPlaces';
import { SeveralFilesDialog } from './SeveralFilesDialog';
import { EngineBanner } from './EngineBanner';
import { ErrorBoundary } from './ErrorBoundary';
import styles from './Frame.module.css';
import { useFrameStore } from './frameStore';
import { JobNotices } from './JobNotices';
import { KeyboardSheet } from './KeyboardSheet';
import { useGlobalKeys } from './keys';
import { readLineage } from './lineageAddress';
import { LineagePanel } from './LineagePanel';
import { Rail } from './Rail';
import { RenameDialog } from './RenameDialog';
import { rooms } from './rooms';
import { formatAddress, navigate, useAddress } from './router';
import { StatusLine } from './StatusLine';
import { TopBar } from './TopBar';
import { useUsableMark } from './useUsableMark';
import { beginImport, useImportFile } from './waitingFiles';
import { appMessages } from './messages';

export function Frame() {
  const address = useAddress();
  const room = rooms.find((candidate) => candidate.id === address.room) ?? rooms[0];
  const { dialog, close } = useFrameStore();
  const dvc = useDvcPlaces((state) => state.places[0]);
  useGlobalKeys();
  useShellCommands();
  useUsableMark();
  const lineage = readLineage(address.query);
  if (!room) return null;
  const { Page } = room;
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content" onClick={(event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>{appMessages.words.skipToContent}</a>
      <Rail current={room.id} />
      <div className={styles.column}>
        <TopBar />
        <EngineBanner />
        <main id="content" className={styles.content} tabIndex={-1}>
          <ErrorBoundary resetKey={`${room.id}/${address.parts.join('/')}`}>
            <Suspense fallback={<PageSkeleton />}>
              <Page />
            </Suspense>
          </ErrorBoundary>
        </main>
        <StatusLine />
      </div>
      <DropArea />
      <SeveralFilesDialog />
      <JobNotices />
      {lineage && <LineagePanel key={`${lineage.kind} ${lineage.id}`} {...lineage} />}
      {dvc && <DvcDialog key={dvc.ticket} place={dvc} />}
      {dialog === 'palette' && <CommandPalette onClose={close} />}
      {dialog === 'keyboard' && <KeyboardSheet onClose={close} />}
      {dialog === 'rename' && <RenameDialog onClose={close} />}
    </div>
  );
}

/** What the shell's menu and the desktop ask of the window. */
function useShellCommands(): void {
  const host = useHost();
  const importFile = useImportFile();
  const open = useFrameStore((state) => state.open);
  useEffect(() => host.onMenu?.((command) => (command === 'import' ? void importFile() : open(command))), [host, importFile, open]);
  useEffect(() => host.onGoTo?.((address) => navigate(address)), [host]);
  useEffect(() => host.tellRooms?.(rooms.map(({ id }) => ({ address: formatAddress(id), label: appMessages.rooms[id] }))), [host]);
  useEffect(() => host.onOpenFiles?.(beginImport), [host]);
}

function PageSkeleton() {
  return (
    <div className={styles.pageSkeleton} aria-busy="true">
      <Skeleton height={28} width={280} />
      <Skeleton height={240} />
      <Skeleton height={240} />
    </div>
  );
}
