/** "0 bytes", "812 bytes", "3.4 kB", "42 MB": decimal units, as drives are sold. */
export function byteSize(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value).toLocaleString('en-US')} ${units[unit] ?? ''}`;
}
