/** The bundle of lines, dots and bars carries no types of its own. It holds no WebGL and so needs no eval. */
declare module 'plotly.js/dist/plotly-basic.min.js' {
  import type * as Plotly from 'plotly.js';
  const plotly: typeof Plotly;
  export default plotly;
}
