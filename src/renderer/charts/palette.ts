/** Chart colours by role, from the tokens: blue is the model, grey the rest, a second colour must mean something. */
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';

export interface ChartPalette {
  readonly model: string;
  readonly second: string;
  readonly failure: string;
  readonly good: string;
  readonly spare: string;
  /** Baselines and everything not chosen. */
  readonly rest: string;
  /** What was really sold. */
  readonly actual: string;
  readonly text: string;
  readonly axisText: string;
  readonly gridLine: string;
  readonly border: string;
  readonly surface: string;
  readonly bandInner: string;
  readonly bandOuter: string;
}

const light: ChartPalette = {
  model: '#0072B2', second: '#E69F00', failure: '#D55E00', good: '#009E73', spare: '#CC79A7', rest: '#8B949E', actual: '#15191D',
  text: '#15191D', axisText: '#6C757F', gridLine: '#EDF0F2', border: '#E5E8EB', surface: '#FFFFFF', bandInner: 'rgba(0,114,178,0.22)', bandOuter: 'rgba(0,114,178,0.10)',
};

const dark: ChartPalette = {
  model: '#56A9E0', second: '#E9AD2B', failure: '#E8763A', good: '#2FB98F', spare: '#D98FB9', rest: '#8B949E', actual: '#E9EBEE',
  text: '#E9EBEE', axisText: '#8B949E', gridLine: '#23292E', border: '#272D32', surface: '#16191C', bandInner: 'rgba(86,169,224,0.28)', bandOuter: 'rgba(86,169,224,0.13)',
};

export function paletteOf(scheme: 'light' | 'dark'): ChartPalette {
  return scheme === 'dark' ? dark : light;
}

export function useChartPalette(): ChartPalette {
  const scheme = useComputedColorScheme('light');
  return useMemo(() => paletteOf(scheme), [scheme]);
}
