/** Which of up to three numbers is the year, the month and the day: dateutil 2.9's rule, month first where the text leaves it open. */
import { daysInMonth } from './dateParts';

export type DayLabel = 'year' | 'month' | 'day';

export interface FreeDay {
  readonly size: number;
  /** A year of three or more digits was given. */
  readonly hasCentury: boolean;
  /** Returns false where the label is already taken. */
  add(digits: string, label?: DayLabel): boolean;
  /** Whether a number that follows no sign can be the day. */
  couldBeDay(value: number): boolean;
  /** Null where the numbers cannot be told apart. */
  resolve(): { readonly [L in DayLabel]?: number } | null;
}

export function createFreeDay(): FreeDay {
  const values: number[] = [];
  const places = new Map<DayLabel, number>();
  let hasCentury = false;

  return {
    get size() {
      return values.length;
    },
    get hasCentury() {
      return hasCentury;
    },
    add(digits, given) {
      let label = given;
      if (digits.length > 2) {
        hasCentury = true;
        if (label !== undefined && label !== 'year') return false;
        label = 'year';
      }
      values.push(Number(digits));
      if (label === undefined) return true;
      if (places.has(label)) return false;
      places.set(label, values.length - 1);
      return true;
    },
    couldBeDay(value) {
      const [month, year] = [placed('month'), placed('year')];
      if (places.has('day')) return false;
      return value >= 1 && value <= (month === undefined ? 31 : daysInMonth(year ?? 2000, month));
    },
    resolve() {
      const size = values.length;
      if (size > 3) return null;
      if (places.size > 0 && (size === places.size || (size === 3 && places.size === 2))) return fromLabels(values, places);
      const month = places.get('month');
      const [first = 0, second = 0, third = 0] = values;
      if (size === 0) return {};
      if (size === 1 || (month !== undefined && size === 2)) {
        if (month !== undefined && size === 1) return { month: first };
        const other = month === undefined ? first : (values[1 - month] ?? 0);
        return { ...(month === undefined ? {} : { month: values[month] ?? 0 }), ...(other > 31 ? { year: other } : { day: other }) };
      }
      if (size === 2) return first > 31 ? { year: first, month: second } : second > 31 ? { month: first, year: second } : { month: first, day: second };
      if (month === 0) return second > 31 ? { month: first, year: second, day: third } : { month: first, day: second, year: third };
      if (month === 1) return first > 31 ? { year: first, month: second, day: third } : { day: first, month: second, year: third };
      if (month === 2) return second > 31 ? { day: first, year: second, month: third } : { year: first, day: second, month: third };
      if (first > 31 || places.get('year') === 0) return { year: first, month: second, day: third };
      return first > 12 ? { day: first, month: second, year: third } : { month: first, day: second, year: third };
    },
  };

  function placed(label: DayLabel): number | undefined {
    const place = places.get(label);
    return place === undefined ? undefined : values[place];
  }
}

function fromLabels(values: readonly number[], known: ReadonlyMap<DayLabel, number>): { [L in DayLabel]?: number } {
  const places = new Map(known);
  const open = (['year', 'month', 'day'] as const).find((label) => !places.has(label));
  if (values.length === 3 && open !== undefined) places.set(open, [0, 1, 2].find((place) => ![...known.values()].includes(place)) ?? 0);
  return Object.fromEntries([...places].map(([label, place]) => [label, values[place] ?? 0]));
}
