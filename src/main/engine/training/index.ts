/**
 * Training: pure functions from tables to fitted models, scores and explanations. Knows no store.
 *
 * A race, in the order its pieces are used:
 *  1. `planFolds` checks the target and deals rows to folds.
 *  2. `fitTask` (compute task `training.fit`) fits one model on one fold; answers in units of the target.
 *  3. `combineMembers` makes the held-out answers and the weights of combinations from those of the learned models.
 *  4. `crossIntervals` bounds held-out rows with the quantile of the other folds; `scoreFold` and `summariseFolds` score.
 *  5. `fitTask` once more with `test` empty and `keepModel`; `combineModels` for the combinations; `calibrateFinal` for the interval;
 *     `writeModelDocument` puts it all into one file.
 *     `leakRadar` (task `training.leakRadar`) judges columns before or beside the race.
 *  6. `restorePredictor` answers from a saved model; `predictTask`, `contributeTask`, `dependenceTask`, `pairDependenceTask` (tasks `training.predict` and so on) do so in a worker.
 */
export type { Bounds, FitCurve, FitOutcome, FitTask, NumberColumn, Predictor, SavedModel, TargetTransform, TextColumn, TrainingColumn, TrainingTable } from './types';
export { findRepeats, type RepeatedKey, type Repeats, type RepeatsRequest } from './splits/findRepeats';
export { shuffledControl } from './splits/shuffledControl';
export { permuteTarget } from './splits/permuteTarget';
export { thin } from './leaks/skill';
export { keptTogether, planFolds, type FileFold, type FoldPlan, type FoldRequest, type PlannedFold, type Split } from './folds';
export { fitTask } from './fitTask';
export type { CrewMember, StartThread } from './trees/crew';
export { combineMembers, type Combined, type MemberAnswers } from './combineMembers';
export { combineModels, learnedKinds, parseSavedModel, predictorOf, restorePredictor, savedModelSchema } from './savedModel';
export { chooseBest, defaultMetric, findSteps, metricLoss, rowsSkippedByMape, scoreFold, scoreInterval, stepsSeen, summarise, summariseFolds, type FoldScores, type HeldOut } from './metrics';
export { boundsInUnits, calibrateFinal, crossIntervals, type HeldOutFoldRows, type IntervalSettings } from './intervals/crossIntervals';
export { measureGroups, measureMethods } from './intervals/measureIntervals';
export { intervalMethodOf } from './intervals/methods/methods';
export { companionFor } from './intervals/companions/companions';
export { categoriesOf, openInterval, type SavedInterval, type TableBounder } from './intervals/savedInterval';
export { crossReach, oddsOfSteps, stepsToReach } from './reach/crossReach';
export { measureReach } from './reach/measureReach';
export { openReach, type SavedReach, type TableReach } from './reach/savedReach';
export { columnsOutside, outsideOf, trainedRangeOf, type TrainedRange } from './trainedRange';
export { readModelDocument, writeModelDocument, type ModelDocument, type SchemaColumn } from './modelFile/modelDocument';
export { schemaColumnOf, trainedRangeIn } from './modelFile/schemaColumns';
export { toModelSpace, toUnits } from './targetSpace';
export { describeModels } from './describeModels';
export { aimAtMetric, fitVersions, resolveParameters } from './resolveParameters';
export { fitNeeds, isOfTrees } from './models/models';
export { findColumn, gatherTable, mapTexts } from './table';
export { countInfinityWords, isInfinityWord, withoutInfinities } from './infinities';
export { leakRadar } from './leaks/leakRadar';
export { settleFindings, type ColumnSuspicions, type LeakFinding } from './leaks/settleFindings';
export type { WatchedColumn } from './leaks/study';
export { shapleyValues, type ShapleyValues } from './shapley';
export { explainRows, isExact, type ContributionWay, type ExplainedRows } from './contributions';
export type { AccumulatedPoint } from './explanation/accumulatedEffects';
export type { Dependence, DependencePoint } from './explanation/dependence';
export type { MonotoneCheck } from './explanation/monotoneCheck';
export type { PairDependence } from './explanation/pairDependence';
export { fittedFrom, restoreFitted } from './savedModel';
export { importanceTask, type ImportanceTask } from './importanceTask';
export type { FittedModel } from './models/algorithm';
export { cellOf } from './explanation/grid';
export { contributeTask, dependenceTask, leakRadarTask, nearCopiesTask, pairDependenceTask, predictTask, type ContributeTask, type DependenceOutcome, type DependenceTask, type PairDependenceTask, type PredictTask } from './explainTask';
export { modelParts, type ModelParts } from './modelParts';
export { featureParts } from './featureReport';
export { featureNames, type FeatureName } from './features/featureNames';
export { codeCounts, encodeFeatures, type FeaturePlan } from './features/featurePlan';
export { addPredictions, codesOf, featureMatrix } from './trees/treeEnsemble';
export { furthest as furthestStandardised } from './features/standardise';
export * from './tuning';
export * from './series';
