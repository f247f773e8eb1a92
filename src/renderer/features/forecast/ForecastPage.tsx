/** Forecast: what will sell? Chooses the view by the address. */
import { useAddress } from '@renderer/app/router';
import { BatchPage } from './BatchPage';
import { ReportPage } from './ReportPage';
import { WhatIfPage } from './WhatIfPage';

export function ForecastPage() {
  const { parts, query } = useAddress();
  const [view, id] = parts;
  switch (view) {
    case 'batch':
      return <BatchPage forecastId={id ?? null} snapshotId={query.get('snapshot')} jobId={query.get('job')} />;
    case 'report':
      return <ReportPage runId={query.get('run')} forecastId={query.get('forecast')} />;
    default:
      return <WhatIfPage model={query.get('model')} />;
  }
}
