/** Draws resources/icons anew from almanac.svg, with the Chromium of the system: PNGs, and the containers of Windows and macOS. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { projectRoot } from './say.mjs';
import { findChromium } from './systemPackages.mjs';

const folder = join(projectRoot, 'resources', 'icons');
const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** Type codes of Apple's icon container; the second row is for screens of double density. */
const icnsTypes = [['ic07', 128], ['ic08', 256], ['ic09', 512], ['ic10', 1024], ['ic11', 32], ['ic12', 64], ['ic13', 256], ['ic14', 512]];

const svg = readFileSync(join(folder, 'almanac.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const pictures = new Map();
for (const size of new Set([...pngSizes, ...icnsTypes.map(([, size]) => size)])) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  pictures.set(size, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();

for (const size of pngSizes) writeFileSync(join(folder, `almanac-${size}.png`), pictures.get(size));
writeFileSync(join(folder, 'almanac.ico'), writeIco(icoSizes));
writeFileSync(join(folder, 'almanac.icns'), writeIcns(icnsTypes));

/** Header, one entry of 16 bytes per picture, then the PNGs. A side of 256 is written as 0. */
function writeIco(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  for (const [i, size] of sizes.entries()) {
    const { length } = pictures.get(size);
    const entry = 6 + 16 * i;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += length;
  }
  return Buffer.concat([head, ...sizes.map((size) => pictures.get(size))]);
}

function writeIcns(types) {
  const parts = types.map(([type, size]) => block(type, pictures.get(size)));
  return block('icns', Buffer.concat(parts));
}

function block(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}
