/** Tables of made-up cells, the same for the same seed. */
export function table(rows: number, columns: number, seed = 1): string[] {
  let state = seed;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const words = ['red', 'green', 'blue', 'black'];
  return Array.from({ length: rows }, (_, row) =>
    [row, ...Array.from({ length: columns - 1 }, (__, column) => (column % 3 === 0 ? (next() * 1000).toFixed(2) : column % 3 === 1 ? words[Math.floor(next() * 4)] : Math.floor(next() * 100_000)))].join(','),
  );
}
