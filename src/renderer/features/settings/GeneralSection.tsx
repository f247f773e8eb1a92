/** Appearance, the way numbers and dates are written, and notifications. */
import { NativeSelect, Switch } from '@mantine/core';
import { useAppearance } from '@renderer/app/appearance';
import { appMessages } from '@renderer/app/messages';
import { usePreferences } from '@renderer/app/preferences';
import { useHost } from '@renderer/engine';
import { Card, dateFormats, exampleNumber, numberFormats, Segmented } from '@renderer/ui';
import { settingsMessages } from './messages';
import { SettingRow } from './SettingRow';
import styles from './Settings.module.css';

const words = settingsMessages.general;

export function GeneralSection() {
  const host = useHost();
  const { appearance, setAppearance } = useAppearance();
  const { contrast, numbers, dates, notifications, set } = usePreferences();
  return (
    <>
      <Card title={words.appearance}>
        <div className={styles.rows}>
          <SettingRow label={words.theme} note={words.themeNote}>
            <Segmented label={words.theme} value={appearance} onChange={setAppearance} options={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: appMessages.themes[value] }))} />
          </SettingRow>
          <SettingRow label={words.contrast} note={words.contrastNote}>
            <Segmented label={words.contrast} value={contrast} onChange={(value) => set({ contrast: value })} options={(['system', 'more'] as const).map((value) => ({ value, label: words.contrasts[value] }))} />
          </SettingRow>
        </div>
      </Card>
      <Card title={words.language}>
        <div className={styles.rows}>
          <SettingRow label={words.languageLabel} note={words.languageNote}>
            <span className={styles.said}>{words.english}</span>
          </SettingRow>
          <SettingRow label={words.numbers} note={words.numbersNote}>
            <NativeSelect
              className={styles.select}
              aria-label={words.numbers}
              value={numbers}
              onChange={(event) => set({ numbers: numberFormats.find((each) => each === event.currentTarget.value) ?? 'system' })}
              data={numberFormats.map((value) => ({ value, label: value === 'system' ? words.likeSystem(exampleNumber(value)) : exampleNumber(value) }))}
            />
          </SettingRow>
          <SettingRow label={words.dates} note={words.datesNote}>
            <NativeSelect
              className={styles.select}
              aria-label={words.dates}
              value={dates}
              onChange={(event) => set({ dates: dateFormats.find((each) => each === event.currentTarget.value) ?? 'system' })}
              data={dateFormats.map((value) => ({ value, label: value === 'system' ? appMessages.themes.auto : words.dateNames[value] }))}
            />
          </SettingRow>
        </div>
      </Card>
      <Card title={words.notifications}>
        <div className={styles.rows}>
          <SettingRow label={words.notificationsSwitch} note={host.notify ? words.notificationsNote : settingsMessages.desktopOnly}>
            <Switch aria-label={words.notificationsSwitch} checked={notifications && host.notify !== undefined} disabled={!host.notify} onChange={(event) => set({ notifications: event.currentTarget.checked })} />
          </SettingRow>
        </div>
      </Card>
    </>
  );
}
