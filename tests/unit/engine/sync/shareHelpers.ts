/** Real projects that share a folder, for the tests of sync. */
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SyncResult } from '@shared/areas/sync';
import { contract } from '@shared/contract/contract';
import { EngineError } from '@shared/contract/errors';
import type { Clock } from '@engine/kernel/ports';
import { makeEngine, type TestEngine } from '../../../helpers/makeEngine';
import { steadyClock, temporaryFolder } from '../../../helpers/temporary';

export interface Partner extends Pick<TestEngine, 'client' | 'finished' | 'projectDir' | 'close'> {
  readonly clock: Clock & { advance(ms: number): void };
  /** Imports one of the weekly files of a small shop, as a version of one dataset. */
  importShop(week: number): Promise<string>;
  /** Ids of the runs. */
  train(snapshotId: string): Promise<readonly string[]>;
  sync(share: string): Promise<SyncResult>;
  digest(): Promise<string>;
  /** Takes a file out of the folder for a while. */
  hide(share: string, file: string): { restore(): void };
}

/** Each opening has ids of its own, as each start of the real engine has. */
let openings = 0;

export function openPartner(name: string, folder: string): Partner {
  const clock = steadyClock();
  let count = 0;
  const opening = String(++openings).padStart(3, '0');
  const ids = { next: () => `${name}${opening}${String(++count).padStart(27, '0')}` };
  const engine = makeEngine({ projectDir: join(folder, name), ports: { clock, ids } });
  const { client, finished } = engine;

  async function result<T>(started: Promise<{ jobId: string }>, parse: (value: unknown) => T): Promise<T> {
    const job = await finished((await started).jobId);
    if (job.error) throw EngineError.fromData(job.error);
    return parse(job.result);
  }

  return {
    ...engine,
    clock,
    async importShop(week) {
      const path = join(folder, `${name}-shop-${week}.csv`);
      writeFileSync(path, shopCsv(week));
      const { ticket } = await client.call('files.grant', { path });
      const report = await result(client.call('datasets.import', { ticket, name: 'shop' }), (value) => contract['datasets.import'].output.parse(value));
      return report.snapshot?.id ?? '';
    },
    train: async (snapshotId) => (await result(client.call('tracking.train', { snapshotId, target: 'units', models: ['mean', 'median'], folds: 2 }), (value) => contract['tracking.train'].output.parse(value))).runIds,
    async sync(share) {
      const { ticket } = await client.call('files.grantFolder', { path: share });
      await client.call('sync.choose', { ticket });
      clock.advance(10);
      return result(client.call('sync.now', {}), (value) => contract['sync.now'].output.parse(value));
    },
    digest: async () => (await client.call('sync.digest', {})).digest,
    hide(share, file) {
      const place = join(share, file);
      const away = join(folder, 'hidden');
      renameSync(place, away);
      return { restore: () => renameSync(away, place) };
    },
  };
}

export function openPair(): { readonly ann: Partner; readonly ben: Partner; readonly share: string } {
  const folder = temporaryFolder();
  const share = join(folder, 'share');
  mkdirSync(share);
  return { ann: openPartner('ann', folder), ben: openPartner('ben', folder), share };
}

/** One after another. */
export async function syncAll(share: string, ...partners: readonly Partner[]): Promise<void> {
  for (const partner of partners) await partner.sync(share);
}

/** Every file with its size and time, so that a rewritten one shows. */
export function listFiles(share: string): string[] {
  return readdirSync(share, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [relative(share, join(entry.parentPath, entry.name))] : [])).sort();
}

export function filesWithTimes(share: string): string[] {
  return listFiles(share).map((file) => `${file} ${statSync(join(share, file)).mtimeMs}`);
}

function shopCsv(week: number): string {
  const rows = Array.from({ length: 30 }, (_, i) => `p${i},${5 + ((i * 37 + week * 11) % 50)},${['red', 'blue', 'green'][(i + week) % 3] ?? ''},${10 + ((i * 53 + week * 7) % 90)}`);
  return ['id,price,colour,units', ...rows].join('\n');
}
