/** One condition of the tree: a test of a column, a formula, or several joined by and or or. */
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ColumnType } from '@shared/areas/common';
import type { Snapshot } from '@shared/areas/datasets';
import type { ColumnTest, Condition, ConditionValue } from '@shared/areas/qualityConditions';
import { Segmented } from '../../../ui';
import { ColumnChoice } from './ColumnFields';
import { branchAt, isTest, joinedBy, joiningOf, partsOf, withOperator, type Path } from './conditionTree';
import { FormulaInput } from './FormulaInput';
import { ruleMessages } from './messages';
import styles from './Rule.module.css';
import { typedValue } from './typedValue';

const words = ruleMessages.condition;

interface ConditionNodeProps {
  readonly snapshot: Snapshot;
  readonly condition: Condition;
  readonly path: Path;
  readonly onChange: (path: Path, change: (at: Condition) => Condition | null) => void;
}

export function ConditionNode({ snapshot, condition, path, onChange }: ConditionNodeProps) {
  const [parts, joining] = [partsOf(condition), joiningOf(condition)];
  if (parts && joining) {
    return (
      <div className={styles.branch} role="group" aria-label={words.join[joining]}>
        <div className={styles.branchHead}>
          <Segmented size="small" label={words.joinLabel} value={joining} onChange={(next) => onChange(path, () => joinedBy(next, parts))} options={[{ value: 'all', label: words.join.all }, { value: 'any', label: words.join.any }]} />
          {path.length > 0 && <TakeOut onClick={() => onChange(path, () => null)} />}
        </div>
        {parts.map((part, i) => <ConditionNode key={i} snapshot={snapshot} condition={part} path={[...path, i]} onChange={onChange} />)}
      </div>
    );
  }
  if ('not' in condition) {
    return (
      <div className={styles.branch}>
        <div className={styles.branchHead}><span className={styles.notWord}>{words.not}</span><TakeOut onClick={() => onChange(path, () => condition.not)} /></div>
        <ConditionNode snapshot={snapshot} condition={condition.not} path={[...path, 0]} onChange={onChange} />
      </div>
    );
  }
  const fresh: Condition = { column: snapshot.columns[0]?.name ?? '', operator: 'present' };
  return (
    <div className={styles.leaf}>
      {isTest(condition) ? <TestFields snapshot={snapshot} test={condition} onChange={(test) => onChange(path, () => test)} /> : 'formula' in condition && <FormulaInput label={words.formula} columns={snapshot.columns} value={condition.formula} onChange={(formula) => onChange(path, () => ({ formula }))} />}
      <div className={styles.leafActions}>
        <button type="button" className={styles.textButton} onClick={() => onChange(path, (at) => branchAt(at, [], 'any', fresh))}>{words.orBeside}</button>
        <button type="button" className={styles.textButton} onClick={() => onChange(path, (at) => branchAt(at, [], 'all', fresh))}>{words.andBeside}</button>
        <button type="button" className={styles.textButton} onClick={() => onChange(path, (at) => ({ not: at }))}>{words.negate}</button>
        <TakeOut onClick={() => onChange(path, () => null)} />
      </div>
    </div>
  );
}

function TakeOut({ onClick }: { readonly onClick: () => void }) {
  return <ActionIcon size="sm" aria-label={words.remove} title={words.remove} onClick={onClick}><IconX size={13} /></ActionIcon>;
}

interface TestFieldsProps {
  readonly snapshot: Snapshot;
  readonly test: ColumnTest;
  readonly onChange: (test: ColumnTest) => void;
}

const operators = Object.entries(words.operators).map(([value, label]) => ({ value, label }));

function TestFields({ snapshot, test, onChange }: TestFieldsProps) {
  const type = snapshot.columns.find(({ name }) => name === test.column)?.type;
  return (
    <>
      <ColumnChoice hidden label={words.column} names={snapshot.columns.map(({ name }) => name)} value={test.column} onChange={(column) => onChange({ ...test, column })} />
      <div className={styles.pair}>
        <NativeSelect aria-label={words.operator} value={test.operator} data={operators} onChange={(event) => onChange(withOperator(test, operatorNamed(event.currentTarget.value)))} />
        {'value' in test && <TypedField label={words.value} value={test.value} write={String} read={(text) => (test.operator === 'matches' || test.operator === 'contains' ? text : valueFor(text, type))} onChange={(value) => onChange({ ...test, value })} />}
        {'values' in test && <TypedField label={words.values} value={test.values} write={(values) => values.join(', ')} read={(text) => text.split(',').map((value) => value.trim()).filter((value) => value !== '').map((value) => valueFor(value, type))} onChange={(values) => onChange({ ...test, values })} />}
      </div>
    </>
  );
}

function valueFor(text: string, type: ColumnType | undefined): ConditionValue {
  if (type === 'boolean' && /^(true|yes|false|no)$/i.test(text.trim())) return /^(true|yes)$/i.test(text.trim());
  return type === 'category' || type === 'text' || type === 'id' ? text : typedValue(text);
}

interface TypedFieldProps<V> {
  readonly label: string;
  readonly value: V;
  readonly write: (value: V) => string;
  readonly read: (text: string) => V;
  readonly onChange: (value: V) => void;
}

/** Keeps what is typed, such as "1." on the way to 1.5, as long as it means the value. */
function TypedField<V>({ label, value, write, read, onChange }: TypedFieldProps<V>) {
  const [text, setText] = useState(write(value));
  if (write(read(text)) !== write(value)) setText(write(value));
  return (
    <TextInput
      aria-label={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(read(event.currentTarget.value));
      }}
    />
  );
}

function operatorNamed(value: string): ColumnTest['operator'] {
  const names: readonly ColumnTest['operator'][] = ['equal', 'not-equal', 'less', 'at-most', 'greater', 'at-least', 'matches', 'contains', 'one-of', 'not-one-of', 'missing', 'present'];
  return names.find((name) => name === value) ?? 'present';
}
