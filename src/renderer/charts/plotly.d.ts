/** The strict bundle (no eval) carries no types of its own. */
declare module 'plotly.js/dist/plotly-strict.min.js' {
  import type * as Plotly from 'plotly.js';
  const plotly: typeof Plotly;
  export default plotly;
}
