/**
 * The hash DVC 2 named its objects by: MD5 over the text with plain line ends. Done as DVC does (dvc-data,
 * hashfile/hash.py and istextfile.py): block by block of 1 MiB, each judged text or not by its first 512 bytes.
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const blockBytes = 1 << 20;
const judgedBytes = 512;
const mostNonText = 0.3;

export async function md5Dos2unix(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('md5');
  const file = await open(path);
  try {
    const block = Buffer.alloc(blockBytes);
    for (;;) {
      signal.throwIfAborted();
      const filled = await fill(block, (rest) => file.read(rest, 0, rest.length));
      if (filled === 0) return hash.digest('hex');
      const bytes = block.subarray(0, filled);
      hash.update(isText(bytes.subarray(0, judgedBytes)) ? withPlainLineEnds(bytes) : bytes);
    }
  } finally {
    await file.close();
  }
}

async function fill(block: Buffer, read: (rest: Buffer) => Promise<{ readonly bytesRead: number }>): Promise<number> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await read(block.subarray(filled));
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function isText(head: Uint8Array): boolean {
  const other = head.reduce((count, byte) => count + ((byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 8 ? 0 : 1), 0);
  return !head.includes(0) && other / head.length <= mostNonText;
}

function withPlainLineEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
