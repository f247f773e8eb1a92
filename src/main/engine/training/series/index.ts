/** Time series: methods for one series, trees over all, classes of demand, decomposition, scores and bands. Pure, as the rest of training. */
export { classifyDemand, demandClasses, type Demand, type DemandClass } from './demandClass';
export { decompose, hasSeason, type Decomposition } from './seasonality';
export { forecastGlobally, type GlobalForecastOutcome, type GlobalForecastTask } from './forecastGlobally';
export { forecastLocally, type LocalForecastOutcome, type LocalForecastTask } from './forecastLocally';
export { historyOf, type PanelValues } from './history';
export { obstacles, type MethodSettings, type Obstacle } from './method';
export { findLocalMethod, localMethods } from './methods';
export type { CalendarPlaces } from './seriesFeatures';
export { naiveErrors, scoreSeries, type NaiveErrors, type SeriesScores } from './seriesScores';
export { bandAround, bandScale, crossBands, fitBands, type BacktestErrors, type BandShape } from './bands';
