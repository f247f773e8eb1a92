/** Words of quality over the versions. */
import type { AnomalyMethod, Statistic } from '@shared/areas/qualityHistory';

export const historyMessages = {
  question: 'Is this version like the ones before?',
  figures: 'Figures',
  methodLabel: 'Band by',
  methods: {
    'batch-normal': 'Mean and spread of the versions before',
    'online-normal': 'Running mean and spread',
    'relative-change': 'Half to double the version before',
    'absolute-change': 'Change against the version before',
    threshold: 'Fixed limits',
    'holt-winters-weekly': 'Trend and week (daily versions)',
    'holt-winters-yearly': 'Trend and year (monthly versions)',
  } satisfies Readonly<Record<AnomalyMethod, string>>,
  lower: 'Lower limit',
  upper: 'Upper limit',
  needsLimits: 'Give a lower limit, an upper limit, or both.',
  kinds: { 'pass-rate': 'All checks', rows: 'Table', figure: 'Checked figures', 'failure-share': 'Failing rows', 'null-share': 'Missing cells' } satisfies Readonly<Record<Statistic['kind'], string>>,
  within: (name: string): string => `${name}: within its band`,
  noBand: (name: string): string => `${name}: too few versions before for a band`,
  none: (name: string): string => `${name}: this version has no figure`,
  note: 'By version; the band is what the versions before let expect.',
  chart: { version: 'Version', value: 'Value', lower: 'Band from', upper: 'Band to' },
  outside: 'Outside the band',
  nothingOutside: 'No figure of any version lies outside its band.',
  one: 'There is one version so far. Import the next one and figures can be compared.',
  version: (number: number): string => `v${number}`,
  more: (count: number): string => `and ${count.toLocaleString('en-US')} more`,
} as const;
