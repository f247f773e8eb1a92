/** Which models race: baselines to be beaten, and learned ones. */
import { Checkbox } from '@mantine/core';
import { Fragment } from 'react';
import type { ModelDescription, ModelKind } from '@shared/areas/tracking';
import { modelWords } from '@shared/messages/names';
import { Card } from '@renderer/ui';
import { modelsMessages as words } from './messages';
import { useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';

const groups = ['learned', 'combination', 'baseline'] as const;

export function ModelsCard({ draft, catalogue }: { readonly draft: SetupDraft; readonly catalogue: readonly ModelDescription[] }) {
  return (
    <Card title={words.setup.models}>
      <div className={styles.models}>
        {groups.map((group) => (
          <Fragment key={group}>
            <p className={styles.group}>{words.setup.modelGroups[group]}</p>
            {catalogue.map((model) => model.group === group && <ModelChoice key={model.kind} kind={model.kind} draft={draft} />)}
          </Fragment>
        ))}
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
