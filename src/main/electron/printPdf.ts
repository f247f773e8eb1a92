/** Prints a document in a hidden window: no script runs, no request leaves it, and it is gone afterwards. */
import { BrowserWindow, session } from 'electron';
import { randomUUID } from 'node:crypto';
import { EngineError } from '@shared/contract/errors';
import { appOrigin } from '@shared/contract/bridge';
import type { PrintDocument } from '@shared/contract/shellRequests';
import { shellMessages } from '@shared/messages/shell';

const scheme = new URL(appOrigin).protocol;
/** Not the page's own host, so that nothing printed counts as the app's page. */
const address = `${scheme}//print/`;
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const timeLimitMs = 60_000;
/** Inches, as printToPDF wants them. */
const margins = { top: 0.5, bottom: 0.65, left: 0.5, right: 0.5 };

export async function printPdf(document: PrintDocument): Promise<Uint8Array> {
  const window = new BrowserWindow({
    show: false,
    width: 900,
    height: 1200,
    webPreferences: { session: closedSession(document.html), javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, spellcheck: false, images: true },
  });
  try {
    return await withinLimit(async () => {
      await window.loadURL(address);
      const options = { pageSize: document.paper, printBackground: true, preferCSSPageSize: false, margins, displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: footer(document.title), generateTaggedPDF: true, generateDocumentOutline: true };
      return new Uint8Array(await window.webContents.printToPDF(options));
    });
  } finally {
    window.destroy();
  }
}

/** A session in memory, of this one document, that answers nothing but the document. */
function closedSession(html: string): Electron.Session {
  const own = session.fromPartition(`print-${randomUUID()}`, { cache: false });
  own.protocol.handle(scheme.slice(0, -1), (request) =>
    request.url === address ? new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy } }) : new Response(null, { status: 404 }),
  );
  own.webRequest.onBeforeRequest((request, answer) => answer({ cancel: request.url !== address && !request.url.startsWith('data:') }));
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
  return own;
}

function footer(title: string): string {
  const { page, of } = shellMessages.print;
  return `<div style="width:100%;margin:0 0.5in;font:8px sans-serif;color:#4d555e;display:flex;justify-content:space-between"><span>${escapeHtml(title)}</span><span>${page} <span class="pageNumber"></span> ${of} <span class="totalPages"></span></span></div>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

async function withinLimit<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new EngineError('internal', shellMessages.print.failed, { limitMs: timeLimitMs }, { retryable: true })), timeLimitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
