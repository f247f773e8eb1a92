/** Signs and codes of currencies as they stand beside amounts. Signs of one currency have one name, so that "€ 5" and "5 EUR" go together. */

/** Current codes of ISO 4217; fixed here, so that a file reads the same in every version. */
const codes =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG';

const signs: readonly (readonly [name: string, signs: string])[] = [
  ['EUR', '€ euro Euro EURO euros Euros'],
  // A bare dollar sign may be any dollar; beside USD it means that one.
  ['USD', '$ US$ U$S'],
  ['AUD', 'A$ AU$'],
  ['CAD', 'C$ CA$'],
  ['NZD', 'NZ$'],
  ['HKD', 'HK$'],
  ['SGD', 'S$'],
  ['BRL', 'R$'],
  ['MXN', 'MX$'],
  ['GBP', '£'],
  ['JPY', '¥ ￥ 円'],
  ['CNY', '元 RMB'],
  ['INR', '₹ Rs Rs.'],
  ['CHF', 'Fr. SFr. SFr'],
  // Three countries write so.
  ['kr', 'kr kr. Kr Kr.'],
  ['PLN', 'zł'],
  ['CZK', 'Kč'],
  ['HUF', 'Ft'],
  ['RON', 'lei'],
  ['BGN', 'лв лв.'],
  ['RUB', '₽ руб руб.'],
  ['KRW', '₩'],
  ['TRY', '₺'],
  ['ILS', '₪'],
  ['VND', '₫'],
  ['THB', '฿'],
  ['UAH', '₴'],
  ['NGN', '₦'],
  ['PHP', '₱'],
];

/** Codes that are also written small. */
const smallCodes = 'eur usd gbp chf jpy sek nok dkk pln czk';

const known: ReadonlyMap<string, string> = new Map([
  ...codes.split(' ').map((code) => [code, code] as const),
  ...smallCodes.split(' ').map((code) => [code, code.toUpperCase()] as const),
  ...signs.flatMap(([name, all]) => all.split(' ').map((sign) => [sign, name] as const)),
]);

export const currencySigns: readonly string[] = [...known.keys()];

/** The currency's one name for a sign or code, or null where it is none. */
export function currencyOf(sign: string): string | null {
  return known.get(sign) ?? null;
}
