/** What people do with versions of the data while they share: notes, the trash, the version in use, recipes; and what must be left of it. */
import type { EngineClient } from '@shared/contract/client';
import { EngineError } from '@shared/contract/errors';
import type { Random } from '@engine/math';
import type { Oracle } from './oracle';

export interface VersionWork {
  readonly counts: { versionNotes: number; trashed: number; takenBack: number; recipes: number };
  work(client: EngineClient, name: string, round: number): Promise<void>;
  /** Notes as somebody at this device can see them, by key. */
  visible(client: EngineClient): Promise<ReadonlyMap<string, string[]>>;
  /** What was decided in recipes and is in none of their versions. */
  lostDecisions(client: EngineClient): Promise<string[]>;
}

const recipeName = 'shop';

export function createVersionWork(oracle: Oracle, random: Random): VersionWork {
  const counts = { versionNotes: 0, trashed: 0, takenBack: 0, recipes: 0 };
  const decided: string[] = [];

  async function visible(client: EngineClient): Promise<ReadonlyMap<string, string[]>> {
    const shown = new Map<string, string[]>();
    for (const { id, note } of await allVersions(client)) shown.set(`snapshot/${id}/note`, [note]);
    for (const { key, values } of await client.call('sync.conflicts', {})) shown.get(key)?.push(...values.map(({ text }) => text));
    return shown;
  }

  async function note(client: EngineClient, snapshotId: string, text: string): Promise<void> {
    const key = `snapshot/${snapshotId}/note`;
    const seen = (await visible(client)).get(key) ?? [];
    await client.call('datasets.setNote', { snapshotId, note: text });
    oracle.write(key, seen, text);
    counts.versionNotes += 1;
  }

  async function decide(client: EngineClient, token: string): Promise<void> {
    await client.call('datasets.saveRecipe', { recipe: { format: 'almanac-recipe', formatVersion: 1, name: recipeName, header: ['id', 'price'], reading: { nullTokens: [token] }, columns: [] } });
    decided.push(token);
    counts.recipes += 1;
  }

  return {
    counts,
    visible,
    async work(client, name, round) {
      const versions = await allVersions(client);
      const chosen = versions[random.integer(Math.max(1, versions.length))];
      if (!chosen) return;
      await note(client, chosen.id, `${name} noted in round ${round}`);
      if (random.integer(2) === 0) await decide(client, `${name} ${round}`);
      const { id, inTrash } = chosen;
      const kept = versions.filter((version) => !version.inTrash);
      if (inTrash) await client.call('datasets.takeFromTrash', { snapshotIds: [id] }).then(() => void (counts.takenBack += 1));
      else if (kept.length > 1 && random.integer(2) === 0) await client.call('datasets.moveToTrash', { snapshotIds: [id] }).then(() => void (counts.trashed += 1));
      else await client.call('datasets.restore', { snapshotId: id });
    },
    async lostDecisions(client) {
      const found = new Set<string>();
      for (const { name, version: newest } of await client.call('datasets.recipes', {})) {
        for (let version = 1; version <= newest; version++) for (const token of (await versionOf(client, name, version))?.recipe.reading.nullTokens ?? []) found.add(token);
      }
      return decided.filter((token) => !found.has(token));
    },
  };
}

interface KnownVersion {
  readonly id: string;
  readonly note: string;
  readonly inTrash: boolean;
}

/** Those in the trash too, in an order that both devices share. */
async function allVersions(client: EngineClient): Promise<readonly KnownVersion[]> {
  const listed = (await client.call('datasets.list', {})).flatMap(({ versions }) => versions.map(({ snapshotId }) => snapshotId));
  const trashed = (await client.call('upkeep.freeable', {})).items.flatMap(({ snapshotId }) => snapshotId ?? []);
  const found: KnownVersion[] = [];
  for (const id of [...new Set([...listed, ...trashed])].sort()) {
    const { note = '', trashedAt } = await client.call('datasets.snapshot', { ref: id });
    found.push({ id, note, inTrash: trashedAt !== undefined });
  }
  return found;
}

/** Numbers may have gaps where two devices gave the same one. */
async function versionOf(client: EngineClient, name: string, version: number) {
  try {
    return await client.call('datasets.recipe', { name, version });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw error;
  }
}
