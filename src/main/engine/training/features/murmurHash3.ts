/** MurmurHash3, x86, 32 bits (Appleby 2011, public domain), over the UTF-8 bytes of a text, as scikit-learn's HashingVectorizer hashes tokens. */

const encoder = new TextEncoder();

/** A signed 32-bit integer. */
export function murmurHash3(text: string, seed = 0): number {
  const bytes = encoder.encode(text);
  const blocks = bytes.length >> 2;
  let hash = seed | 0;
  for (let block = 0; block < blocks; block++) {
    const at = block * 4;
    hash ^= mixed(bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    hash = (Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= blocks * 4; i--) tail = (tail << 8) | bytes[i]!;
  if (bytes.length > blocks * 4) hash ^= mixed(tail);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mixed(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
