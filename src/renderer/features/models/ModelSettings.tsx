/** The settings of each model that races: the standard is there, another value is kept and counted. */
import { NativeSelect, NumberInput } from '@mantine/core';
import type { ModelDescription, ModelKind, SettingDescription } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { formatNumber } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { settingNote, settingWords } from './settingWords';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

interface ModelSettingsProps {
  readonly draft: SetupDraft;
  readonly catalogue: readonly ModelDescription[];
}

export function ModelSettings({ draft, catalogue }: ModelSettingsProps) {
  const shown = catalogue.filter(({ kind, settings }) => draft.models.has(kind) && settings.length > 0);
  if (shown.length === 0) return null;
  return (
    <div className={styles.settings}>
      <p className={styles.group}>{words.setup.modelSettings}</p>
      {shown.map((model) => <OneModel key={model.kind} model={model} given={draft.parameters[model.kind] ?? {}} />)}
    </div>
  );
}

function OneModel({ model, given }: { readonly model: ModelDescription; readonly given: Readonly<Record<string, number | string>> }) {
  const changed = Object.keys(given).length;
  return (
    <details className={styles.oneModel}>
      <summary>
        {modelWords[model.kind].name}
        {changed > 0 && <span className={styles.quiet}> {words.setup.changed(changed)}</span>}
      </summary>
      <div className={styles.pair}>
        {model.settings.map((setting) => <OneSetting key={setting.name} kind={model.kind} setting={setting} value={given[setting.name] ?? setting.standard} />)}
      </div>
    </details>
  );
}

function OneSetting({ kind, setting, value }: { readonly kind: ModelKind; readonly setting: SettingDescription; readonly value: number | string }) {
  const change = useSetupDraft((state) => state.changeSetting);
  const { name, standard } = setting;
  const set = (next: number | string): void => change(kind, name, next === standard ? null : next);
  const label = sentence(settingWords(name));
  if ('choices' in setting) {
    return <NativeSelect label={label} description={words.setup.standardIs(settingWords(setting.standard))} value={String(value)} data={setting.choices.map((choice) => ({ value: choice, label: settingWords(choice) }))} onChange={(event) => set(event.currentTarget.value)} />;
  }
  const { lowest, highest, whole } = setting;
  return (
    <NumberInput
      label={label}
      description={settingNote(kind, name) ?? words.setup.range(endOf(lowest), endOf(highest))}
      value={value}
      min={lowest}
      max={highest}
      allowDecimal={!whole}
      decimalScale={12}
      clampBehavior="blur"
      onChange={(next) => typeof next === 'number' && next >= lowest && next <= highest && set(next)}
    />
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function endOf(value: number): string {
  const size = Math.abs(value);
  return size > 0 && (size < 1e-3 || size > 1e7) ? value.toExponential().replace('+', '') : formatNumber(value);
}
