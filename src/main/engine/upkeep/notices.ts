/** Licences of the packages that come with Almanac, as the build wrote them down. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { noticeEntrySchema } from '@shared/areas/upkeep';
import { EngineError } from '@shared/contract/errors';
import { upkeepMessages } from '@shared/messages/upkeep';

const noticesSchema = z.array(noticeEntrySchema.extend({ text: z.string() }));
export type Notice = z.infer<typeof noticesSchema>[number];

/** @throws `unavailable-here` where the build left no list */
export function readNotices(path: string): readonly Notice[] {
  try {
    return noticesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new EngineError('unavailable-here', upkeepMessages.notices.missing, {}, { cause: error });
  }
}

export function findNotice(notices: readonly Notice[], name: string, version: string): Notice {
  const found = notices.find((each) => each.name === name && each.version === version);
  if (!found) throw new EngineError('not-found', upkeepMessages.notices.unknown, {});
  return found;
}
