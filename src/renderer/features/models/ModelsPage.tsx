/** Models: which model, and how sure? Chooses the view by the address. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { usePaletteEntries, type PaletteEntry } from '@renderer/app/palette';
import { formatAddress, navigate, useAddress } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Card, EmptyState, ErrorPanel, PageHeader, Skeleton } from '@renderer/ui';
import { raceAddress, registryAddress, runsAddress, setupAddress, type RaceView } from './addresses';
import { ExplainPage } from './explain/ExplainPage';
import { ComparePage } from './ComparePage';
import { modelsMessages as words } from './messages';
import { RegistryPage } from './RegistryPage';
import { RacePage } from './RacePage';
import { RunsPage } from './RunsPage';
import { SetupPage } from './SetupPage';
import { StartingRace } from './StartingRace';
import { TuningPage } from './TuningPage';

const commands: readonly PaletteEntry[] = [
  { id: 'models-setup', group: 'Models', label: words.setUpRace, keywords: 'train new race', run: () => navigate(setupAddress()) },
  { id: 'models-runs', group: 'Models', label: words.allRuns, keywords: 'experiments table compare', run: () => navigate(runsAddress()) },
  { id: 'models-registry', group: 'Models', label: words.registry, keywords: 'versions champion challenger gate rules rollback promote', run: () => navigate(registryAddress()) },
  { id: 'models-race', group: 'Models', label: words.newestRace, keywords: 'folds leader', run: () => navigate(formatAddress('models')) },
];

export function ModelsPage() {
  const { parts, query } = useAddress();
  usePaletteEntries('models', commands);
  const [view, id] = parts;
  const jobId = query.get('job');
  switch (view) {
    case 'setup':
      return <SetupPage snapshotId={query.get('snapshot')} target={query.get('target')} withLeaks={query.get('leak') === '1'} />;
    case 'runs':
      return <RunsPage search={query.get('search') ?? ''} runId={id ?? null} />;
    case 'search':
      return id === undefined ? <NewestRace /> : <TuningPage key={id} tuningId={id} />;
    case 'registry':
      return <RegistryPage modelId={id ?? null} version={query.get('version')} />;
    case 'explain':
      if (id !== undefined) return <ExplainPage key={id} runId={id} view={{ column: query.get('column'), second: query.get('with'), mode: dependenceMode(query.get('lines')) }} />;
      return <NewestRace />;
    case 'compare':
      return <ComparePage runIds={(query.get('runs') ?? '').split(',').filter((runId) => runId !== '')} allSettings={query.get('settings') === 'all'} />;
    case 'race':
      if (id !== undefined) return <RacePage key={id} experimentId={id} view={raceView(query.get('view'))} runId={query.get('run')} />;
      if (jobId !== null) return <StartingRace key={jobId} jobId={jobId} />;
      return <NewestRace />;
    default:
      return <NewestRace />;
  }
}

function dependenceMode(text: string | null): 'lines' | 'centred' | 'accumulated' {
  return text === 'centred' || text === 'accumulated' ? text : 'lines';
}

function raceView(text: string | null): RaceView {
  return text === 'curves' || text === 'table' ? text : 'folds';
}

/** Goes on to the newest race, or says what is needed for a first one. */
function NewestRace() {
  const experiments = useQuery('tracking.experiments', {});
  const datasets = useQuery('datasets.list', {});
  const newest = experiments.data?.reduce<{ readonly id: string; readonly number: number } | null>((held, each) => (held === null || each.number > held.number ? each : held), null);
  useEffect(() => {
    if (newest) navigate(raceAddress(newest.id), { replace: true });
  }, [newest]);
  const error = experiments.error ?? datasets.error;
  const empty = experiments.data?.length === 0 && datasets.data !== undefined;
  const noData = datasets.data?.length === 0;
  return (
    <>
      <PageHeader title={words.title} question={words.question} />
      {error !== null ? <ErrorPanel error={error} onRetry={experiments.reload} /> : empty ? (
        <Card>
          <EmptyState
            picture={noData ? 'table' : 'race'}
            sentence={noData ? words.emptyNoData : words.emptyNoRuns}
            action={<Button variant="filled" onClick={() => navigate(noData ? formatAddress('data') : setupAddress())}>{noData ? words.goToData : words.setUpRace}</Button>}
          />
        </Card>
      ) : <Skeleton height={420} />}
    </>
  );
}
