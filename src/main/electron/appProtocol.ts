/** Serves the page's files under app://almanac, with the content security policy as a header. */
import { protocol } from 'electron';
import { appOrigin } from '@shared/contract/bridge';
import { readStaticFile } from '../headless/staticFiles';

const { protocol: scheme, host } = new URL(appOrigin);

/** Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: scheme.slice(0, -1), privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export function serveApp(rendererDir: string): void {
  protocol.handle(scheme.slice(0, -1), async (request) => {
    const address = new URL(request.url);
    if (address.host !== host || (request.method !== 'GET' && request.method !== 'HEAD')) return new Response(null, { status: 403 });
    const answer = await readStaticFile(rendererDir, address.pathname);
    return answer ? new Response(new Uint8Array(answer.body), { headers: answer.headers }) : new Response(null, { status: 404 });
  });
}

/** True for an address of the page itself. */
export function isOwnAddress(url: string): boolean {
  try {
    const address = new URL(url);
    return address.protocol === scheme && address.host === host;
  } catch {
    return false;
  }
}
