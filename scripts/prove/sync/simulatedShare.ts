/** A shared folder with an adversary: each device sees what was delivered to it, late, torn, renamed, twice or hidden for a while. */
import { sha256Hex } from '@engine/kernel/hashing';
import { temporaryName } from '@engine/sync/batchFile';
import type { ShareEntry, ShareFiles } from '@engine/sync/shareFiles';

export class Crash extends Error {
  constructor() {
    super('The device crashed here.');
  }
}

/** A choice of the adversary, any whole number, taken apart as needed. */
export type Dice = (bound: number) => number;

export interface SimulatedShare {
  /** The folder as one device sees it. `fileOf` reads what lies in the device's own store. */
  viewOf(device: string, ownFolder: () => string, store: DeviceStore): ShareFiles;
  /** The device crashes at its n-th access from now; null: not at all. */
  crashAfter(device: string, accesses: number | null): void;
  /** Brings some of the files that a device has not seen yet, in the manner the dice say. */
  deliver(to: string, dice: Dice): void;
  /** Brings everything whole; a file that a service renamed may keep its new name. */
  deliverAll(dice: Dice): void;
  hide(device: string, dice: Dice): void;
  writes(): number;
  /** What broke a rule: who wrote where they may not, or what was written over. */
  readonly violations: string[];
}

export interface DeviceStore {
  readFile(place: string): Uint8Array;
  writeFile(place: string, bytes: Uint8Array): void;
}

export function createSimulatedShare(): SimulatedShare {
  /** Every file as its writer made it. */
  const whole = new Map<string, Uint8Array>();
  const views = new Map<string, Map<string, Uint8Array>>();
  const crashes = new Map<string, number>();
  const violations: string[] = [];
  let writes = 0;

  const view = (device: string): Map<string, Uint8Array> => {
    const known = views.get(device);
    if (known) return known;
    const made = new Map<string, Uint8Array>();
    views.set(device, made);
    return made;
  };

  function access(device: string): void {
    const left = crashes.get(device);
    if (left === undefined) return;
    if (left <= 0) {
      crashes.delete(device);
      throw new Crash();
    }
    crashes.set(device, left - 1);
  }

  function write(device: string, path: string, bytes: Uint8Array): void {
    const before = whole.get(path);
    if (before && sha256Hex(before) !== sha256Hex(bytes)) violations.push(`${path} was written over`);
    whole.set(path, bytes);
    view(device).set(path, bytes);
    writes += 1;
  }

  function bring(to: string, path: string, dice: Dice): void {
    const bytes = whole.get(path) ?? new Uint8Array();
    const seen = view(to);
    switch (dice(6)) {
      case 0:
        seen.set(path, bytes.slice(0, dice(bytes.length + 1)));
        return;
      case 1:
        seen.set(path, new Uint8Array(bytes.length));
        return;
      case 2:
        seen.set(conflictedName(path, dice), bytes);
        return;
      case 3:
        seen.set(path, bytes);
        seen.set(conflictedName(path, dice), bytes);
        return;
      default:
        seen.set(path, bytes);
    }
  }

  return {
    violations,
    writes: () => writes,
    crashAfter(device, accesses) {
      if (accesses === null) crashes.delete(device);
      else crashes.set(device, accesses);
    },
    viewOf(device, ownFolder, store) {
      return {
        async list(folder) {
          access(device);
          return entriesOf(view(device), folder);
        },
        async read(path, limitBytes) {
          access(device);
          const bytes = view(device).get(path);
          return bytes && bytes.length <= limitBytes ? Buffer.from(bytes) : null;
        },
        async copyOut(path, to) {
          access(device);
          const bytes = view(device).get(path);
          if (!bytes) return null;
          store.writeFile(to, bytes);
          return sha256Hex(bytes);
        },
        async put(path, content, sha256) {
          const own = ownFolder();
          if (!path.startsWith('objects/') && !path.startsWith(`log/${own}/`) && !path.startsWith(`devices/${own}-`) && !path.startsWith('format-')) violations.push(`${own} wrote ${path}`);
          const bytes = content instanceof Uint8Array ? content : store.readFile(content.file);
          if (sha256Hex(bytes) !== sha256) violations.push(`${path} does not have its hash`);
          access(device);
          const temporary = `${path.slice(0, path.lastIndexOf('/') + 1)}${temporaryName(own, String(writes))}`;
          view(device).set(temporary, bytes.slice(0, bytes.length >> 1));
          access(device);
          view(device).delete(temporary);
          write(device, path, bytes);
          access(device);
        },
        async remove(path) {
          access(device);
          if (!path.slice(path.lastIndexOf('/') + 1).startsWith(temporaryName(ownFolder(), ''))) violations.push(`${ownFolder()} removed ${path}`);
          view(device).delete(path);
        },
      };
    },
    deliver(to, dice) {
      for (const path of [...whole.keys()].sort()) if (!isWhole(view(to), whole, path) && dice(3) === 0) bring(to, path, dice);
    },
    deliverAll(dice) {
      for (const device of views.keys()) {
        for (const [path, bytes] of whole) {
          // A name that a sync service made stays: nobody ever renames it back.
          if (dice(8) === 0 && !view(device).has(path)) view(device).set(conflictedName(path, dice), bytes);
          else view(device).set(path, bytes);
        }
      }
    },
    hide(device, dice) {
      for (const path of [...view(device).keys()].sort()) if (dice(4) === 0) view(device).delete(path);
    },
  };
}

function isWhole(seen: ReadonlyMap<string, Uint8Array>, whole: ReadonlyMap<string, Uint8Array>, path: string): boolean {
  const [here, there] = [seen.get(path), whole.get(path)];
  return here !== undefined && there !== undefined && sha256Hex(here) === sha256Hex(there);
}

function conflictedName(path: string, dice: Dice): string {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const dot = name.indexOf('.');
  const [stem, ending] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  const made = [`${stem} (Ann's conflicted copy 2026-01-02)${ending}`, `${stem}.sync-conflict-20260102-030405-ABCDEFG${ending}`, `${stem}-HOST${ending}`, `${stem} (1)${ending}`][dice(4)];
  return `${path.slice(0, slash + 1)}${made ?? name}`;
}

function entriesOf(seen: ReadonlyMap<string, Uint8Array>, folder: string): ShareEntry[] {
  const start = folder === '' ? '' : `${folder}/`;
  const entries = new Map<string, ShareEntry>();
  for (const [path, bytes] of seen) {
    if (!path.startsWith(start)) continue;
    const rest = path.slice(start.length);
    const slash = rest.indexOf('/');
    const name = slash === -1 ? rest : rest.slice(0, slash);
    entries.set(name, { name, kind: slash === -1 ? 'file' : 'folder', sizeBytes: slash === -1 ? bytes.length : 0 });
  }
  // In no order that anybody may lean on.
  return [...entries.values()].sort((a, b) => (sha256Hex(a.name) < sha256Hex(b.name) ? -1 : 1));
}
