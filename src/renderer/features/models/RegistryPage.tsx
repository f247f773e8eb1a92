/** The registry: versions of the chosen model, the gate's word on one of them, the rules, and the ledger. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Alias, ModelVersion, RegisteredModel } from '@shared/areas/registry';
import { notify } from '@renderer/app/notices';
import { navigate } from '@renderer/app/router';
import { useCommand, useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Segmented, Skeleton } from '@renderer/ui';
import { registryAddress, runsAddress } from './addresses';
import { LedgerTimeline } from './LedgerTimeline';
import { PromoteDialog } from './PromoteDialog';
import { promotionReason } from './promotionReason';
import { ReasonDialog } from './ReasonDialog';
import styles from './Registry.module.css';
import { registryWords as words } from './registryMessages';
import { RulesCard } from './RulesCard';
import { useGate } from './useGate';
import { VersionCard } from './VersionCard';
import { VersionsTable } from './VersionsTable';
import { ViewSwitch } from './ViewSwitch';

interface RegistryPageProps {
  readonly modelId: string | null;
  readonly version: string | null;
}

export function RegistryPage({ modelId, version }: RegistryPageProps) {
  const models = useQuery('registry.models', {});
  const model = models.data?.find(({ id }) => id === modelId) ?? models.data?.[0];
  if (model) return <Loaded key={model.id} models={models.data ?? []} model={model} chosen={version === null ? null : Number(version)} />;
  return (
    <>
      <PageHeader title={words.title} question={words.question} actions={<Views />} />
      {models.error !== null ? <ErrorPanel error={models.error} onRetry={models.reload} /> : models.data ? (
        <div className={styles.page}>
          <div className={styles.column}>
            <Card><EmptyState picture="race" sentence={words.empty} action={<Button variant="filled" onClick={() => navigate(runsAddress())}>{words.goToRuns}</Button>} /></Card>
            <RulesCard />
          </div>
        </div>
      ) : <Skeleton height={420} />}
    </>
  );
}

function Views() {
  const experiments = useQuery('tracking.experiments', {});
  return <ViewSwitch value="registry" raceId={experiments.data?.[0]?.id ?? null} runs={undefined} />;
}

interface LoadedProps {
  readonly models: readonly RegisteredModel[];
  readonly model: RegisteredModel;
  readonly chosen: number | null;
}

function Loaded({ models, model, chosen }: LoadedProps) {
  const ledger = useQuery('registry.ledger', {});
  const gate = useGate();
  const [promoting, setPromoting] = useState<Alias | null>(null);
  const [asking, setAsking] = useState<'rollback' | 'rename' | null>(null);
  const version = versionToShow(model, chosen);
  const isChampion = version?.aliases.includes('champion') ?? true;
  const entries = (ledger.data ?? []).filter(({ modelId }) => modelId === model.id);
  const champion = model.versions.find(({ aliases }) => aliases.includes('champion'));
  const inOffice = entries.find(({ alias, kind, runId }) => alias === 'champion' && (kind === 'promoted' || kind === 'rolled-back') && runId === champion?.runId);
  return (
    <>
      <PageHeader
        title={words.title}
        question={words.question}
        actions={
          <>
            <Views />
            <Button onClick={() => navigate(runsAddress())}>{words.goToRuns}</Button>
            <Button variant="filled" disabled={isChampion} loading={gate.running} onClick={() => version && void gate.ask(version.runId)}>{champion ? words.gate.evaluate : words.gate.evaluateAlone}</Button>
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          {models.length > 1 && <Segmented label={words.models} value={model.id} options={models.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => navigate(registryAddress({ model: id }))} />}
          <Card flush title={model.name} note={words.versionsNote} actions={<Button size="xs" onClick={() => setAsking('rename')}>{words.rename}</Button>}>
            <VersionsTable model={model} selected={version?.number ?? null} onSelect={({ number }) => navigate(registryAddress({ model: model.id, version: number }), { replace: true })} />
          </Card>
          <LedgerTimeline entries={entries} actions={inOffice?.previousVersion == null ? undefined : <Button size="xs" onClick={() => setAsking('rollback')}>{words.rollback}</Button>} />
          <RulesCard />
        </div>
        <div className={styles.side}>
          {version && <VersionCard model={model} version={version} gate={gate} onPromote={() => setPromoting('champion')} onChallenge={() => setPromoting('challenger')} />}
        </div>
      </div>
      {promoting && version && <Promote version={version} alias={promoting} onClose={() => setPromoting(null)} />}
      {asking === 'rollback' && <Rollback model={model} onClose={() => setAsking(null)} />}
      {asking === 'rename' && <Rename model={model} onClose={() => setAsking(null)} />}
    </>
  );
}

/** The one chosen, else the challenger, else the newest. */
function versionToShow({ versions, aliases }: RegisteredModel, chosen: number | null): ModelVersion | undefined {
  return versions.find(({ number }) => number === chosen) ?? versions.find(({ number }) => number === aliases.challenger) ?? versions[0];
}

function Promote({ version, alias, onClose }: { readonly version: ModelVersion; readonly alias: Alias; readonly onClose: () => void }) {
  const detail = useQuery('tracking.run', { runId: version.runId });
  return detail.data ? <PromoteDialog run={detail.data.run} proposedReason={promotionReason(detail.data)} startWith={alias} onClose={onClose} /> : null;
}

function Rollback({ model, onClose }: { readonly model: RegisteredModel; readonly onClose: () => void }) {
  const rollback = useCommand('registry.rollback');
  async function goBack(reason: string): Promise<void> {
    if ((await rollback.run({ model: model.id, alias: 'champion', reason })) === undefined) return;
    notify(words.rolledBack, 'good');
    onClose();
  }
  return <ReasonDialog title={words.rollbackTitle} note={words.rollbackWhy} label={words.reason} confirm={words.rollback} running={rollback.running} error={rollback.error} onConfirm={(reason) => void goBack(reason)} onClose={onClose} />;
}

function Rename({ model, onClose }: { readonly model: RegisteredModel; readonly onClose: () => void }) {
  const rename = useCommand('registry.rename');
  async function save(name: string): Promise<void> {
    if ((await rename.run({ modelId: model.id, name })) !== undefined) onClose();
  }
  return <ReasonDialog title={words.renameTitle} label={words.name} initial={model.name} confirm={words.save} oneLine running={rename.running} error={rename.error} onConfirm={(name) => void save(name)} onClose={onClose} />;
}
