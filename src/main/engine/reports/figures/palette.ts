/** Colours of the report: light, readable in print, safe for colour-blind readers (Okabe & Ito). */
export const palette = {
  text: '#15191D',
  second: '#4D555E',
  third: '#6C757F',
  grid: '#EDF0F2',
  border: '#D3D8DD',
  model: '#0072B2',
  other: '#8B949E',
  attention: '#E69F00',
  leak: '#D55E00',
} as const;
