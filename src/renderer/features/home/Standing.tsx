/** Home with data: state in sentences, the champion with its baseline, what is due, and the last runs. */
import { Button } from '@mantine/core';
import type { Overview } from '@shared/areas/project';
import { navigate } from '../../app/router';
import { useProjects } from '../../app/useProjects';
import { useImportFile } from '../../app/waitingFiles';
import { Card, Dot, formatLongDay, Link, PageHeader } from '../../ui';
import { ChampionCard } from './ChampionCard';
import styles from './Home.module.css';
import { LastRuns } from './LastRuns';
import { homeMessages } from './messages';
import { RecentProjects } from './RecentProjects';

export function Standing({ overview }: { readonly overview: Overview }) {
  const importFile = useImportFile();
  const projects = useProjects();
  const { due, standings } = overview;
  return (
    <>
      <PageHeader
        title={formatLongDay(Date.now())}
        question={homeMessages.question}
        actions={
          <>
            {projects.open && <Button onClick={projects.open}>{homeMessages.openProject}</Button>}
            <Button onClick={() => void importFile()}>{homeMessages.importFile}</Button>
          </>
        }
      />
      <div className={styles.grid}>
        <div className={styles.main}>
          {standings.length > 0 && (
            <Card flush label={homeMessages.words.state}>
              <ul>
                {standings.map((standing) => (
                  <li key={`${standing.title} ${standing.reason}`} className={styles.standing}>
                    <Dot tone={standing.tone} />
                    <div className={styles.standingWords}>
                      <p className={styles.standingTitle}>{standing.title}</p>
                      <p className={styles.standingReason}>{standing.reason}</p>
                    </div>
                    {standing.link && <Link to={standing.link.address} className={styles.standingLink}>{standing.link.label}</Link>}
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <ChampionCard champion={overview.champion} challenger={overview.challenger} />
        </div>
        <div className={styles.side}>
          <Card tone={due ? 'accent' : 'plain'} label={homeMessages.dueNow} {...(due && { className: styles.due })}>
            <p className={due ? styles.dueKicker : styles.dueQuiet}>{due ? homeMessages.dueNow : homeMessages.nothingDue}</p>
            {due ? (
              <>
                <h2 className={styles.dueTitle}>{due.title}</h2>
                <p className={styles.dueReason}>{due.reason}</p>
                <Button variant="filled" onClick={() => navigate(due.address)}>{due.action}</Button>
              </>
            ) : (
              <p className={styles.dueReason}>{homeMessages.nothingDueReason}</p>
            )}
          </Card>
          <LastRuns overview={overview} />
        </div>
      </div>
      <RecentProjects recent={projects.recent} {...(projects.openRecent && { onOpen: projects.openRecent })} />
    </>
  );
}
