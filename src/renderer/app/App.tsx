/** Providers around the frame: theme, engine, notifications, and the net below everything. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { Connection } from '../engine/connection';
import { EngineProvider } from '../engine/EngineContext';
import { styleNonce, type Host } from '../engine/host';
import { ErrorBoundary } from './ErrorBoundary';
import { Frame } from './Frame';
import { followContrast, usePreferences } from './preferences';
import { theme } from './theme';

const colorSchemes = localStorageColorSchemeManager({ key: 'almanac-appearance' });

export function App({ host, connection }: { readonly host: Host; readonly connection: Connection }) {
  const numbers = usePreferences((state) => state.numbers);
  const dates = usePreferences((state) => state.dates);
  useEffect(followContrast, []);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemes} getStyleNonce={styleNonce} withCssVariables={false}>
      <Notifications position="bottom-right" limit={3} autoClose={7000} />
      <EngineProvider host={host} connection={connection}>
        <ErrorBoundary>
          {/* Numbers and dates are written while drawing, so another way of writing draws everything anew. */}
          <Frame key={`${numbers} ${dates}`} />
        </ErrorBoundary>
      </EngineProvider>
    </MantineProvider>
  );
}
