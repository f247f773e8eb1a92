/** Entry of the window: styles in their order, then the connection, then the first view. */
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/tokens.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { takeDrops } from './app/fileDrops';
import { connect } from './engine/connection';
import { host } from './engine/host';

takeDrops(host);
const root = document.getElementById('root');
if (root) createRoot(root).render(<App host={host} connection={connect(host)} />);
