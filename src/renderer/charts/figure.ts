/** A picture for plotly: traces and layout, made by pure builders (`*Figure.ts`), with the house's axis style. */
import type { Data, Layout } from 'plotly.js';
import type { ChartPalette } from './palette';

export interface Figure {
  readonly data: readonly Partial<Data>[];
  readonly layout: Partial<Layout>;
}

const family = "'Inter Variable', Inter, system-ui, sans-serif";

/** Quiet axes and margins; a builder adds its own over them. */
export function baseLayout(palette: ChartPalette): Partial<Layout> {
  const axis = { gridcolor: palette.gridLine, linecolor: palette.border, zerolinecolor: palette.border, tickfont: { size: 11, color: palette.axisText }, title: { font: { size: 11.5, color: palette.axisText } }, automargin: true } as const;
  return {
    font: { family, size: 12, color: palette.text },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 44, r: 12, t: 8, b: 36 },
    xaxis: { ...axis },
    yaxis: { ...axis },
    showlegend: false,
    hoverlabel: { bgcolor: palette.surface, bordercolor: palette.border, font: { family, color: palette.text, size: 12 } },
  };
}
