/**
 * Proof: the content security policy is the pinned one, no room of the window breaks it, and it stops what would run or
 * fetch: a script, an inline handler, eval, a picture from elsewhere, a base, a form. Each attack must be refused by an
 * event of its own directive, and none may leave a mark.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findElectron, openWindow, type OpenWindow } from '../../bench/electronWindow';
import { startVirtualDisplay } from '../display.mjs';
import type { ProofResult } from './proof';

const pinned =
  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-NONCE' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const rooms = ['home', 'data', 'quality', 'models', 'models/setup', 'models/runs', 'forecast', 'forecast/batch', 'forecast/report', 'monitor', 'automate', 'share', 'settings', 'settings/storage', 'settings/scoring', 'settings/about'];

/** What is tried, and the directive that must refuse it. Each would set `window.broken` if it ran. */
const attacks: Readonly<Record<string, readonly [directive: string, code: string]>> = {
  script: ['script-src-elem', "const s = document.createElement('script'); s.textContent = 'window.broken = 1'; document.body.append(s)"],
  handler: ['script-src-attr', "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\" onerror=\"window.broken = 2\">')"],
  // Later, because code that a debugger evaluates is exempt from the policy.
  eval: ['script-src', "setTimeout(() => { try { new Function('window.broken = 3')() } catch {} })"],
  picture: ['img-src', "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.invalid/a.png\">')"],
  base: ['base-uri', "const b = document.createElement('base'); b.href = 'https://example.invalid/'; document.head.append(b)"],
  form: ['form-action', "const f = document.createElement('form'); f.action = 'https://example.invalid/'; document.body.append(f); f.requestSubmit()"],
};

const seenSchema = z.object({ refused: z.array(z.string()), broken: z.unknown().optional() });

export async function prove(): Promise<ProofResult> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-csp-'));
  const display = await startVirtualDisplay();
  if (!display) return { counts: {}, failures: ['Xvfb is missing, so no window can be opened'] };
  const electron = findElectron();
  const window = await openWindow(electron.executable, [...electron.args, `--user-data-dir=${folder}`], 'usable', { ...process.env, DISPLAY: display.name });
  try {
    return await attackWindow(window);
  } finally {
    await window.close();
    display.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

async function attackWindow(window: OpenWindow): Promise<ProofResult> {
  const counts = { headers: 0, rooms: 0, 'attacks refused': 0 };
  const failures: string[] = [];
  const header = await window.evaluate("fetch(location.origin + '/index.html').then((answer) => answer.headers.get('content-security-policy'))");
  const policy = String(header).replace(/'nonce-[A-Za-z0-9+/=]{20,}'/, "'nonce-NONCE'");
  if (policy === pinned) counts.headers++;
  else failures.push(`the header is not the pinned one: ${policy}`);

  await window.evaluate("window.refused = []; document.addEventListener('securitypolicyviolation', (event) => window.refused.push(event.effectiveDirective))");
  const seen = async (): Promise<z.infer<typeof seenSchema>> => seenSchema.parse(await window.evaluate('({ refused: window.refused.splice(0), broken: window.broken })'));
  for (const room of rooms) {
    await window.evaluate(`location.hash = '#/${room}'; new Promise((done) => setTimeout(done, 900))`);
    const { refused } = await seen();
    if (refused.length === 0) counts.rooms++;
    else failures.push(`${room} broke ${refused.join(', ')}`);
  }
  for (const [name, [directive, code]] of Object.entries(attacks)) {
    await window.evaluate(`{ ${code} }; new Promise((done) => setTimeout(done, 400))`);
    const { refused, broken } = await seen();
    if (refused.includes(directive) && broken === undefined) counts['attacks refused']++;
    else failures.push(`${name}: ${broken === undefined ? `refused by ${refused.join(', ') || 'nothing'}, not by ${directive}` : 'it ran'}`);
  }
  return { counts, failures };
}
