/** The rules of the gate in sentences; the editor opens over the page. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from '@renderer/engine';
import { Card, ErrorPanel, formatWhen, SkeletonLines } from '@renderer/ui';
import styles from './Registry.module.css';
import { registryWords as words, ruleKindWords } from './registryMessages';
import { RulesDialog } from './RulesDialog';
import { ruleSentence } from './ruleWords';

export function RulesCard() {
  const rules = useQuery('registry.rules', {});
  const [editing, setEditing] = useState(false);
  const saved = rules.data;
  return (
    <Card title={words.rules.title} note={`${words.rules.note} ${saved ? (saved.savedAt === null ? `Now ${words.rules.standard}.` : `Changed ${formatWhen(saved.savedAt)}.`) : ''}`} actions={<Button size="xs" disabled={!saved} onClick={() => setEditing(true)}>{words.rules.edit}</Button>}>
      {rules.error !== null ? <ErrorPanel error={rules.error} onRetry={rules.reload} /> : !saved ? <SkeletonLines lines={5} /> : saved.rules.length === 0 ? <p className={styles.small}>{words.rules.none}</p> : (
        <ul className={styles.ruleList}>
          {saved.rules.map((rule, index) => <li key={index}>{ruleKindWords[rule.rule]}<span>{ruleSentence(rule)}</span></li>)}
        </ul>
      )}
      {editing && saved && <RulesDialog rules={saved.rules} document={saved.document} onClose={() => setEditing(false)} />}
    </Card>
  );
}
