/** Which models race: baselines to be beaten, and learned ones. */
import { Checkbox } from '@mantine/core';
import { modelBaselines, modelKinds, type ModelKind } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { Card } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

const learnedKinds = modelKinds.filter((kind) => !modelBaselines.includes(kind));

export function ModelsCard({ draft }: { readonly draft: SetupDraft }) {
  return (
    <Card title={words.setup.models}>
      <div className={styles.models}>
        <p className={styles.group}>{words.setup.learned}</p>
        {learnedKinds.map((kind) => <ModelChoice key={kind} kind={kind} draft={draft} />)}
        <p className={styles.group}>{words.setup.baselines}</p>
        {modelBaselines.map((kind) => <ModelChoice key={kind} kind={kind} draft={draft} />)}
      </div>
    </Card>
  );
}

function ModelChoice({ kind, draft }: { readonly kind: ModelKind; readonly draft: SetupDraft }) {
  const toggle = useSetupDraft((state) => state.toggleModel);
  const { name, explanation } = modelWords[kind];
  return (
    <label className={styles.model}>
      <Checkbox size="xs" radius={4} mt={2} checked={draft.models.has(kind)} onChange={() => toggle(kind)} />
      <span><b>{name}</b><small>{explanation}</small></span>
    </label>
  );
}
