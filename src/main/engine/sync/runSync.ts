/** One sync: look, plan, act, until nothing is left to do. What arrived is taken before anything is sent. */
import { rmSync } from 'node:fs';
import { EngineError } from '@shared/contract/errors';
import { syncMessages as words } from '@shared/messages/sync';
import type { CallContext } from '../kernel/area';
import { sha256Hex } from '../kernel/hashing';
import type { BlobStore } from '../storage/blobStore';
import type { Db } from '../storage/database';
import { batchName, deviceFileName, largestFileBytes, objectPath, readDeviceFileName, temporaryName } from './batchFile';
import { deviceFileSchema, type DeviceFile } from './operations';
import { plan, type Action, type ListedFile, type Listing, type Waiting } from './planner';
import type { Replica } from './replica';
import type { ShareFiles } from './shareFiles';
import { allBatches, batchBytes, findBatch, markSent, putDevice } from './syncStore';

export interface SyncParts {
  readonly db: Db;
  readonly blobs: Pick<BlobStore, 'has' | 'withFile' | 'putFile' | 'tempPath'>;
  readonly replica: Replica;
  readonly share: ShareFiles;
  readonly describeDevice: () => Omit<DeviceFile, 'device'>;
}

export interface Traffic {
  batches: number;
  objects: number;
  bytes: number;
  readonly items: string[];
}

export interface SyncOutcome {
  readonly sent: Traffic;
  readonly received: Traffic;
  readonly waiting: readonly Waiting[];
  /** True where the project turned out to be a copy and now counts as a device of its own. */
  readonly becameNewDevice: boolean;
}

/** Each round takes in what the one before made possible; a plan that never ends would be a fault. */
const mostRounds = 200;
const largestDeviceFileBytes = 64 << 10;

export async function runSync({ db, blobs, replica, share, describeDevice }: SyncParts, { signal, report }: Pick<CallContext, 'signal' | 'report'>): Promise<SyncOutcome> {
  const sent: Traffic = { batches: 0, objects: 0, bytes: 0, items: [] };
  const received: Traffic = { batches: 0, objects: 0, bytes: 0, items: [] };
  const unusable = new Set<string>();
  let becameNewDevice = false;

  report({ fraction: 0.02, title: words.progress.look });
  await sweepTemporary();
  replica.retryUnread();
  replica.seal();
  for (let round = 0; round < mostRounds; round++) {
    const listing = await readListing(share);
    const { actions, waiting } = plan({ device: replica.device(), batches: allBatches(db), hasObject: blobs.has, unusable }, listing);
    if (actions.length === 0) {
      await exchangeDevices();
      report({ fraction: 1, title: words.progress.done });
      return { sent, received, waiting, becameNewDevice };
    }
    for (const [index, action] of actions.entries()) {
      if (signal.aborted) throw new EngineError('cancelled', 'Cancelled. What was finished is kept.');
      report({ fraction: 0.05 + 0.9 * (1 - 0.6 ** (round + index / actions.length)), title: action.type === 'putObject' || action.type === 'putBatch' ? words.progress.send : words.progress.receive });
      await perform(action);
    }
  }
  throw new EngineError('internal', words.refused.noEnd);

  async function perform(action: Action): Promise<void> {
    switch (action.type) {
      case 'newDevice':
        replica.becomeNewDevice();
        becameNewDevice = true;
        return;
      case 'read':
        return readBatch(action.path, action.sha16);
      case 'fetch':
        return fetchObject(action.object.sha256, action.object.sizeBytes, action.path);
      case 'apply':
        return applyBatch(action.sha256);
      case 'putObject':
        await blobs.withFile(action.object.sha256, (file) => share.put(objectPath(action.object.sha256), { file }, action.object.sha256));
        sent.objects += 1;
        sent.bytes += action.object.sizeBytes;
        return;
      case 'putBatch':
        return putBatch(action.sha256);
    }
  }

  async function readBatch(path: string, sha16: string): Promise<void> {
    const bytes = await share.read(path, largestFileBytes);
    const sha256 = bytes ? sha256Hex(bytes) : '';
    if (!bytes || !sha256.startsWith(sha16) || !replica.park(bytes, sha256)) unusable.add(path);
    else received.bytes += bytes.length;
  }

  async function fetchObject(sha256: string, sizeBytes: number, path: string): Promise<void> {
    const temporary = blobs.tempPath('.shared');
    try {
      if ((await share.copyOut(path, temporary)) !== sha256) {
        unusable.add(path);
        return;
      }
      await blobs.putFile(temporary, sha256);
      received.objects += 1;
      received.bytes += sizeBytes;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  function applyBatch(sha256: string): void {
    replica.apply(sha256);
    received.batches += 1;
    received.items.push(...(findBatch(db, sha256)?.summary.titles ?? []));
  }

  async function putBatch(sha256: string): Promise<void> {
    const batch = findBatch(db, sha256);
    if (!batch) return;
    const bytes = batchBytes(db, sha256);
    await share.put(`log/${replica.device()}/${batchName(batch.seq, sha256)}`, bytes, sha256);
    markSent(db, sha256);
    sent.batches += 1;
    sent.bytes += bytes.length;
    sent.items.push(...batch.summary.titles);
  }

  /** Each device says once who it is; what others said is read where it is new. */
  async function exchangeDevices(): Promise<void> {
    const names = (await share.list('devices')).filter(({ kind }) => kind === 'file').map(({ name }) => name);
    for (const name of names) {
      const claimed = readDeviceFileName(name);
      const bytes = claimed && (await share.read(`devices/${name}`, largestDeviceFileBytes));
      if (!claimed || !bytes || !sha256Hex(bytes).startsWith(claimed.sha16)) continue;
      const parsed = deviceFileSchema.safeParse(parseJson(bytes));
      if (parsed.success && parsed.data.device === claimed.device) putDevice(db, parsed.data);
    }
    const own = replica.device();
    if (names.some((name) => readDeviceFileName(name)?.device === own)) return;
    const file: DeviceFile = { device: own, ...describeDevice() };
    const bytes = Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
    await share.put(`devices/${deviceFileName(own, bytes)}`, bytes, sha256Hex(bytes));
    putDevice(db, file);
  }

  /** What a crash of ours left half-written. Only names that carry this device are ours to remove. */
  async function sweepTemporary(): Promise<void> {
    const mine = temporaryName(replica.device(), '');
    for (const folder of ['', 'devices', `log/${replica.device()}`, ...(await foldersOf(share, 'objects'))]) {
      for (const { name, kind } of await share.list(folder)) if (kind === 'file' && name.startsWith(mine)) await share.remove(folder === '' ? name : `${folder}/${name}`);
    }
  }
}

export async function readListing(share: ShareFiles): Promise<Listing> {
  return { log: await filesBelow(share, 'log'), objects: await filesBelow(share, 'objects') };
}

async function filesBelow(share: ShareFiles, parent: string): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (const folder of await foldersOf(share, parent)) {
    for (const { name, kind, sizeBytes } of await share.list(folder)) if (kind === 'file') files.push({ path: `${folder}/${name}`, sizeBytes });
  }
  return files;
}

async function foldersOf(share: ShareFiles, parent: string): Promise<string[]> {
  return (await share.list(parent)).filter(({ kind }) => kind === 'folder').map(({ name }) => `${parent}/${name}`);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
