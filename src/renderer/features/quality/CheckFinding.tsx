/** What one check found, in a sentence, with the values that break it. */
import { Card, formatCell, formatCount, formatInteger, formatPercent, Tag } from '../../ui';
import { subjectOf, type CheckItem } from './checkGroups';
import { sentence, severityTags } from './messages';
import styles from './Quality.module.css';

export function CheckFinding({ item, rows }: { readonly item: CheckItem; readonly rows: number }) {
  const { check, result } = item;
  const rule = result?.rule ?? item.rule;
  const values = result ? mostFrequent(result.sample.map((sample) => formatCell(sample.value))) : [];
  const telling = check.check !== 'unique' && check.check !== 'not-null';
  const whole = result !== null && result.sample.length === result.failures;
  return (
    <Card
      title={findingTitle(item, rule)}
      actions={result && !result.success ? <Tag tone={check.severity === 'critical' ? 'failure' : check.severity === 'warning' ? 'attention' : 'neutral'}>{severityTags[check.severity]}</Tag> : result ? <Tag tone="good">holds</Tag> : <Tag>not counted</Tag>}
    >
      <p className={styles.findingWords}>
        {result && result.failures > 0 && <>{formatPercent(result.failureShare)} of {formatCount(rows, 'row')}; {check.mostly < 1 ? `up to ${formatPercent(1 - check.mostly)} may fail` : 'none may fail'}. </>}
        {result?.observed !== undefined && <>Observed: {result.observed.replace(/[.]$/, '')}. </>}
        {check.evidence !== undefined && <>{sentence(check.evidence)}</>}
      </p>
      {telling && values.length > 1 && (
        <p className={styles.values}>
          <span className={styles.valuesLabel}>{whole ? 'Values' : `Among ${formatInteger(result?.sample.length ?? 0)} of them`}</span>
          {values.slice(0, 8).map(([value, count]) => <span key={value} className={styles.valueChip}>{value === '' ? '(empty)' : value} <b>{formatInteger(count)}</b></span>)}
          {values.length > 8 && <span className={styles.valuesLabel}>and {formatInteger(values.length - 8)} more</span>}
        </p>
      )}
    </Card>
  );
}

function findingTitle({ check, result }: CheckItem, rule: string): string {
  const subject = subjectOf(check);
  if (result === null || (!result.success && result.failures === 0)) return `${subject}: ${rule}`;
  if (result.failures === 0) return `${subject}: ${rule}${result.considered > 0 ? ', in every row' : ''}`;
  const rows = formatCount(result.failures, 'row');
  const [has, does, is] = result.failures === 1 ? ['has', 'does', 'is'] : ['have', 'do', 'are'];
  switch (check.check) {
    case 'unique':
      return `${rows} ${result.failures === 1 ? 'repeats' : 'repeat'} a ${subject}`;
    case 'not-null':
      return `${rows} ${has} no ${subject}`;
    case 'range':
      return `${rows} of ${subject} ${is} not ${rule}`;
    case 'one-of':
      return `${rows} of ${subject} ${is} not ${rule}`;
    case 'type':
      return `${rows} of ${subject} ${is} not ${rule}`;
    default:
      return `${rows} of ${subject} ${does} not hold: ${rule}`;
  }
}

function mostFrequent(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
