/** Providers around the frame: theme, engine, notifications, and the net below everything. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { Connection } from '../engine/connection';
import { EngineProvider } from '../engine/EngineContext';
import { styleNonce, type Host } from '../engine/host';
import { ErrorBoundary } from './ErrorBoundary';
import { Frame } from './Frame';
import { theme } from './theme';

const colorSchemes = localStorageColorSchemeManager({ key: 'almanac-appearance' });

export function App({ host, connection }: { readonly host: Host; readonly connection: Connection }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemes} getStyleNonce={styleNonce} withCssVariables={false}>
      <Notifications position="bottom-right" limit={3} autoClose={7000} />
      <EngineProvider host={host} connection={connection}>
        <ErrorBoundary>
          <Frame />
        </ErrorBoundary>
      </EngineProvider>
    </MantineProvider>
  );
}
