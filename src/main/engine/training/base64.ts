/** Typed arrays as base64 of their little-endian bytes, so that documents keep them exactly and compactly. */
import { EngineError } from '@shared/contract/errors';

export function toBase64(array: Int32Array | Uint32Array | Int16Array | Uint8Array | Float32Array | Float64Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
}

/** Throws `corrupt-store` where the bytes are not a whole number of elements. */
export function fromBase64(text: string, bytesPerElement: number): ArrayBuffer {
  // Not Buffer: the mailable page reads models in a browser.
  const bytes = atob(text);
  if (bytes.length % bytesPerElement !== 0) throw new EngineError('corrupt-store', 'The saved numbers of a model are cut off. The model file was damaged; train the model again.');
  const copy = new ArrayBuffer(bytes.length);
  const view = new Uint8Array(copy);
  for (let i = 0; i < bytes.length; i++) view[i] = bytes.charCodeAt(i);
  return copy;
}
