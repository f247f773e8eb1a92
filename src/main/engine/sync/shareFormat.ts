/** The file that says: this folder is shared by Almanac, in this format, for this project. */
import { z } from 'zod';
import { EngineError } from '@shared/contract/errors';
import { syncMessages as words } from '@shared/messages/sync';
import { sha256Hex } from '../kernel/hashing';
import type { ShareFiles } from './shareFiles';

const newestFormat = 1;
const largestFormatBytes = 64 << 10;
const formatName = `format-${newestFormat}.json`;

const formatSchema = z.object({ format: z.literal('almanac-share'), formatVersion: z.literal(newestFormat), projectId: z.string().min(1).max(200), projectName: z.string().min(1).max(200), shareId: z.string().min(1).max(200) });
export type ShareFormat = z.infer<typeof formatSchema>;

/** What systems and sync services leave in any folder. */
const litter = /^(\.|~\$|desktop\.ini$|thumbs\.db$|icon\r?$)/i;

/** Null where the folder is empty. Throws `too-new`, `invalid-input` where it belongs to something else. */
export async function readFormat(share: ShareFiles, folder: string): Promise<ShareFormat | null> {
  const entries = (await share.list('')).filter(({ name }) => !litter.test(name));
  const versions = entries.flatMap(({ name }) => Number(/^format-(\d+)\.json$/.exec(name)?.[1] ?? []));
  const newest = Math.max(0, ...versions);
  if (newest > newestFormat) throw new EngineError('too-new', words.refused.newer(folder, newest, newestFormat), { folder, formatVersion: newest });
  if (newest === 0) {
    if (entries.length > 0) throw new EngineError('invalid-input', words.refused.notOurs(folder), { folder, found: entries.slice(0, 5).map(({ name }) => name) });
    return null;
  }
  const bytes = await share.read(formatName, largestFormatBytes);
  const parsed = formatSchema.safeParse(parse(bytes));
  if (!parsed.success) throw new EngineError('invalid-input', words.refused.damagedFormat(folder, formatName), { folder });
  return parsed.data;
}

function parse(bytes: Buffer | null): unknown {
  try {
    return bytes === null ? null : JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** Written once, by the first device. */
export async function writeFormat(share: ShareFiles, format: Omit<ShareFormat, 'format' | 'formatVersion'>): Promise<ShareFormat> {
  const whole: ShareFormat = { format: 'almanac-share', formatVersion: newestFormat, ...format };
  const bytes = Buffer.from(`${JSON.stringify(whole, null, 2)}\n`);
  await share.put(formatName, bytes, sha256Hex(bytes));
  return whole;
}
