/** Data of DVC from a repository, one of its `.dvc` files, a cache or a remote: what is there, the choice, the work, and what came of it. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { EngineError } from '@shared/contract/errors';
import type { DataImport } from '@shared/areas/interop';
import { jobResult, useJob, useQuery, useStartJob } from '../engine';
import { Dialog } from '../ui/Dialog';
import { ErrorPanel } from '../ui/ErrorPanel';
import { formatTimeLeft } from '../ui/format';
import { Link } from '../ui/Link';
import { ProgressBar } from '../ui/ProgressBar';
import { SkeletonLines } from '../ui/Skeleton';
import styles from './DvcDialog.module.css';
import { useDvcPlaces, type DvcPlace } from './dvcPlaces';
import { DvcTables } from './DvcTables';
import { exchangeMessages } from './exchangeMessages';
import { reportError } from './notices';
import { formatAddress } from './router';

const words = exchangeMessages.dvc;

export function DvcDialog({ place: { ticket, name } }: { readonly place: DvcPlace }) {
  const next = useDvcPlaces((state) => state.next);
  const input = { from: 'dvc' as const, folder: ticket };
  const versions = useQuery('interop.dataVersions', input);
  const store = useQuery('interop.dataObjects', versions.data === null ? input : null);
  const starter = useStartJob('interop.importData');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const outcome = jobResult('interop.importData', job.job);
  const start = (choice: { readonly objects?: string[]; readonly earlier?: boolean }): void => void starter.start({ ...input, ...choice }).then(setJobId);

  // Where there is nothing to choose, nothing is asked.
  const asked = useRef(false);
  const nothingToChoose = versions.data?.earlier === 0;
  useEffect(() => {
    if (!nothingToChoose || asked.current) return;
    asked.current = true;
    void starter.start({ from: 'dvc', folder: ticket }).then(setJobId);
    // Once, when it is known.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [nothingToChoose]);

  const failure = versions.error ?? store.error ?? starter.error ?? (job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null);
  const close = <Button onClick={next}>{words.close}</Button>;
  if (failure !== null) return <Frame title={words.title(name)} onClose={next} actions={close}><ErrorPanel error={failure} /></Frame>;
  if (outcome) return <Frame title={words.done(outcome.snapshots.length)} onClose={next} actions={<Button variant="filled" onClick={next}>{words.close}</Button>}><Outcome {...outcome} onLeave={next} /></Frame>;
  if (job.job?.state === 'cancelled') return <Frame title={words.title(name)} onClose={next} actions={close}><p>{words.cancelled}</p></Frame>;
  if (jobId !== null) {
    return (
      <Frame title={words.title(name)} onClose={next} actions={<Button onClick={() => void job.cancel().catch(reportError)}>{words.cancel}</Button>}>
        <p role="status">{job.progress?.title ?? words.looking} {formatTimeLeft(job.etaMs)}</p>
        <ProgressBar fraction={job.progress?.fraction ?? 0} label={words.title(name)} height={8} />
      </Frame>
    );
  }
  if (versions.data && versions.data.earlier > 0) {
    return (
      <Frame
        title={words.title(name)}
        onClose={next}
        actions={
          <>
            <Button variant="subtle" color="gray" onClick={next}>{words.cancel}</Button>
            <Button loading={starter.starting} onClick={() => start({ earlier: false })}>{words.presentOnly}</Button>
            <Button variant="filled" loading={starter.starting} onClick={() => start({ earlier: true })}>{words.withEarlier(versions.data.tables + versions.data.earlier)}</Button>
          </>
        }
      >
        <p>{words.found(versions.data.tables, versions.data.earlier)}</p>
        <p>{words.earlierNote}</p>
      </Frame>
    );
  }
  if (store.data) return <Dialog label={exchangeMessages.chooseTables} onClose={next} width={720}><DvcTables objects={store.data} starting={starter.starting} onCancel={next} onChoose={(objects) => start({ objects })} /></Dialog>;
  return <Frame title={words.title(name)} onClose={next} actions={close}><p role="status">{words.looking}</p><SkeletonLines lines={3} /></Frame>;
}

interface FrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
}

function Frame({ title, onClose, actions, children }: FrameProps) {
  return (
    <Dialog label={title} onClose={onClose} width={560}>
      <div className={styles.body}>
        <h2>{title}</h2>
        {children}
        <div className={styles.actions}>{actions}</div>
      </div>
    </Dialog>
  );
}

/** Each version that is here now, and each that is not, with its reason. */
function Outcome({ snapshots, skipped, onLeave }: DataImport & { readonly onLeave: () => void }) {
  return (
    <>
      <ul className={styles.list} aria-label={words.read} tabIndex={0}>
        {snapshots.map(({ path, snapshotId, dataset, number, alreadyThere }) => (
          <li key={`${path} ${snapshotId}`} className={styles.row} onClick={onLeave}>
            <Link to={formatAddress('data', [snapshotId])}>{dataset} v{number}</Link>
            <span>{alreadyThere ? words.alreadyThere(path) : path}</span>
          </li>
        ))}
      </ul>
      {skipped.length > 0 && (
        <section aria-label={words.passedOver(skipped.length)}>
          <h3>{words.passedOver(skipped.length)}</h3>
          <ul className={styles.list} tabIndex={0} aria-label={words.passedOver(skipped.length)}>
            {skipped.map(({ path, reason }, index) => <li key={index}><b>{path}</b>: {reason}</li>)}
          </ul>
        </section>
      )}
    </>
  );
}
