/** Set-up of a race: the engine proposes with reasons, the analyst changes what they know better. */
import { Button, NativeSelect } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import type { Dataset, Snapshot } from '@shared/areas/datasets';
import type { ModelDescription, SetupProposal } from '@shared/areas/tracking';
import { formatAddress, navigate } from '@renderer/app/router';
import { useQuery, useStartJob } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, formatCount, formatInteger, Link, PageHeader, SkeletonLines } from '@renderer/ui';
import { runsAddress, setupAddress, startingAddress } from './addresses';
import { AdvancedCard } from './AdvancedCard';
import { ColumnsCard } from './ColumnsCard';
import { modelsMessages as words } from './messages';
import { ModelsCard } from './ModelsCard';
import { draftFromProposal, draftOrigin, draftProblem, fitsOf, orderedColumns, toTrainRequest, unfitColumns, usedColumns, useSetupDraft, type SetupDraft } from './setupDraft';
import styles from './SetupPage.module.css';
import { SetupEvidence } from './SetupEvidence';
import { TestingCard } from './TestingCard';
import { TuneCard } from './TuneCard';

interface SetupPageProps {
  /** Null: the newest version of the first dataset. */
  readonly snapshotId: string | null;
  readonly target: string | null;
  readonly withLeaks: boolean;
}

export function SetupPage({ snapshotId, target, withLeaks }: SetupPageProps) {
  const datasets = useQuery('datasets.list', {});
  const chosen = snapshotId ?? newestSnapshot(datasets.data ?? []);
  const snapshot = useQuery('datasets.snapshot', chosen === null ? null : { ref: chosen });
  const proposal = useQuery('tracking.proposeSetup', chosen === null ? null : { snapshotId: chosen, ...(target !== null && { target }) });
  const catalogue = useQuery('tracking.modelCatalogue', {});
  const draft = useSetupDraft((state) => state.draft);
  const begin = useSetupDraft((state) => state.begin);
  const origin = snapshot.data && proposal.data ? draftOrigin(snapshot.data.id, proposal.data.target, withLeaks) : null;

  useEffect(() => {
    if (origin === null || draft?.origin === origin || !snapshot.data || !proposal.data) return;
    const fresh = draftFromProposal(snapshot.data, proposal.data, withLeaks);
    if (fresh) begin(fresh);
  }, [origin, draft, snapshot.data, proposal.data, withLeaks, begin]);

  const error = datasets.error ?? snapshot.error ?? proposal.error ?? catalogue.error;
  if (error !== null) return <Framed><ErrorPanel error={error} onRetry={proposal.reload} /></Framed>;
  if (datasets.data && chosen === null) {
    return <Framed><Card><EmptyState picture="table" sentence={words.emptyNoData} action={<Button variant="filled" onClick={() => navigate(formatAddress('data'))}>{words.goToData}</Button>} /></Card></Framed>;
  }
  if (proposal.data && snapshot.data && proposal.data.target === null) {
    return <Framed><Card><EmptyState picture="race" sentence={words.setup.noTarget} action={<Link to={formatAddress('data', [snapshot.data.id])}>Open the data</Link>} /></Card></Framed>;
  }
  if (!draft || draft.origin !== origin || !snapshot.data || !proposal.data || !catalogue.data) {
    return <Framed><Measuring /></Framed>;
  }
  return <SetupForm draft={draft} snapshot={snapshot.data} proposal={proposal.data} catalogue={catalogue.data} datasets={datasets.data ?? []} withLeaks={withLeaks} />;
}

function Framed({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <PageHeader title={words.setup.title} question={words.setup.question} actions={<Link to={runsAddress()}>{words.compare.backToRuns}</Link>} />
      {children}
    </>
  );
}

/** Every column is tried alone on held-out folds, which takes a moment. */
function Measuring() {
  return (
    <div className={styles.page} aria-busy="true">
      <div className={styles.column}>
        <Card title={words.setup.measuring} note={words.setup.columnsNote}><SkeletonLines lines={3} height={14} /></Card>
        <Card><SkeletonLines lines={14} height={14} /></Card>
      </div>
      <div className={styles.column}>
        <Card title={words.setup.testing}><SkeletonLines lines={5} height={14} /></Card>
        <Card title={words.setup.models}><SkeletonLines lines={8} height={14} /></Card>
      </div>
    </div>
  );
}

