/** Which rows a rule looks at: a list of conditions joined by and or or, or the same as text. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Snapshot } from '@shared/areas/datasets';
import type { Condition } from '@shared/areas/qualityConditions';
import { conditionExpression, conditionFromText } from '@shared/conditions';
import { formatExpression } from '@shared/expressions';
import { Segmented } from '../../../ui';
import { ConditionNode } from './ConditionNode';
import { addPart, changeAt, conditionProblem, type Path } from './conditionTree';
import { FormulaInput, formulaProblem } from './FormulaInput';
import { ruleMessages } from './messages';
import styles from './Rule.module.css';

const words = ruleMessages.condition;

interface ConditionEditorProps {
  readonly snapshot: Snapshot;
  readonly condition: Condition | null;
  readonly onChange: (condition: Condition | null) => void;
}

export function ConditionEditor({ snapshot, condition, onChange }: ConditionEditorProps) {
  /** Null: shown as a list. Kept as typed, for not every text is a condition yet. */
  const [text, setText] = useState<string | null>(null);
  const first = (): Condition => ({ column: snapshot.columns[0]?.name ?? '', operator: 'present' });
  if (condition === null && text === null) {
    return (
      <div className={styles.line}>
        <span>{ruleMessages.onlyRows}</span>
        <Button size="compact-xs" variant="subtle" aria-label={words.addTo(ruleMessages.everyRow)} onClick={() => onChange(first())}>{ruleMessages.everyRow}</Button>
      </div>
    );
  }
  const change = (path: Path, with_: (at: Condition) => Condition | null): void => onChange(condition === null ? null : changeAt(condition, path, with_));
  const problem = condition === null ? null : conditionProblem(condition);
  return (
    <div role="group" aria-label={words.label} className={styles.condition}>
      <div className={styles.line}>
        <span>{ruleMessages.onlyRows}</span>
        <Segmented size="small" label={words.as} value={text === null ? 'tree' : 'text'} onChange={(as) => setText(as === 'text' ? textOf(condition) : null)} options={[{ value: 'tree', label: words.tree }, { value: 'text', label: words.text }]} />
      </div>
      {text === null && condition !== null && <ConditionNode snapshot={snapshot} condition={condition} path={[]} onChange={change} />}
      {text !== null && (
        <FormulaInput
          label={words.formula}
          note={words.asTextNote}
          columns={snapshot.columns}
          value={text}
          onChange={(next) => {
            setText(next);
            if (next.trim() === '') onChange(null);
            else if (formulaProblem(next, snapshot.columns) === null) onChange(conditionFromText(next));
          }}
        />
      )}
      {problem !== null && <p className={styles.problem} role="alert">{problem}</p>}
      <div className={styles.conditionActions}>
        {text === null && condition !== null && <Button size="compact-xs" variant="subtle" onClick={() => onChange(addPart(condition, first()))}>{words.add}</Button>}
        <Button size="compact-xs" variant="subtle" onClick={() => { setText(null); onChange(null); }}>{words.clear}</Button>
      </div>
    </div>
  );
}

/** A formula that cannot be read stands as it is. */
function textOf(condition: Condition | null): string {
  if (condition === null) return '';
  try {
    return formatExpression(conditionExpression(condition));
  } catch {
    return 'formula' in condition ? condition.formula : '';
  }
}
