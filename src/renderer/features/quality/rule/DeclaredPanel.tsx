/** A check that follows from a declaration: what it says, and the way to what it follows from. */
import { Button } from '@mantine/core';
import type { Check } from '@shared/areas/qualitySchema';
import { KeyValue, SidePanel } from '../../../ui';
import { subjectOf, type CheckItem } from '../checkItems';
import { LiveCount } from './LiveCount';
import { ruleMessages } from './messages';
import styles from './Rule.module.css';

const words = ruleMessages.declared;

interface DeclaredPanelProps {
  readonly item: CheckItem;
  readonly rule: string;
  readonly onChange: () => void;
}

export function DeclaredPanel({ item, rule, onChange }: DeclaredPanelProps) {
  const ofTable = item.check.check === 'columns-are' || item.check.check === 'columns-ordered';
  return (
    <SidePanel title={ruleMessages.rule} label={ruleMessages.ruleFor(subjectOf(item.check))}>
      <div className={styles.declared}>
        <KeyValue rows={[{ label: ruleMessages.column, value: subjectOf(item.check) }, { label: ruleMessages.rule, value: rule }]} />
        <p className={styles.hint}>{followsFrom(item.check)}</p>
        <LiveCount kind={null} before={null} result={item.result} edited={false} counting={false} />
        <div className={styles.actions}><Button size="xs" onClick={onChange}>{ofTable ? words.changeTable : words.change}</Button></div>
      </div>
    </SidePanel>
  );
}

function followsFrom({ check }: Check): string {
  return check === 'type' ? words.type : check === 'column-exists' ? words.exists : words.table;
}
