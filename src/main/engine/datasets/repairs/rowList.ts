/** Rising row numbers as short text: the steps between them, seven bits a byte, in base64. */

export function packRows(rows: readonly number[]): string {
  const bytes: number[] = [];
  let last = 0;
  for (const row of rows) {
    let step = row - last;
    last = row;
    for (; step > 127; step = Math.floor(step / 128)) bytes.push((step % 128) | 128);
    bytes.push(step);
  }
  return Buffer.from(bytes).toString('base64');
}

export function unpackRows(packed: string): number[] {
  const rows: number[] = [];
  let last = 0;
  let step = 0;
  let place = 1;
  for (const byte of Buffer.from(packed, 'base64')) {
    step += (byte & 127) * place;
    place *= 128;
    if ((byte & 128) !== 0) continue;
    last += step;
    rows.push(last);
    step = 0;
    place = 1;
  }
  return rows;
}
