/** The appearance, kept for the next start by this window and by the shell. */
import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useHost } from '../engine/EngineContext';

export function useAppearance(): { readonly appearance: MantineColorScheme; readonly setAppearance: (scheme: MantineColorScheme) => void } {
  const host = useHost();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return {
    appearance: colorScheme,
    setAppearance(scheme) {
      setColorScheme(scheme);
      host.rememberTheme?.(scheme === 'auto' ? 'system' : scheme);
    },
  };
}
