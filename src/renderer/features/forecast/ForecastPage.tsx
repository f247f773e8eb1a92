/** Forecast: what will sell? Chooses the view by the address. */
import { usePaletteEntries, type PaletteEntry } from '@renderer/app/palette';
import { navigate, useAddress } from '@renderer/app/router';
import { batchAddress, reportAddress, seriesAddress, whatIfAddress } from './addresses';
import { BatchPage } from './BatchPage';
import { forecastMessages as words } from './messages';
import { ReportPage } from './ReportPage';
import { SeriesPage } from './series/SeriesPage';
import { WhatIfPage } from './WhatIfPage';

const commands: readonly PaletteEntry[] = [
  { id: 'forecast-what-if', group: 'Forecast', label: words.views['what-if'], keywords: 'product scenario price', run: () => navigate(whatIfAddress()) },
  { id: 'forecast-batch', group: 'Forecast', label: words.batch.score, keywords: 'batch score csv', run: () => navigate(batchAddress()) },
  { id: 'forecast-series', group: 'Forecast', label: 'Series explorer', keywords: 'time series backtest horizon theta ets', run: () => navigate(seriesAddress()) },
  { id: 'forecast-report', group: 'Forecast', label: words.whatIf.makeReport, keywords: 'report html export', run: () => navigate(reportAddress()) },
];

export function ForecastPage() {
  const { parts, query } = useAddress();
  usePaletteEntries('forecast', commands);
  const [view, id] = parts;
  switch (view) {
    case 'batch':
      return <BatchPage forecastId={id ?? null} snapshotId={query.get('snapshot')} jobId={query.get('job')} />;
    case 'series':
      return <SeriesPage experimentId={id ?? null} setup={query.get('setup') !== null} series={query.get('series')} runId={query.get('run')} jobId={query.get('job')} snapshotId={query.get('snapshot')} />;
    case 'report':
      return <ReportPage runId={query.get('run')} forecastId={query.get('forecast')} seriesForecastId={query.get('series')} />;
    default:
      return <WhatIfPage model={query.get('model')} />;
  }
}
