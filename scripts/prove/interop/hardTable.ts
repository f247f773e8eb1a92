/**
 * A made table that is hard on other tools: times to the second, whole numbers beyond the floats, missing cells, brands of
 * very different frequency, a target below 0.
 */
import { createRandom } from '@engine/math';

const rows = 600;

export function hardTable(seed: number): string {
  const random = createRandom(seed);
  const lines = ['sold_at,serial,price,size,ratio,brand,change'];
  for (let row = 0; row < rows; row++) {
    const second = random.integer(600);
    const serial = 16_777_216 + random.integer(200);
    const price = random.integer(4000) / 100;
    const size = ['S', 'M', 'L', ''][random.integer(4)] ?? '';
    const ratio = random.next() < 0.1 ? '' : String(random.next() * 1e-7);
    const brand = random.integer(8) * random.integer(8);
    const change = (second - 300) / 10 + (serial % 7) * 2 - price + (size === 'L' ? 5 : 0) + (brand % 5) * 3 + random.normal();
    const soldAt = new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString().slice(0, 19);
    lines.push(`${soldAt},${serial},${price},${size},${ratio},${brand === 0 ? '' : `brand ${brand}`},${change.toFixed(4)}`);
  }
  return `${lines.join('\n')}\n`;
}
