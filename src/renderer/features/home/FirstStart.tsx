/** The first start: three ways in. */
import { Button } from '@mantine/core';
import { EngineError } from '@shared/contract/errors';
import { useState, type ReactNode } from 'react';
import { useFrameStore } from '../../app/frameStore';
import { useProjects } from '../../app/useProjects';
import { useImportFile } from '../../app/waitingFiles';
import { useJob, useStartJob } from '../../engine';
import { Card, ErrorPanel, PageHeader, ProgressBar } from '../../ui';
import { DropDrawing, FolderDrawing, ShopDrawing } from './drawings';
import styles from './Home.module.css';
import { homeMessages } from './messages';

export function FirstStart() {
  const importFile = useImportFile();
  const projects = useProjects();
  const samples = useStartJob('project.loadSamples');
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  const setJobsOpen = useFrameStore((state) => state.setJobsOpen);
  const failure = samples.error ?? (job.job?.state === 'failed' && job.job.error ? EngineError.fromData(job.job.error) : null);
  return (
    <>
      <PageHeader title={homeMessages.welcome} question={homeMessages.welcomeQuestion} />
      <div className={styles.ways}>
        <Way
          drawing={<ShopDrawing />}
          title={homeMessages.sample.title}
          note={homeMessages.sample.note}
          action={
            jobId !== null && job.running ? (
              <button type="button" className={styles.wayProgress} onClick={() => setJobsOpen(true)}>
                <ProgressBar fraction={job.progress?.fraction ?? 0} label={homeMessages.sample.title} />
                <span>{job.progress?.title ?? 'Loading'}</span>
              </button>
            ) : (
              <Button variant="filled" loading={samples.starting} onClick={() => void samples.start({}).then(setJobId)}>{homeMessages.sample.action}</Button>
            )
          }
        />
        <Way drawing={<DropDrawing />} title={homeMessages.drop.title} note={homeMessages.drop.note} action={<Button onClick={() => void importFile()}>{homeMessages.drop.action}</Button>} />
        {projects.open && <Way drawing={<FolderDrawing />} title={homeMessages.open.title} note={homeMessages.open.note} action={<Button onClick={projects.open}>{homeMessages.open.action}</Button>} />}
      </div>
      {failure !== null && <ErrorPanel error={failure} />}
    </>
  );
}

function Way({ drawing, title, note, action }: { readonly drawing: ReactNode; readonly title: string; readonly note: string; readonly action: ReactNode }) {
  return (
    <Card className={styles.way} label={title}>
      <div className={styles.wayDrawing}>{drawing}</div>
      <h2 className={styles.wayTitle}>{title}</h2>
      <p className={styles.wayNote}>{note}</p>
      <div className={styles.wayAction}>{action}</div>
    </Card>
  );
}
