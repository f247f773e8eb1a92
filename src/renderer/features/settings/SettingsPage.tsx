/** Settings: one list of sections, one of them open. Every section has an address. */
import type { ComponentType } from 'react';
import { formatAddress, useAddress } from '@renderer/app/router';
import { Link, PageHeader } from '@renderer/ui';
import { AboutSection } from './AboutSection';
import { BackupsSection } from './BackupsSection';
import { GeneralSection } from './GeneralSection';
import { settingsMessages as words } from './messages';
import { ScoringSection } from './ScoringSection';
import styles from './Settings.module.css';
import { StorageSection } from './StorageSection';

interface Section {
  readonly id: keyof typeof words.sections;
  readonly View: ComponentType;
}

/** A new section is one component and one line here. */
const sections: readonly [Section, ...Section[]] = [
  { id: 'general', View: GeneralSection },
  { id: 'storage', View: StorageSection },
  { id: 'backups', View: BackupsSection },
  { id: 'scoring', View: ScoringSection },
  { id: 'about', View: AboutSection },
];

export function SettingsPage() {
  const asked = useAddress().parts[0];
  const { id, View } = sections.find((section) => section.id === asked) ?? sections[0];
  return (
    <>
      <PageHeader title={id === 'general' ? words.title : `${words.title}: ${words.sections[id].toLowerCase()}`} question={words.question} />
      <div className={styles.page}>
        <nav aria-label={words.sectionList}>
          <ul className={styles.sections} data-list>
            {sections.map((section) => (
              <li key={section.id} className={styles.sectionItem} data-current={section.id === id || undefined}>
                <Link to={formatAddress('settings', [section.id])} className={styles.section}>{words.sections[section.id]}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.content}>
          <View key={id} />
        </div>
      </div>
    </>
  );
}
