/** The one door to plotly: fetched when the first chart is drawn, without its cloud button, resized with its card. */
import { useEffect, useRef, useState, type Ref, useImperativeHandle } from 'react';
import type { Config, Data } from 'plotly.js';
import { ErrorPanel } from '../ui/ErrorPanel';
import { Skeleton } from '../ui/Skeleton';
import type { Figure } from './figure';

type Plotly = (typeof import('plotly.js/dist/plotly-basic.min.js'))['default'];

let loading: Promise<Plotly> | null = null;
function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js/dist/plotly-basic.min.js').then((module) => module.default);
  return loading;
}

export interface PlotHandle {
  /** A data address of the picture as drawn. */
  picture(format: 'png' | 'svg'): Promise<string>;
}

interface PlotProps {
  readonly figure: Figure;
  /** What the picture shows, for screen readers; the table behind it says the values. */
  readonly label: string;
  readonly height: number;
  readonly handle?: Ref<PlotHandle>;
}

const config: Partial<Config> = { displayModeBar: false, displaylogo: false, showSendToCloud: false, showTips: false, plotlyServerURL: '', responsive: false, doubleClick: 'reset' };

export function Plot({ figure, label, height, handle }: PlotProps) {
  const element = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    let current = true;
    const target = element.current;
    if (!target) return undefined;
    loadPlotly()
      .then((plotly) => (current ? plotly.react(target, figure.data as Data[], { ...figure.layout, height, autosize: true }, config) : undefined))
      .then(() => current && setReady(true))
      .catch((failure: unknown) => current && setError(failure));
    return () => {
      current = false;
    };
  }, [figure, height]);

  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(() => {
      if (target.querySelector('.plot-container')) void loadPlotly().then((plotly) => plotly.Plots.resize(target));
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
      void loading?.then((plotly) => plotly.purge(target));
    };
  }, []);

  useImperativeHandle(handle, () => ({
    async picture(format) {
      const plotly = await loadPlotly();
      const target = element.current;
      if (!target) return '';
      return plotly.toImage(target, { format, width: target.clientWidth, height, scale: format === 'png' ? 2 : 1 });
    },
  }));

  if (error !== null) return <ErrorPanel error={error} />;
  return (
    <div role="img" aria-label={label} style={{ height, position: 'relative' }}>
      {!ready && <Skeleton height={height} />}
      <div ref={element} style={{ height, position: 'absolute', inset: 0 }} />
    </div>
  );
}
