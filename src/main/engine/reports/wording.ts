/** How numbers and dates are written in a report: English, the same on every machine. */
import type { MetricName } from '@shared/areas/tracking';
import { metricWords } from '@shared/messages/names';

export const absent = '–';

/** Whole numbers with thousands separators; three significant digits below 100. */
export function writeNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return absent;
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return withSign(value.toLocaleString('en-US', { maximumFractionDigits: 0 }));
  return withSign(value.toLocaleString('en-US', { maximumSignificantDigits: 3 }));
}

/** For headlines: three significant digits, so that no number looks surer than it is. */
export function writeRounded(value: number): string {
  return withSign(value.toLocaleString('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 2 }));
}

export function writeDecimals(value: number | null, decimals: number): string {
  return value === null || !Number.isFinite(value) ? absent : withSign(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

/** A share of 1 as per cent. */
export function writeShare(share: number | null, decimals = 0): string {
  return share === null ? absent : `${writeDecimals(share * 100, decimals)} %`;
}

export function writeMetric(name: MetricName, value: number | null): string {
  const { form } = metricWords[name];
  if (form === 'share') return writeShare(value, 1);
  return form === 'units' ? writeNumber(value) : writeDecimals(value, 3);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Mon 5 Jan 2026", in UTC. */
export function writeDate(timeMs: number): string {
  const date = new Date(timeMs);
  return `${days[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function withSign(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}
