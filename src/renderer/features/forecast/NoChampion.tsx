/** Nothing to forecast with yet: what comes first. */
import { Button } from '@mantine/core';
import { formatAddress, navigate } from '@renderer/app/router';
import { useQuery } from '@renderer/engine';
import { Card, EmptyState, PageHeader } from '@renderer/ui';
import { forecastMessages as words } from './messages';
import { ViewSwitch, type ForecastView } from './ViewSwitch';

export function NoChampion({ view }: { readonly view: ForecastView }) {
  const runs = useQuery('tracking.runs', {});
  const none = runs.data?.length === 0;
  return (
    <>
      <PageHeader title={words.title} question={words.question} actions={<ViewSwitch value={view} />} />
      <Card>
        <EmptyState
          picture="forecast"
          sentence={words.noChampion}
          action={<Button variant="filled" onClick={() => navigate(formatAddress('models', none ? ['setup'] : ['runs']))}>{none ? 'Set up a race' : words.goToModels}</Button>}
        />
      </Card>
    </>
  );
}
