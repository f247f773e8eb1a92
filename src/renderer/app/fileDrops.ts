/**
 * Takes files dropped anywhere on the window. The listeners belong to the window, not to a view: they are there before the
 * first view is drawn and stay while views come and go, so that no drop falls between two of them.
 */
import { create } from 'zustand';
import type { Host } from '../engine/host';
import { useDvcPlaces } from './dvcPlaces';
import { appMessages } from './messages';
import { reportError } from './notices';
import { beginImport } from './waitingFiles';

/** True while files are held over the window. */
export const useDropStore = create<{ readonly over: boolean }>(() => ({ over: false }));

interface Dropped {
  readonly file: File;
  readonly isFolder: boolean;
}

export function takeDrops(host: Host): void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
  const show = (over: boolean): void => {
    if (useDropStore.getState().over !== over) useDropStore.setState({ over });
  };
  const allow = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(true);
  };
  window.addEventListener('dragenter', allow);
  window.addEventListener('dragover', allow);
  // From one element to the next there is one entered; there is none where the window itself is left.
  window.addEventListener('dragleave', (event) => event.relatedTarget === null && show(false));
  window.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(false);
    take(host, droppedFiles(event.dataTransfer)).catch(reportError);
  });
}

/** What is a folder can only be asked while the event lasts. */
function droppedFiles(data: DataTransfer | null): readonly Dropped[] {
  return [...(data?.items ?? [])].flatMap((item) => {
    const file = item.getAsFile();
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }];
  });
}

async function take(host: Host, dropped: readonly Dropped[]): Promise<void> {
  const isDvc = ({ file, isFolder }: Dropped): boolean => isFolder || file.name.toLowerCase().endsWith('.dvc');
  const places = await Promise.all(dropped.filter(isDvc).map(async ({ file, isFolder }) => ({ ticket: await grantPlace(host, file, isFolder), name: file.name })));
  useDvcPlaces.getState().add(places);
  beginImport(await Promise.all(dropped.filter((each) => !isDvc(each)).map(({ file }) => host.grantFile(file))));
}

async function grantPlace(host: Host, file: File, isFolder: boolean): Promise<string> {
  if (!isFolder) return (await host.grantFile(file)).ticket;
  if (!host.grantFolder) throw new Error(appMessages.noFolderHere);
  return (await host.grantFolder(file)).ticket;
}
