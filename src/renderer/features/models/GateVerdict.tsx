/** What the gate found: the verdict in words, the difference with its interval, and a line for each rule. */
import type { GateComparison, GateEvaluation, RuleResult } from '@shared/areas/gates';
import { metricWords } from '@shared/messages/names';
import { Dot, formatCount, formatInteger, formatPercent, Tag } from '@renderer/ui';
import { formatMetric, formatMetricDifference } from '@renderer/ui/formatMetric';
import compareStyles from './ComparePage.module.css';
import { Interval } from './PairVerdict';
import styles from './Registry.module.css';
import { registryWords as words, ruleKindWords, stateWords, verdictWords } from './registryMessages';

export function GateVerdict({ evaluation }: { readonly evaluation: GateEvaluation }) {
  const { verdict, comparison, notComparable } = evaluation;
  const told = verdictWords[verdict];
  return (
    <div className={styles.verdict}>
      <div className={styles.verdictHead}>
        <h3>{told.sentence}</h3>
        <Tag tone={told.tone}>{told.word}</Tag>
      </div>
      <p className={styles.verdictReason}>{verdictLine(evaluation)}</p>
      {comparison && <Difference comparison={comparison} />}
      {notComparable !== null && <p className={styles.small}>{notComparable}</p>}
      <ul className={styles.rules}>
        {decidingFirst(evaluation).map(({ rule, state, reason }, index) => (
          <li key={index}>
            <Dot tone={stateWords[state].tone} word={stateWords[state].word} />
            <div>
              <p><b>{ruleKindWords[rule.rule]}</b> <span className={styles.state}>{stateWords[state].word}</span></p>
              <p className={styles.ruleReason}>{reason}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function decidingFirst({ rules, verdict }: GateEvaluation): readonly RuleResult[] {
  if (verdict === 'pass') return rules;
  return [...rules.filter(({ state }) => state === verdict), ...rules.filter(({ state }) => state !== verdict)];
}

function verdictLine({ rules, verdict, reasons, championRunId }: GateEvaluation): string {
  const deciding = rules.filter(({ state }) => state === verdict).length;
  if (verdict !== 'pass') return words.gate.decide(deciding, formatCount(rules.length, 'rule'), verdict);
  return championRunId === null ? (reasons[0] ?? '') : words.gate.holds(formatCount(deciding, 'rule'));
}

function Difference({ comparison }: { readonly comparison: GateComparison }) {
  const { metric, difference, lower, upper, level, rowsPaired, rowsAnswered, rowsLeftOut, groups, candidate, against } = comparison;
  const isClear = lower !== null && upper !== null && (lower > 0 || upper < 0);
  const reach = Math.max(1e-9, ...[lower, upper, difference].map((value) => Math.abs(value ?? 0)));
  return (
    <div className={styles.difference}>
      <div className={compareStyles.pairLine}>
        <span>{metricWords[metric].name} {formatMetric(metric, candidate)} against {formatMetric(metric, against)} of the champion</span>
        <b>{formatMetricDifference(metric, difference)}</b>
      </div>
      {lower !== null && upper !== null && <Interval difference={difference} lower={lower} upper={upper} reach={reach} clear={isClear} />}
      <p className={styles.small}>
        {lower !== null && upper !== null && `${formatPercent(level, 0)} interval ${formatMetric(metric, lower)} to ${formatMetric(metric, upper)}, `}
        on the same {formatCount(rowsPaired, 'row')}{groups !== null && ` in ${formatCount(groups, 'group')}`}
        {rowsAnswered > 0 && `; ${words.gate.newRows(formatInteger(rowsAnswered))}`}
        {rowsLeftOut > 0 && `; ${words.gate.leftOut(formatInteger(rowsLeftOut))}`}.
      </p>
    </div>
  );
}
