/** Closes every way out of the page: permissions, navigation, new windows, guests, the network. */
import { app, session, type WebContents } from 'electron';
import { isOwnAddress } from './appProtocol';

/** Chromium's own background traffic; the app resolves no name at all. */
const switches: readonly (readonly [string, string?])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['no-pings'],
];

/** Before the app is ready. */
export function lockDownApp(): void {
  // As root Chromium starts only with --no-sandbox, and this call would take that switch back.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
}

/** Once the app is ready, before the first window. */
export function lockDownSession(): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.setSpellCheckerEnabled(false);
  own.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isAllowedRequest(request.url) }));
  own.on('will-download', (event) => event.preventDefault());
}

function isAllowedRequest(url: string): boolean {
  return isOwnAddress(url) || url.startsWith('data:') || url.startsWith('blob:app://') || (!app.isPackaged && url.startsWith('devtools:'));
}

function lockDownContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // The report preview is a frame with its text given in place; no other frame goes anywhere.
    if (event.isMainFrame || event.url !== 'about:srcdoc') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
