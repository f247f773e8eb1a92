/** Between what-if, batch and report. */
import { navigate } from '@renderer/app/router';
import { Segmented } from '@renderer/ui';
import { batchAddress, reportAddress, whatIfAddress } from './addresses';
import { forecastMessages as words } from './messages';

export type ForecastView = keyof typeof words.views;

export function ViewSwitch({ value }: { readonly value: ForecastView }) {
  const addresses: Readonly<Record<ForecastView, string>> = { 'what-if': whatIfAddress(), batch: batchAddress(), report: reportAddress() };
  return (
    <Segmented
      label={words.viewsLabel}
      value={value}
      options={[{ value: 'what-if', label: words.views['what-if'] }, { value: 'batch', label: words.views.batch }, { value: 'report', label: words.views.report }]}
      onChange={(next) => navigate(addresses[next])}
    />
  );
}
