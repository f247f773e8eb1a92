/** Bytes that are read piece by piece, wherever they come from. */
import { open } from 'node:fs/promises';

export interface ByteSource {
  readonly sizeBytes: number;
  /** Exactly these bytes; throws where they are not all there. */
  read(at: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openFileBytes(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    sizeBytes: size,
    async read(at, length) {
      const bytes = Buffer.allocUnsafe(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
        if (bytesRead === 0) throw new RangeError('The file ends too early.');
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
