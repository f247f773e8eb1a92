/** Reads a day or a moment as ISO 8601 writes it, for constants in formulas. */

const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export interface ReadDay {
  readonly kind: 'date' | 'datetime';
  /** 2024-01-31, or 2024-01-31 18:30:00.25 in UTC. */
  readonly value: string;
}

/** Null where the text is none or there is no such day. A time without a zone is UTC. */
export function readDay(text: string): ReadDay | null {
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', fraction, zone = 'Z'] = form.exec(text.trim()) ?? [];
  const time = timeOf(Number(year), Number(month), Number(day));
  if (year === '' || year === '0000' || time === null) return null;
  if (hour === undefined) return { kind: 'date', value: `${year}-${month}-${day}` };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const shift = zoneMinutes(zone);
  const moment = new Date(time + ((Number(hour) * 60 + Number(minute) - shift) * 60 + Number(second)) * 1000);
  if (moment.getUTCFullYear() < 1 || moment.getUTCFullYear() > 9999) return null;
  return { kind: 'datetime', value: `${moment.toISOString().slice(0, 19).replace('T', ' ')}${fraction === undefined ? '' : `.${fraction}`}` };
}

/** Milliseconds since 1970 where there is such a day. */
function timeOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function zoneMinutes(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  return (digits.startsWith('-') ? -1 : 1) * (Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5)));
}
