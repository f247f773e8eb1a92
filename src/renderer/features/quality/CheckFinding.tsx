/** What one check found, in a sentence, with the values that break it. */
import { Card, formatCell, formatCount, formatInteger, formatPercent, Tag, typeWords } from '../../ui';
import type { CheckItem } from './checkGroups';
import { ruleWords, sentence, severityTags } from './messages';
import styles from './Quality.module.css';

export function CheckFinding({ item, rows }: { readonly item: CheckItem; readonly rows: number }) {
  const { check, result } = item;
  const rule = result?.rule ?? ruleWords(check);
  const values = result ? mostFrequent(result.sample.map((sample) => formatCell(sample.value))) : [];
  const telling = check.check !== 'unique' && check.check !== 'not-null';
  const whole = result !== null && result.sample.length === result.failures;
  return (
    <Card
      title={findingTitle(item, rule)}
      actions={result && !result.success ? <Tag tone={check.severity === 'critical' ? 'failure' : check.severity === 'warning' ? 'attention' : 'neutral'}>{severityTags[check.severity]}</Tag> : result ? <Tag tone="good">holds</Tag> : <Tag>not counted</Tag>}
    >
      <p className={styles.findingWords}>
        {result && result.failures > 0 && <>{formatPercent(result.failureShare)} of {formatCount(rows, 'row')}; {check.allow > 0 ? `up to ${formatPercent(check.allow)} may fail` : 'none may fail'}. </>}
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
  if (result === null) return `${check.column}: ${rule}`;
  if (result.failures === 0) return `${check.column}: ${rule}, in every row`;
  const rows = formatCount(result.failures, 'row');
  const [has, does, is] = result.failures === 1 ? ['has', 'does', 'is'] : ['have', 'do', 'are'];
  switch (check.check) {
    case 'unique':
      return `${rows} ${result.failures === 1 ? 'repeats' : 'repeat'} a ${check.column}`;
    case 'not-null':
      return `${rows} ${has} no ${check.column}`;
    case 'range':
      return `${rows} of ${check.column} ${is} not ${rule}`;
    case 'one-of':
      return `${rows} of ${check.column} ${is} not ${rule}`;
    case 'pattern':
      return `${rows} of ${check.column} ${does} not match: ${rule}`;
    case 'type':
      return `${rows} of ${check.column} ${is} no ${typeWords[check.type]}`;
  }
}

function mostFrequent(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
