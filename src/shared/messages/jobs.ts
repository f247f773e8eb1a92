/** Titles of jobs. */
export const jobTitleMessages = {
  'datasets.import': 'Import a file',
  'quality.validate': 'Check the data',
  'registry.gate': 'Hold a run against the gate',
  'tracking.train': 'Train and compare models',
  'tracking.fitPart': 'Fit a part of a race',
  'forecasting.score': 'Score a file',
  'monitoring.run': 'Look at a version',
  'reports.write': 'Write the report',
  'interop.importRuns': 'Read runs of another tool',
  'interop.importData': 'Read data of another tool',
  'interop.export': 'Write for another tool',
  'sync.now': 'Sync with the shared folder',
  'project.loadSamples': 'Load the samples',
  'pipelines.run': 'Run a pipeline',
  'pipelines.resume': 'Take up a pipeline run',
} as const;
