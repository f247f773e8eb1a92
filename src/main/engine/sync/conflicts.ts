/** What two devices wrote without knowing of each other, side by side, and the choice of one of them. */
import type { Conflict } from '@shared/areas/sync';
import { EngineError } from '@shared/contract/errors';
import { syncMessages as words } from '@shared/messages/sync';
import { canonicalJson } from '../kernel/hashing';
import type { Json, SyncSource } from '../kernel/syncSource';
import type { Db } from '../storage/database';
import { cellsInConflict, findCell, versionsBeside, versionsOf, type KnownCell } from './cellStore';
import type { Replica } from './replica';
import { readStamp } from './stamp';
import { covers, decide, type Version } from './versions';

export interface ConflictParts {
  readonly db: Db;
  readonly replica: Replica;
  readonly sources: readonly SyncSource[];
  readonly nameOf: (device: string) => string;
}

type ConflictValue = Conflict['values'][number];

export function listConflicts(parts: ConflictParts): Conflict[] {
  return cellsInConflict(parts.db).map((cell) => tellConflict(parts, cell));
}

function tellConflict(parts: ConflictParts, cell: KnownCell): Conflict {
  const { value, open } = decide(cell.cellClass, versionsOf(parts.db, cell.key), []);
  const values = distinct(open).map((version) => tellVersion(parts, cell, version, version.value));
  const holds = cell.conflict === 'deleted' ? null : value;
  return {
    key: cell.key,
    kind: cell.conflict ?? 'edited',
    title: cell.title,
    holds: describe(parts, cell, holds).text,
    values: cell.conflict === 'deleted' ? [...values, ...changesBeside(parts, cell, open)] : values,
  };
}

/** What was changed of a thing by somebody who did not know that it was deleted. */
function changesBeside(parts: ConflictParts, deletion: KnownCell, open: readonly Version[]): ConflictValue[] {
  const unseen = versionsBeside(parts.db, deletion.key).filter(({ version }) => open.some((deleted) => deleted.value !== null && !covers(deleted, version) && !covers(version, deleted)));
  const newest = new Map(unseen.map(({ key, version }) => [key, version]));
  return [...newest].flatMap(([key, version]) => {
    const cell = findCell(parts.db, key);
    if (!cell) return [];
    const told = tellVersion(parts, cell, version, version.value);
    return [{ ...told, value: null, text: `${words.kept}: ${cell.title}, ${told.text}` }];
  });
}

function tellVersion(parts: ConflictParts, cell: KnownCell, { stamp }: Version, value: Json): ConflictValue {
  const read = readStamp(stamp);
  const device = read?.device ?? '';
  const { text, evidence } = describe(parts, cell, value);
  return { stamp, value, text, evidence: [...evidence], device, deviceName: parts.nameOf(device), own: device === parts.replica.device(), at: read?.ms ?? 0 };
}

function describe({ sources }: ConflictParts, { kind, key }: KnownCell, value: Json): ReturnType<SyncSource['describe']> {
  const source = sources.find(({ kinds }) => kinds.includes(kind));
  return source ? source.describe(kind, key, value) : { text: JSON.stringify(value), evidence: [] };
}

/** Of several that wrote the same, the newest. */
function distinct(open: readonly Version[]): Version[] {
  const byValue = new Map<string, Version>();
  for (const version of open) {
    const text = canonicalJson(version.value);
    if (!byValue.has(text)) byValue.set(text, version);
  }
  return [...byValue.values()];
}

/** Throws `not-found` where the conflict is settled already. */
export function resolveConflict(parts: ConflictParts, key: string, stamp: string): void {
  const cell = findCell(parts.db, key);
  const chosen = cell?.conflict ? tellConflict(parts, cell).values.find((value) => value.stamp === stamp) : undefined;
  if (!chosen) throw new EngineError('not-found', words.refused.noConflict, { key });
  parts.replica.choose(key, chosen.value);
}
