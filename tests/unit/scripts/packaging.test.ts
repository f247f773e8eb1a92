/** What goes into the package: a valid plan for every system, icons of every size, licences of everything, a sound Debian package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../../helpers/builtProgram';

const builderSchema = z.object({
  fileAssociations: z.array(z.object({ ext: z.string(), mimeType: z.string() })),
  linux: z.object({ target: z.array(z.string()), icon: z.string() }),
  win: z.object({ target: z.array(z.string()), icon: z.string() }),
  mac: z.object({ target: z.array(z.string()), icon: z.string() }),
  electronFuses: z.record(z.string(), z.boolean()),
});
const plan: unknown = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
const builder = builderSchema.parse(plan);
const iconsDir = join(root, 'resources/icons');

test('electron-builder accepts its plan', async () => {
  const { validateConfiguration } = (await import('app-builder-lib/out/util/config/config.js')) as { validateConfiguration(config: unknown, log: unknown): Promise<void> };
  await expect(validateConfiguration(plan, { isEnabled: false, add: () => undefined })).resolves.toBeUndefined();
  await expect(validateConfiguration({ ...(plan as object), noSuchKey: true }, { isEnabled: false, add: () => undefined })).rejects.toThrow(/noSuchKey/);
});

test('every target of the plan is there, and tables open with the app', () => {
  expect([...builder.linux.target, ...builder.win.target, ...builder.mac.target]).toEqual(['AppImage', 'deb', 'nsis', 'dmg', 'zip']);
  expect(builder.fileAssociations.map(({ mimeType }) => mimeType)).toEqual(['text/csv', 'text/tab-separated-values']);
});

/** Width of a PNG stands at byte 16, big-endian. */
const pngWidth = (bytes: Buffer): number => (bytes.subarray(1, 4).toString('latin1') === 'PNG' ? bytes.readUInt32BE(16) : 0);

test('icons: PNGs of the sizes they name, and containers that hold what their entries say', () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) expect(pngWidth(readFileSync(join(iconsDir, `almanac-${size}.png`)))).toBe(size);
  const ico = readFileSync(join(root, builder.win.icon));
  const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => 6 + 16 * i);
  expect(entries.map((at) => pngWidth(ico.subarray(ico.readUInt32LE(at + 12), ico.readUInt32LE(at + 12) + ico.readUInt32LE(at + 8))))).toEqual(entries.map((at) => ico.readUInt8(at) || 256));
  const icns = readFileSync(join(root, builder.mac.icon));
  expect(icns.subarray(0, 4).toString()).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const widths: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) widths[icns.subarray(at, at + 4).toString()] = pngWidth(icns.subarray(at + 8));
  expect(widths).toEqual({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 });
});

test('the notices name every package that comes along, each with a licence', async () => {
  const { collectNotices } = (await import(join(root, 'scripts/notices.mjs'))) as { collectNotices(): { name: string; version: string; licence: string; text: string }[] };
  const notices = collectNotices();
  const names = notices.map(({ name }) => name);
  for (const name of ['better-sqlite3', '@duckdb/node-api', 'zod', 'react', '@mantine/core', 'plotly.js', '@fontsource-variable/inter', 'node']) expect(names).toContain(name);
  for (const name of ['vitest', 'electron-builder', 'typescript', 'eslint']) expect(names).not.toContain(name);
  expect(notices.filter(({ licence, text }) => licence === 'see its text' && text === '')).toEqual([]);
  expect(new Set(notices.map(({ name, version }) => `${name} ${version}`)).size).toBe(notices.length);
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const [name, version] of Object.entries(manifest.dependencies)) expect(notices.some((each) => each.name === name && each.version === version), name).toBe(true);
  // Licences that ask for their text to travel along.
  expect(notices.filter(({ licence, text }) => /Apache|BSD|OFL/.test(licence) && text === '').map(({ name }) => name)).toEqual([]);
});

test('the Debian texts name the program, the types and the licence', async () => {
  const contents = (await import(join(root, 'scripts/debian/contents.mjs'))) as { desktopEntry(plan: unknown): string; controlFile(manifest: unknown, plan: unknown, architecture: string, kib: number): string; mimeTypes: string };
  const entry = contents.desktopEntry(plan);
  expect(entry).toMatch(/^\[Desktop Entry\]\n/);
  for (const line of ['Exec=/opt/Almanac/almanac %F', 'MimeType=text/csv;text/tab-separated-values;application/vnd.almanac.project+json;', 'StartupWMClass=Almanac', 'Terminal=false']) expect(entry.split('\n')).toContain(line);
  const control = contents.controlFile({ version: '1.2.3' }, plan, 'amd64', 7);
  expect(control).toMatch(/^Package: almanac\nVersion: 1\.2\.3\nArchitecture: amd64\n/);
  // Every line of a long text begins with one space, or dpkg reads it as a field.
  expect(control.split('\nDescription: ')[1]?.trimEnd().split('\n').slice(1).every((line) => /^ \S/.test(line))).toBe(true);
  expect(contents.mimeTypes).toContain('glob pattern="almanac.json"');
});
