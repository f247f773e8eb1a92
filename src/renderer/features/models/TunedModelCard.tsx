/** What a search chose for one model: the verdict first, then settings side by side, then which of them mattered. */
import type { TunedModel, Tuning } from '@shared/areas/tuning';
import { settingValueWords } from '@shared/messages/tuning';
import { Card, formatPercent } from '@renderer/ui';
import bars from './DriverBars.module.css';
import { settingWords } from './settingWords';
import styles from './TunedModelCard.module.css';
import { tuningMessages as words } from './tuningMessages';
import { flatteryLine, gainSentence, gainTitle } from './tuningWords';

export function TunedModelCard({ tuned, tuning }: { readonly tuned: TunedModel; readonly tuning: Tuning }) {
  return (
    <Card title={gainTitle(tuned)}>
      <p className={styles.words}>{gainSentence(tuned, tuning)}</p>
      {tuned.chosen !== null && <p className={styles.quiet}>{flatteryLine(tuned)}</p>}
      <h3 className={styles.head} title={words.chosenNote}>{words.chosen}</h3>
      <table className={styles.table}>
        <thead><tr><th scope="col">setting</th><th scope="col">standard</th><th scope="col">chosen</th></tr></thead>
        <tbody>
          {Object.entries(tuned.settings).map(([name, value]) => {
            const standard = tuned.standard[name];
            return <tr key={name}><th scope="row">{settingWords(name)}</th><td>{standard === undefined ? '' : settingValueWords(standard)}</td><td>{value === standard ? settingValueWords(value) : <b>{settingValueWords(value)}</b>}</td></tr>;
          })}
        </tbody>
      </table>
      <h3 className={styles.head} title={words.importanceNote}>{words.importance}</h3>
      {tuned.importance === null ? <p className={styles.quiet}>{words.tooFew}</p> : <Shares importance={tuned.importance} />}
    </Card>
  );
}

function Shares({ importance }: { readonly importance: NonNullable<TunedModel['importance']> }) {
  const alone = importance.reduce((sum, { share }) => sum + share, 0);
  const rows = [...importance.map(({ setting, share }) => ({ name: settingWords(setting), share, quiet: false })), { name: words.together, share: Math.max(0, 1 - alone), quiet: true }];
  return (
    <ul className={`${bars.list} ${styles.shares}`} aria-label={words.importanceNote}>
      {rows.map(({ name, share, quiet }) => (
        <li key={name} className={bars.row}>
          <span className={bars.name} title={name}>{name}</span>
          <span className={bars.track} aria-hidden="true"><span className={`${bars.bar} ${quiet ? bars.none : ''}`} style={{ width: `${share * 100}%` }} /></span>
          <span className={bars.value}>{formatPercent(share, 0)}</span>
        </li>
      ))}
    </ul>
  );
}