interface SetupFormProps {
  readonly draft: SetupDraft;
  readonly snapshot: Snapshot;
  readonly proposal: SetupProposal;
  readonly catalogue: readonly ModelDescription[];
  readonly datasets: readonly Dataset[];
  readonly withLeaks: boolean;
}

function SetupForm({ draft, snapshot, proposal, catalogue, datasets, withLeaks }: SetupFormProps) {
  const train = useStartJob('tracking.train');
  const begin = useSetupDraft((state) => state.begin);
  const unfit = unfitColumns(draft, snapshot, proposal);
  const used = usedColumns(draft, snapshot, unfit);
  const problem = draftProblem(draft, snapshot, used);
  const leaksIn = proposal.leakage.filter((entry) => entry.leak && used.includes(entry.column));
  async function start(): Promise<void> {
    const jobId = await train.start(toTrainRequest(draft));
    if (jobId !== null) navigate(startingAddress(jobId));
  }
  function reset(): void {
    const fresh = draftFromProposal(snapshot, proposal, withLeaks);
    if (fresh) begin(fresh);
  }
  return (
    <>
      <PageHeader
        title={words.setup.title}
        question={words.setup.question}
        actions={
          <>
            {problem !== null && <span className={styles.problem}>{problem}</span>}
            <Button onClick={reset}>{words.setup.reset}</Button>
            <Button variant="filled" disabled={problem !== null} loading={train.starting} title={formatCount(fitsOf(draft), 'fit')} onClick={() => void start()}>{leaksIn.length > 0 ? words.setup.startWithLeak : words.setup.start}</Button>
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          {train.error !== null && <ErrorPanel error={train.error} />}
          {leaksIn.length > 0 && <p className={styles.warning} role="note">{words.setup.leakIn}</p>}
          <Card title={`Predict ${draft.target} from ${formatInteger(used.length)} of ${formatInteger(snapshot.columns.length - 1)} columns`} note={`${snapshot.datasetName} v${snapshot.number}, ${formatCount(snapshot.rows, 'row')}`}>
            <div className={styles.pair}>
              <NativeSelect label={words.setup.target} value={draft.target} data={targetsOf(proposal)} onChange={(event) => navigate(setupAddress({ snapshot: snapshot.id, target: event.currentTarget.value }), { replace: true })} />
              <NativeSelect label={words.setup.data} value={snapshot.id} data={versionsOf(datasets)} onChange={(event) => navigate(setupAddress({ snapshot: event.currentTarget.value }), { replace: true })} />
            </div>
            {proposal.reasons.length > 0 && <ul className={styles.reasons} aria-label={words.setup.why}>{proposal.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>}
          </Card>
          <ColumnsCard draft={draft} snapshot={snapshot} proposal={proposal} unfit={unfit} />
        </div>
        <div className={styles.column}>
          <TestingCard draft={draft} snapshot={snapshot} />
          <SetupEvidence snapshotId={snapshot.id} target={draft.target} />
          <ModelsCard draft={draft} catalogue={catalogue} />
          <TuneCard draft={draft} />
          <AdvancedCard draft={draft} catalogue={catalogue} ordered={orderedColumns(snapshot, used)} used={used} />
        </div>
      </div>
    </>
  );
}

function newestSnapshot(datasets: readonly Dataset[]): string | null {
  const versions = datasets.flatMap((dataset) => dataset.versions.slice(0, 1));
  const newest = versions.reduce<(typeof versions)[number] | null>((held, version) => (held === null || version.createdAt > held.createdAt ? version : held), null);
  return newest?.snapshotId ?? null;
}

function targetsOf(proposal: SetupProposal): string[] {
  const named = proposal.target === null || proposal.targets.includes(proposal.target) ? [] : [proposal.target];
  return [...named, ...proposal.targets];
}

function versionsOf(datasets: readonly Dataset[]): { readonly value: string; readonly label: string }[] {
  return datasets.flatMap((dataset) => dataset.versions.map((version) => ({ value: version.snapshotId, label: `${dataset.name} v${version.number}` })));
}
