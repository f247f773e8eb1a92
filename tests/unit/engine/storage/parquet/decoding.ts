/** Reads back what the encoders wrote, by the plainest way and with big integers: slow, and with nothing in common with them. */

export function takeVarint(bytes: Uint8Array, at: number): readonly [value: number, next: number] {
  const [value, next] = takeWhole(bytes, at);
  return [Number(value), next];
}

export function takeSigned(bytes: Uint8Array, at: number): readonly [value: number, next: number] {
  const [value, next] = takeWhole(bytes, at);
  return [Number(value % 2n === 0n ? value / 2n : -(value + 1n) / 2n), next];
}

function takeWhole(bytes: Uint8Array, at: number): readonly [value: bigint, next: number] {
  let value = 0n;
  for (let place = at; ; place++) {
    const byte = bytes[place];
    if (byte === undefined) throw new RangeError('The bytes end within a number.');
    value |= BigInt(byte % 128) << BigInt(7 * (place - at));
    if (byte < 128) return [value, place + 1];
  }
}

export function unpack(bytes: Uint8Array, at: number, count: number, width: number): number[] {
  const size = Math.ceil((count * width) / 8);
  if (at + size > bytes.length) throw new RangeError('The bytes end within packed values.');
  let all = 0n;
  for (let i = size - 1; i >= 0; i--) all = (all << 8n) | BigInt(bytes[at + i]!);
  return Array.from({ length: count }, (_, i) => Number((all >> BigInt(i * width)) & ((1n << BigInt(width)) - 1n)));
}
