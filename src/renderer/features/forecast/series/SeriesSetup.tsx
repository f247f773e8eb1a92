/** The set-up of a backtest: date, keys, target and horizon, each with its evidence; closures found are offered as buttons. */
import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ClosureOffer, SeriesProposal } from '@shared/areas/series';
import { reportError } from '@renderer/app/notices';
import { navigate } from '@renderer/app/router';
import { useJob, useQuery, useStartJob } from '@renderer/engine';
import { Card, ErrorPanel, formatCount, formatTimeLeft, PageHeader, ProgressBar, Skeleton } from '@renderer/ui';
import { seriesAddress } from '../addresses';
import { forecastMessages } from '../messages';
import { ViewSwitch } from '../ViewSwitch';
import { seriesWords as words } from './messages';
import { Offers } from './Offers';
import { periodWord } from './seriesFindings';
import styles from './Series.module.css';

interface SeriesSetupProps {
  readonly snapshotId: string;
  readonly jobId: string | null;
  readonly hasPast: boolean;
}

/** What the analyst chose instead of what was found. */
interface Wishes {
  readonly date?: string;
  readonly target?: string;
  readonly keys?: string[];
  readonly horizon?: number;
  readonly closedWeekdays?: number[];
  readonly closures?: string[];
}

const longestHorizon = 400;

export function SeriesSetup({ snapshotId, jobId, hasPast }: SeriesSetupProps) {
  const [wishes, setWishes] = useState<Wishes>({});
  const proposal = useQuery('series.propose', { snapshotId, ...wishes });
  const snapshot = useQuery('datasets.snapshot', { ref: snapshotId });
  const backtest = useStartJob('series.backtest');
  const job = useJob(jobId);
  const running = jobId !== null && job.running;
  const found = proposal.data;

  async function start({ setup, target }: SeriesProposal): Promise<void> {
    if (!setup || target === null) return;
    const started = await backtest.start({ snapshotId, target, setup });
    if (started !== null) navigate(seriesAddress({ job: started, snapshot: snapshotId }), { replace: true });
  }
  function accept(offer: ClosureOffer): void {
    if (offer.kind === 'weekday') setWishes({ ...wishes, closedWeekdays: [...(wishes.closedWeekdays ?? []), offer.weekday] });
    else setWishes({ ...wishes, closures: [...(wishes.closures ?? []), ...offer.days, ...offer.coming] });
  }
  const failure = proposal.error ?? backtest.error ?? (jobId !== null && job.job?.state === 'failed' ? job.job.error : null);
  return (
    <>
      <PageHeader
        title={words.title}
        question={forecastMessages.question}
        actions={
          <>
            <ViewSwitch value="series" />
            {hasPast && !running && <Button onClick={() => navigate(seriesAddress())}>{words.setup.back}</Button>}
            <Button variant="filled" disabled={!found?.setup || running} loading={backtest.starting} onClick={() => found && void start(found)}>{words.setup.start}</Button>
          </>
        }
      />
      <div className={styles.page}>
        <div className={styles.column}>
          {failure !== null && <ErrorPanel error={failure} />}
          {running && (
            <Card>
              <div className={styles.line}><b>{job.progress?.title ?? words.setup.start}</b><span className={styles.quiet}>{formatTimeLeft(job.etaMs)}</span></div>
              <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.setup.start} />
              <div className={styles.actions} style={{ marginTop: 12 }}><Button size="xs" onClick={() => void job.cancel().catch(reportError)}>{words.setup.cancel}</Button></div>
            </Card>
          )}
          <Card title={words.setup.title} note={snapshot.data ? `${snapshot.data.datasetName} v${snapshot.data.number}. ${words.setup.note}` : words.setup.note}>
            {found ? <Choices proposal={found} wishes={wishes} onChange={setWishes} /> : <Skeleton height={70} />}
          </Card>
          {found?.problem != null && <Card tone="attention"><p>{found.problem}</p></Card>}
          {found && found.offers.length > 0 && <Offers offers={found.offers} onAccept={accept} />}
        </div>
        <div className={styles.column}>
          <Card title={words.setup.evidence} note={found?.setup ? `${formatCount(found.series, 'series', 'series')} over ${formatCount(found.periods, periodWord[found.setup.frequency])}, ${found.firstDay ?? ''} to ${found.lastDay ?? ''}` : ' '}>
            {found ? <ul className={styles.reasons}>{found.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul> : <Skeleton height={200} />}
          </Card>
        </div>
      </div>
    </>
  );
}

function Choices({ proposal, wishes, onChange }: { readonly proposal: SeriesProposal; readonly wishes: Wishes; readonly onChange: (wishes: Wishes) => void }) {
  const { setup, dates, targets, keys, target } = proposal;
  const key = setup?.keys[0] ?? '';
  return (
    <div className={styles.form}>
      <NativeSelect label={words.setup.target} value={target ?? ''} data={targets} onChange={(event) => onChange({ ...wishes, target: event.currentTarget.value })} />
      <NativeSelect label={words.setup.date} value={setup?.date ?? wishes.date ?? ''} data={dates} onChange={(event) => onChange({ ...wishes, date: event.currentTarget.value })} />
      <NativeSelect label={words.setup.key} value={key} data={[{ value: '', label: words.setup.noKey }, ...keys.filter((name) => name !== target)]} onChange={(event) => onChange({ ...wishes, keys: event.currentTarget.value === '' ? [] : [event.currentTarget.value] })} />
      <NumberInput label={words.setup.horizon} value={wishes.horizon ?? setup?.horizon ?? 4} min={1} max={longestHorizon} allowDecimal={false} onChange={(value) => typeof value === 'number' && value >= 1 && value <= longestHorizon && onChange({ ...wishes, horizon: value })} />
    </div>
  );
}
