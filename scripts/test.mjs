/**
 * Sets everything up and runs all tests: unit, contract, storage, architecture, command line, then the real Electron
 * and browser mode. `npm test -- unit`, `headless` or `e2e` runs one group; words after it choose test files.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildIfNewer } from './build.mjs';
import { ensureVirtualDisplay, startVirtualDisplay } from './display.mjs';
import { resolveElectron } from './electronRuntime.mjs';
import { makeMemoryFolder } from './memoryFolder.mjs';
import { engineNode } from './programs.mjs';
import { projectRoot, say } from './say.mjs';
import { ensurePackages, findChromium, libraryGaps } from './systemPackages.mjs';

const groups = ['unit', 'headless', 'e2e'];
const windowsAtOnce = 2;
const [first, ...rest] = process.argv.slice(2);
const chosen = groups.includes(first) ? [first] : groups;
const filters = groups.includes(first) ? rest : process.argv.slice(2);
const results = join(projectRoot, 'test-results');
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const work = makeMemoryFolder();
let broken = false;

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await buildIfNewer();

for (const group of chosen.filter((name) => name !== 'e2e')) {
  const report = join(results, `${group}.json`);
  run(['node_modules/vitest/vitest.mjs', 'run', '--project', group, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters], group);
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    add(numPassedTests, numFailedTests, numPendingTests + numTodoTests);
    failures.push(...vitestFailures(testResults));
  }
}
if (chosen.includes('e2e')) await runWindows();

work.close();

// The lines above can be thousands: what failed stands once more where everyone looks.
for (const { name, message } of failures) process.stdout.write(`FAILED ${name}\n${message.split('\n').slice(0, 8).map((line) => `    ${line}`).join('\n')}\n`);
if (broken && total.failed === 0) say('every test passed, but a group ended with an error outside of its tests; the lines above say where.');
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(broken || total.failed > 0 ? 1 : 0);

async function runWindows() {
  const electron = await resolveElectron();
  const isReady = [
    ensurePackages('window', () => libraryGaps(electron.executable).length === 0, 'the window'),
    ensurePackages('browser', () => findChromium() !== null, 'the test of browser mode'),
    ensureVirtualDisplay(),
  ].every(Boolean);
  const displays = isReady && process.platform === 'linux' ? await startDisplays() : [];
  if (process.platform === 'linux' && displays.length === 0) {
    broken = true;
    say('the tests on the real Electron did not run.');
    return;
  }
  const report = join(results, 'e2e.json');
  const env = { ALMANAC_ELECTRON: JSON.stringify(electron), ALMANAC_CHROMIUM: findChromium() ?? '', PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...(displays.length > 0 ? { ALMANAC_DISPLAYS: displays.map(({ name }) => name).join(' ') } : {}) };
  run(['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/e2e/playwright.config.ts', '--pass-with-no-tests', '--reporter=list,json', ...filters], 'e2e', env);
  for (const display of displays) display.close();
  if (existsSync(report)) {
    const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
    add(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
    failures.push(...suites.flatMap(playwrightFailures));
  }
}

/** One for each file of tests that goes beside others. */
async function startDisplays() {
  const displays = [];
  for (let i = 0; i < windowsAtOnce; i++) displays.push(await startVirtualDisplay());
  return displays.filter((display) => display !== null);
}

function vitestFailures(files) {
  return files.flatMap(({ name, message, assertionResults }) => {
    const file = relative(projectRoot, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0 && message) return [{ name: file, message }];
    return failed.map(({ fullName, failureMessages }) => ({ name: `${file} > ${fullName}`, message: failureMessages.join('\n') }));
  });
}

function playwrightFailures({ specs, suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map((spec) => ({
    name: `${spec.file} > ${spec.title}`,
    message: spec.tests.flatMap(({ results: tries }) => tries.flatMap(({ errors }) => errors.map(({ message }) => stripVTControlCharacters(message)))).join('\n'),
  }));
  return [...own, ...suites.flatMap(playwrightFailures)];
}

function run(args, group, env = {}) {
  const startedAt = Date.now();
  const done = spawnSync(engineNode, args, { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, TMPDIR: work.path, ...env } });
  if (done.status !== 0) broken = true;
  say(`${group}: ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
}

function add(passed, failed, skipped) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
