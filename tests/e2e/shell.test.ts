/** The shell is closed from the first day: no Node in the page, no way out, every request refused that is not its own. */
import { expect, test } from '@playwright/test';
import { enginePid, launchApp, waitUntilUsable, type LaunchedApp } from '../helpers/launchApp';

test.describe.configure({ mode: 'serial' });

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
  await waitUntilUsable(launched.page);
});
test.afterAll(() => launched?.close());

test('opens one window on its own origin and paints data from the engine', async () => {
  expect(new URL(launched.page.url()).href.startsWith('app://almanac/')).toBe(true);
  expect(launched.app.windows()).toHaveLength(1);
  await expect(launched.page.locator('#root')).not.toBeEmpty();
  expect(launched.complaints).toEqual([]);
});

test('sends the content security policy as a header', async () => {
  const headers = await launched.page.evaluate(async () => {
    const answer = await fetch(`${location.origin}/index.html`);
    return Object.fromEntries(answer.headers);
  });
  const policy = headers['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "connect-src 'self'"]) expect(policy).toContain(part);
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).toMatch(/style-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('gives the page no Node and no Electron, only its one object of plain functions', async () => {
  const seen = await launched.page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window),
    bridge: Object.entries(window.almanac ?? {}).map(([name, value]) => `${name}:${typeof value}`),
  }));
  expect(seen.globals).toEqual([]);
  expect(seen.bridge.sort()).toEqual([
    'chooseFiles:function',
    'chooseFolder:function',
    'clearRecentProjects:function',
    'copyDiagnostics:function',
    'grantDropped:function',
    'grantDroppedFolder:function',
    'newProject:function',
    'notify:function',
    'onEngineState:function',
    'onFrame:function',
    'onGoTo:function',
    'onMenu:function',
    'onOpenFiles:function',
    'openProject:function',
    'openRecentProject:function',
    'openShellLicences:function',
    'platform:string',
    'recentProjects:function',
    'rememberTheme:function',
    'restoreBackup:function',
    'revealLogs:function',
    'saveFile:function',
    'sendFrame:function',
    'tellRooms:function',
    'versions:function',
  ]);
});

test('keeps context isolation, sandbox and web security on', async () => {
  const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
});

test('refuses navigation, new windows and embedded pages', async () => {
  const { page, app } = launched;
  const before = page.url().split('#')[0];
  await page.evaluate(() => {
    window.open('https://example.invalid/');
    window.open('app://almanac/');
    const link = document.createElement('a');
    link.href = 'https://example.invalid/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.target = '';
    link.click();
    link.remove();
    const frame = document.createElement('iframe');
    frame.src = 'https://example.invalid/';
    frame.id = 'foreign';
    document.body.append(frame);
    document.body.append(document.createElement('webview'));
    location.href = 'file:///etc/passwd';
  });
  await page.waitForTimeout(500);
  expect(page.url().split('#')[0]).toBe(before);
  expect(app.windows()).toHaveLength(1);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  expect(page.frames().map((frame) => frame.url()).filter((url) => url.includes('example'))).toEqual([]);
  await page.evaluate(() => document.querySelectorAll('#foreign, webview').forEach((element) => element.remove()));
});

test('denies every permission', async () => {
  const answers = await launched.page.evaluate(async () => {
    const outcome = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'granted', (error: Error) => error.name);
    return {
      notification: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      clipboard: await outcome(navigator.clipboard.readText()),
      midi: await outcome(navigator.requestMIDIAccess({ sysex: true })),
    };
  });
  expect(answers.notification).toBe('denied');
  expect(answers.geolocation).toBe('denied');
  for (const name of [answers.camera, answers.clipboard, answers.midi]) expect(name).not.toBe('granted');
});

