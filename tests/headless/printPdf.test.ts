/** A PDF without an open app: the engine of the command line starts the app hidden, where a display can be had. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { printByHiddenShell } from '@main/headless/hiddenShell';
import { builtPrograms } from '../helpers/builtProgram';

afterEach(() => vi.unstubAllEnvs());
const never = new AbortController().signal;

test.skipIf(process.platform !== 'linux')('prints with page numbers, runs no script and asks nobody', { timeout: 180_000 }, async () => {
  let visits = 0;
  const server = createServer((_request, answer) => {
    visits++;
    answer.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const html = `<!doctype html><html lang="en"><title>t</title><style>p{break-after:page}</style><img src="${outside}/a.png"><script src="${outside}/b.js"></script><script>document.body.innerHTML = ''</script><p>One<p>Two<p>Three</html>`;
  const bytes = Buffer.from(await printByHiddenShell(builtPrograms)({ html, title: 'Hidden & printed', paper: 'A4' }, never));
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(3);
  // A4 is 210 x 297 mm, in points.
  expect(bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
  expect(visits).toBe(0);
});

test('where neither display nor virtual display is, it says that a window is needed', async () => {
  if (process.platform !== 'linux') return;
  vi.stubEnv('DISPLAY', '');
  vi.stubEnv('WAYLAND_DISPLAY', '');
  vi.stubEnv('PATH', '');
  await expect(printByHiddenShell(builtPrograms)({ html: '', title: '', paper: 'Letter' }, never)).rejects.toMatchObject({ code: 'pdf-needs-window' });
});
