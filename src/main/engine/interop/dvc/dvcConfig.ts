/** DVC's settings (`.dvc/config`, the syntax of configobj): where caches and remotes lie, and adding a remote to them. */
import { isAbsolute, join, resolve } from 'node:path';
import { EngineError } from '@shared/contract/errors';
import { interopMessages } from '@shared/messages/interop';

export interface DvcConfig {
  /** The cache's folder as written, or null where it is the usual one. */
  readonly cacheDir: string | null;
  readonly defaultRemote: string | null;
  /** Addresses by name, as written. */
  readonly remotes: ReadonlyMap<string, string>;
}

/** Later texts win, as `config.local` over `config`. Lines that are neither section nor setting are passed over. */
export function readDvcConfig(...texts: readonly (string | null)[]): DvcConfig {
  let cacheDir: string | null = null;
  let defaultRemote: string | null = null;
  const remotes = new Map<string, string>();
  for (const text of texts) {
    let section = '';
    for (const line of (text ?? '').split(/\r?\n/)) {
      const heading = sectionOf(line);
      if (heading !== null) {
        section = heading;
        continue;
      }
      const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      const remote = remoteNamed(section);
      if (section === 'core' && name === 'remote') defaultRemote = bare(value);
      if (section === 'cache' && name === 'dir') cacheDir = bare(value);
      if (remote !== null && name === 'url') remotes.set(remote, bare(value));
    }
  }
  return { cacheDir, defaultRemote, remotes };
}

/** Null for an address of another kind than a folder. Relative ones start at the folder that holds the settings. */
export function folderOf(root: string, address: string): string | null {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(address)) return null;
  return isAbsolute(address) ? address : resolve(join(root, '.dvc'), address);
}

export interface RemoteSettings {
  readonly text: string;
  /** False where `dvc pull` asks another remote unless told. */
  readonly isDefault: boolean;
  /** The name it goes by: its own where it was there already. */
  readonly name: string;
}

/** The settings with a remote. One with the same address stays; one of that name with another address is a `conflict`. */
export function withRemote(text: string | null, name: string, url: string): RemoteSettings {
  const present = text ?? '[core]\n    no_scm = True\n';
  const { remotes, defaultRemote } = readDvcConfig(present);
  const known = [...remotes].find(([, address]) => address === url)?.[0];
  const taken = remotes.get(name);
  if (known === undefined && taken !== undefined) throw new EngineError('conflict', interopMessages.refused.remoteTaken(name, taken), { name });
  const withSection = known === undefined ? `${present.replace(/\n?$/, '\n')}['remote "${name}"']\n    url = ${url}\n` : present;
  const own = known ?? name;
  if (defaultRemote !== null) return { text: withSection, isDefault: defaultRemote === own, name: own };
  const line = `    remote = ${own}\n`;
  const core = /^[ \t]*\[core\][^\n]*\n/m.exec(withSection);
  const at = core ? core.index + core[0].length : 0;
  return { text: core ? withSection.slice(0, at) + line + withSection.slice(at) : `[core]\n${line}${withSection}`, isDefault: true, name: own };
}

function sectionOf(line: string): string | null {
  const heading = /^\s*\[(.+)\]\s*(?:#.*)?$/.exec(line)?.[1];
  return heading === undefined ? null : bare(heading.trim());
}

function remoteNamed(section: string): string | null {
  return /^remote\s+"(.*)"$/.exec(section)?.[1] ?? null;
}

/** Without the quotes configobj allows around a value, or the remark behind one. */
function bare(text: string): string {
  const quoted = /^(['"])(.*?)\1\s*(?:#.*)?$/.exec(text);
  return quoted?.[2] ?? text.replace(/\s+#.*$/, '');
}
