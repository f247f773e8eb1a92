/** What two devices decided without knowing of each other: both values side by side, with who, when and what speaks for each. */
import { Button } from '@mantine/core';
import type { Conflict } from '@shared/areas/sync';
import { useCommand } from '@renderer/engine';
import { Card, ErrorPanel, formatWhen, Tag } from '@renderer/ui';
import { shareMessages as words } from './messages';
import styles from './Share.module.css';

export function ConflictsCard({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const resolve = useCommand('sync.resolve');
  return (
    <Card flush tone="attention" title={words.conflictsTitle(conflicts.length)} note={words.conflictsNote}>
      {resolve.error !== null && <ErrorPanel error={resolve.error} />}
      {conflicts.map((conflict) => (
        <section key={conflict.key} className={styles.conflict} aria-label={capitalised(conflict.title)}>
          <h3 className={styles.conflictTitle}>{capitalised(conflict.title)}</h3>
          <p className={styles.conflictNote}>{conflict.kind === 'decided' ? words.decided(conflict.holds) : words[conflict.kind]}</p>
          <div className={styles.values}>
            {conflict.values.map((value) => (
              <ValueCard key={value.stamp} value={value} shown={conflict.kind === 'edited' && value.text === conflict.holds} disabled={resolve.running} onKeep={() => void resolve.run({ key: conflict.key, stamp: value.stamp })} />
            ))}
          </div>
        </section>
      ))}
    </Card>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface ValueCardProps {
  readonly value: Conflict['values'][number];
  readonly shown: boolean;
  readonly disabled: boolean;
  readonly onKeep: () => void;
}

function ValueCard({ value, shown, disabled, onKeep }: ValueCardProps) {
  const device = value.own ? words.thisDevice : value.deviceName;
  return (
    <div className={styles.value}>
      <p className={styles.who}><span>{device}</span><span>{formatWhen(value.at)}</span></p>
      <p className={styles.text}>{value.text} {shown && <Tag>{words.holdsNow}</Tag>}</p>
      {value.evidence.length > 0 && (
        <dl className={styles.evidence}>
          {value.evidence.map(({ label, value: told }) => <div key={label}><dt>{label}</dt><dd>{told}</dd></div>)}
        </dl>
      )}
      <Button className={styles.choose} size="xs" disabled={disabled} aria-label={words.keepLabel(value.text, device)} onClick={onKeep}>{words.keep}</Button>
    </div>
  );
}