test('runs no script that is not its own and loads nothing from elsewhere', async () => {
  const result = await launched.page.evaluate(async () => {
    const refused: string[] = [];
    const note = (event: SecurityPolicyViolationEvent): void => void refused.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const box = document.createElement('div');
    document.body.append(box);
    const script = document.createElement('script');
    script.textContent = 'window.injected = 1';
    box.append(script);
    box.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = 2"><img src="https://example.invalid/a.png"><style>body{outline:9px solid red}</style>');
    const base = document.createElement('base');
    base.href = 'https://example.invalid/';
    box.append(base);
    // Later, because code that the test itself runs is exempt from the policy.
    const evaluated = await new Promise((done) =>
      setTimeout(() => {
        try {
          done(new Function('return true')());
        } catch {
          done(false);
        }
      }),
    );
    const fetched = await Promise.all(['https://example.invalid/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'app://other/'].map((url) => fetch(url).then(() => url, () => 'refused')));
    await new Promise((done) => setTimeout(done, 300));
    const outline = getComputedStyle(document.body).outlineStyle;
    box.remove();
    document.removeEventListener('securitypolicyviolation', note);
    return { refused, evaluated, fetched, outline, injected: 'injected' in window };
  });
  expect(result.injected).toBe(false);
  expect(result.evaluated).toBe(false);
  expect(result.outline).toBe('none');
  expect(result.fetched).toEqual(['refused', 'refused', 'refused', 'refused']);
  for (const directive of ['script-src-elem', 'script-src-attr', 'img-src', 'style-src-elem', 'base-uri', 'connect-src']) expect(result.refused).toContain(directive);
});

test('serves nothing outside the page’s folder', async () => {
  const statuses = await launched.page.evaluate(() => Promise.all(['/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5cpackage.json', '/%00', '/assets', '/index.html%00.js', '/%252e%252e/package.json'].map((path) => fetch(`app://almanac${path}`).then((answer) => answer.status, () => 404))));
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('takes a file only from a real drop or dialog', async () => {
  const answer = await launched.page.evaluate(() => window.almanac?.grantDropped(new File(['a,b\n1,2\n'], 'made-up.csv')).then(() => 'granted', (error: Error) => error.message));
  expect(answer).toContain('Only a file from this computer');
  const folder = await launched.page.evaluate(() => window.almanac?.grantDroppedFolder(new File([''], 'made-up')).then(() => 'granted', (error: Error) => error.message));
  expect(folder).toContain('Only a file from this computer');
});

test('answers nobody but its own page', async () => {
  const answers = await launched.app.evaluate(async ({ app, BrowserWindow }) => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true, preload: `${app.getAppPath()}/out/preload/preload.cjs` } });
    await stranger.loadURL('data:text/html,<p>stranger');
    const asked = (await stranger.webContents.executeJavaScript("window.almanac.recentProjects().then(() => 'answered', (error) => error.message)")) as string;
    const framed = (await stranger.webContents.executeJavaScript("new Promise((done) => { window.almanac.onFrame(() => done('answered')); window.almanac.sendFrame({ t: 'call', id: 1, name: 'project.info', input: {} }); setTimeout(() => done('silence'), 500); })")) as string;
    stranger.destroy();
    return { asked, framed };
  });
  expect(answers.asked).toContain('does not offer');
  expect(answers.framed).toBe('silence');
});

test('a window cannot name a path', async () => {
  const answer = await launched.page.evaluate(
    () =>
      new Promise((done) => {
        window.almanac?.onFrame((frame) => {
          if (frame.t === 'fail' && frame.id === 987_654) done(frame.error.code);
          if (frame.t === 'ok' && frame.id === 987_654) done('granted');
        });
        window.almanac?.sendFrame({ t: 'call', id: 987_654, name: 'files.grant', input: { path: '/etc/passwd' } });
      }),
  );
  expect(answer).toBe('invalid-input');
});

test('a killed engine is started again and the window fetches anew', async () => {
  const { page, app } = launched;
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenStates: seen });
    window.almanac?.onEngineState(({ state }) => seen.push(state));
  });
  process.kill(enginePid(app.process().pid ?? 0), 'SIGKILL');
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'seenStates') as string[])).toEqual(['running', 'restarting', 'running']);
});
