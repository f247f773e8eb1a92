/** One file packed with gzip: unpacked under the same limits as an archive, then read as what it is. */
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { EngineError } from '@shared/contract/errors';
import { inputsMessages } from '@shared/messages/inputs';
import { systemFault } from '../../kernel/systemFaults';
import { zipLimits } from '../../storage/zipArchive';
import { surveyBytes } from '../reading/byteSurvey';
import { nothingSetAside, type Input, type InputSource } from './input';
import { parquetInput } from './parquet';
import { isZip } from './zipKind';

const { refused } = inputsMessages;

export const gzipInput: Input = {
  recognises: isGzip,
  async prepare(source) {
    const path = source.tempPath('.unpacked');
    await unpack(source, path);
    const survey = await surveyBytes(path, source.mostRecords === null ? { signal: source.signal } : { headOnly: true });
    if (isGzip(survey.head) || isZip(survey.head)) throw new EngineError('unreadable-file', refused.nestedArchive, { format: 'gzip' });
    if (parquetInput.recognises(survey.head)) return parquetInput.prepare({ ...source, path, survey });
    return { path, survey, settles: { sheet: undefined }, lineOf: null, notices: [], setAside: nothingSetAside, evidence: null, whole: true };
  },
};

export function isGzip(head: Buffer): boolean {
  return head.subarray(0, 2).toString('hex') === '1f8b';
}

async function unpack({ path: packed, signal }: InputSource, path: string): Promise<void> {
  const packedBytes = statSync(packed).size;
  let total = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      const ratio = Math.round(total / Math.max(1, packedBytes));
      if (total > zipLimits.totalBytes) done(bomb(refused.archiveTotal(total, zipLimits.totalBytes)));
      else if (total > zipLimits.ratioFromBytes && ratio > zipLimits.ratio) done(bomb(refused.archiveRatio(ratio, zipLimits.ratio)));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(packed), createGunzip(), limit, createWriteStream(path, { flags: 'wx' }), { signal });
  } catch (error) {
    if (error instanceof EngineError || signal.aborted) throw error;
    throw systemFault(error) ?? new EngineError('unreadable-file', refused.brokenGzip, { format: 'gzip' }, { cause: error });
  }
}

function bomb(message: string): EngineError {
  return new EngineError('unreadable-file', message, { reason: 'zip-bomb' });
}
