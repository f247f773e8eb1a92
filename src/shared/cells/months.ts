/** Names of months, whole and short, in the languages files of European trade are written in. Case and a point at the end do not matter. */

/** English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish. */
const names: readonly string[] = [
  'january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari styczeń stycznia sty',
  'february feb februar feber février févr fév fevrier fevr febrero febbraio fevereiro fev februari luty lutego lut',
  'march mar märz mär mrz maerz mars marzo março marco maart mrt marts marzec marca',
  'april apr avril avr abril abr aprile kwiecień kwietnia kwi',
  'may mai mayo maggio mag maio mei maj maja',
  'june jun juni juin junio giugno giu junho czerwiec czerwca cze',
  'july jul juli juillet juil julio luglio lug julho lipiec lipca lip',
  'august aug août aout agosto ago augustus augusti sierpień sierpnia sie',
  'september sep sept septembre septiembre settembre set setembro wrzesień września wrz',
  'october oct oktober okt octobre octubre ottobre ott outubro out październik października paź',
  'november nov novembre noviembre novembro listopad listopada lis',
  'december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudzień grudnia gru',
];

const months: ReadonlyMap<string, number> = new Map(names.flatMap((all, i) => all.split(' ').map((name) => [name, i + 1] as const)));

/** Each name with its number from 1. */
export const monthNames: readonly (readonly [name: string, month: number])[] = [...months];

/** From 1, or null where the word is no month. */
export function monthOf(word: string): number | null {
  return months.get(word.toLowerCase().replace(/\.$/, '')) ?? null;
}
