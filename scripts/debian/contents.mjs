/** The texts of the Debian package, from package.json and electron-builder.yml. */

/** What the app links or opens at run time; the second names are those of Debian 13 and Ubuntu 24.04. */
const depends = [
  'libc6 (>= 2.28)', 'libstdc++6', 'libgcc-s1',
  'libgtk-3-0 | libgtk-3-0t64', 'libglib2.0-0 | libglib2.0-0t64', 'libatk1.0-0 | libatk1.0-0t64', 'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64', 'libcups2 | libcups2t64', 'libasound2 | libasound2t64', 'libcairo2', 'libpango-1.0-0', 'libdbus-1-3',
  'libdrm2', 'libexpat1', 'libgbm1', 'libnspr4', 'libnss3', 'libx11-6', 'libxcb1', 'libxcomposite1', 'libxdamage1', 'libxext6', 'libxfixes3',
  'libxkbcommon0', 'libxrandr2', 'libxss1',
];
const recommends = ['libnotify4', 'xdg-utils'];

/** The file that makes a folder a project; opening it opens the project. */
const projectType = 'application/vnd.almanac.project+json';

export const declaredPackages = depends.flatMap((each) => each.split('|').map((name) => name.trim().split(' ')[0]));

export function controlFile(manifest, builder, architecture, installedKib) {
  return `${[
    'Package: almanac',
    `Version: ${manifest.version}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${builder.linux.maintainer}`,
    `Installed-Size: ${installedKib}`,
    `Depends: ${depends.join(', ')}`,
    `Recommends: ${recommends.join(', ')}`,
    'Section: science',
    'Priority: optional',
    `Description: ${builder.linux.synopsis}`,
    ...foldText(builder.linux.description).map((line) => ` ${line}`),
  ].join('\n')}\n`;
}

export function desktopEntry(builder) {
  const types = [...builder.fileAssociations.map(({ mimeType }) => mimeType), projectType];
  return `${[
    '[Desktop Entry]',
    'Type=Application',
    `Name=${builder.productName}`,
    `Comment=${builder.linux.synopsis}`,
    'Exec=/opt/Almanac/almanac %F',
    'Icon=almanac',
    'Terminal=false',
    `Categories=${builder.linux.category};`,
    `MimeType=${types.join(';')};`,
    `StartupWMClass=${builder.productName}`,
    ...Object.entries(builder.linux.desktop.entry).map(([name, value]) => `${name}=${value}`),
  ].join('\n')}\n`;
}

export const mimeTypes = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="${projectType}">
    <comment>Almanac project</comment>
    <sub-class-of type="application/json"/>
    <glob pattern="almanac.json" weight="80"/>
    <icon name="almanac"/>
  </mime-type>
</mime-info>
`;

/** The desktop's own lists of applications, types and icons are read anew; where a program is missing, so is its list. */
const refresh = `if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
`;

export const postInstall = `#!/bin/sh
set -e
${refresh}`;

/** dpkg removes every file by itself; what users made lies in their own folders and stays. */
export const postRemove = postInstall;

export function copyrightFile(manifest) {
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Almanac

Files: *
Copyright: 2026 ${manifest.author}
License: Expat

Files: /opt/Almanac/*
Copyright: their authors, named in the files below
License: various
Comment:
 Electron: /opt/Almanac/LICENSE.electron.txt
 Chromium and its parts: /opt/Almanac/LICENSES.chromium.html
 Packages of the engine and of the page, and Node: Settings, About, Licences, or
 /opt/Almanac/resources/engine/out/notices.json

License: Expat
${foldText(mitLicence, 78).map((line) => ` ${line === '' ? '.' : line}`).join('\n')}
`;
}

const mitLicence = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function foldText(text, width = 76) {
  const lines = [''];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
