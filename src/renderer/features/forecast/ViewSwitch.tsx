/** Between what-if, batch, series and report. */
import { navigate } from '@renderer/app/router';
import { Segmented } from '@renderer/ui';
import { batchAddress, reportAddress, seriesAddress, whatIfAddress } from './addresses';
import { forecastMessages as words } from './messages';

export type ForecastView = keyof typeof words.views;

export function ViewSwitch({ value }: { readonly value: ForecastView }) {
  const addresses: Readonly<Record<ForecastView, string>> = { 'what-if': whatIfAddress(), batch: batchAddress(), series: seriesAddress(), report: reportAddress() };
  return (
    <Segmented
      label={words.viewsLabel}
      value={value}
      options={[{ value: 'what-if', label: words.views['what-if'] }, { value: 'batch', label: words.views.batch }, { value: 'series', label: words.views.series }, { value: 'report', label: words.views.report }]}
      onChange={(next) => navigate(addresses[next])}
    />
  );
}
