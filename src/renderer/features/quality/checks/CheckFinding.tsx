/** What one check found, in a sentence, with the values that break it. */
import type { CheckResult } from '@shared/areas/quality';
import type { Check } from '@shared/areas/qualitySchema';
import { Card, formatCell, formatInteger, Tag } from '../../../ui';
import { subjectOf } from '../checkItems';
import { qualityMessages, sentence, severityTags } from '../messages';
import styles from '../Quality.module.css';
import { findingTitle } from './findingTitle';

const words = qualityMessages.finding;
const valuesShown = 8;
/** The values of these checks say nothing: they are empty, or whole rows. */
const silent = new Set(['not-null', 'is-null', 'unique', 'unique-together', 'distinct-rows']);

interface CheckFindingProps {
  readonly check: Check;
  readonly rule: string;
  readonly result: CheckResult | null;
}

export function CheckFinding({ check, rule, result }: CheckFindingProps) {
  const values = result && result.failures > 0 && !silent.has(check.check) ? mostFrequent(result.sample.map((sample) => formatCell(sample.value))) : [];
  const whole = result !== null && result.sample.length === result.failures;
  const isSilent = (result === null || (result.failures === 0 && result.missing === 0 && result.observed === undefined && !result.error)) && check.evidence === undefined && check.note === undefined;
  return (
    <Card title={findingTitle(subjectOf(check), rule, check, result)} actions={<StateTag check={check} result={result} />}>
      {!isSilent && <p className={styles.findingWords}>
        {result && result.failures > 0 && <>{words.share(result.failureShare, result.considered)}; {words.mayFail(1 - check.mostly)}. </>}
        {result && result.missing > 0 && check.nulls === 'pass' && <>{words.missing(result.missing)} </>}
        {result?.observed !== undefined && <>{words.observed(result.observed)} </>}
        {result?.error && <>{result.error.message} </>}
        {check.evidence !== undefined && <>{sentence(check.evidence)} </>}
        {check.note !== undefined && <>{check.note}</>}
      </p>}
      {values.length > 1 && (
        <p className={styles.values}>
          <span className={styles.valuesLabel}>{whole ? words.values : words.among(result?.sample.length ?? 0)}</span>
          {values.slice(0, valuesShown).map(([value, count]) => <span key={value} className={styles.valueChip}>{value === '' ? words.emptyCell : value} <b>{formatInteger(count)}</b></span>)}
          {values.length > valuesShown && <span className={styles.valuesLabel}>{words.more(values.length - valuesShown)}</span>}
        </p>
      )}
    </Card>
  );
}

function StateTag({ check, result }: Pick<CheckFindingProps, 'check' | 'result'>) {
  if (!check.enabled) return <Tag>{words.off}</Tag>;
  if (result === null) return <Tag>{words.notCounted}</Tag>;
  if (result.success) return <Tag tone="good">{words.holds}</Tag>;
  return <Tag tone={check.severity === 'critical' ? 'failure' : check.severity === 'warning' ? 'attention' : 'neutral'}>{severityTags[check.severity]}</Tag>;
}

function mostFrequent(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}
