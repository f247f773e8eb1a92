/** Asks for a folder and reads the data of DVC in it; null where the window cannot name a folder. */
import { useMemo } from 'react';
import { useHost } from '../engine';
import { useDvcPlaces } from './dvcPlaces';
import { reportError } from './notices';

export function useReadDvc(): (() => void) | null {
  const { chooseFolder } = useHost();
  return useMemo(() => {
    if (!chooseFolder) return null;
    return () => {
      chooseFolder().then((chosen) => chosen && useDvcPlaces.getState().add([{ ticket: chosen.ticket, name: chosen.folder.split(/[/\\]/).at(-1) ?? chosen.folder }]), reportError);
    };
  }, [chooseFolder]);
}
